package io.panoptes.indexer.table;

import io.panoptes.encoder.photo.Box;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A photo as a manifest lists it, not yet read. Small, since a run keeps one for every photo: the
 * name is made when it is asked for.
 *
 * @param location an {@code https} address, or a path with {@code /}, relative to the manifest's
 *     folder where the photo lies below it
 * @param isNamedByLocation whether another photo of the object has the same file name
 * @param box the part of the photo that shows the object, null for the whole
 * @param session when or by whom it was taken, if the manifest says
 * @param bytes size of the file; 0 of an address, whose photo is not there yet
 * @param modified to the millisecond; {@link Instant#EPOCH} of an address
 */
public record ManifestPhoto(
    String location,
    boolean isNamedByLocation,
    @Nullable Box box,
    @Nullable String session,
    long bytes,
    Instant modified) {
  private static final String HTTPS = "https://";

  public ManifestPhoto {
    modified = modified.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns the same photo, named by its location. */
  ManifestPhoto namedByLocation() {
    return new ManifestPhoto(location, true, box, session, bytes, modified);
  }

  /**
   * Returns the name, in Unicode NFC, which no other photo of the object has: the file's, or the
   * location where that is not enough.
   */
  public String name() {
    return Normalizer.normalize(isNamedByLocation ? location : fileName(), Normalizer.Form.NFC);
  }

  private String fileName() {
    int query = isAddress() ? location.indexOf('?') : -1;
    String path = query < 0 ? location : location.substring(0, query);
    String fileName = path.substring(path.lastIndexOf('/') + 1);
    return fileName.isEmpty() ? location : fileName;
  }

  /** Returns whether the photo has to be fetched. */
  public boolean isAddress() {
    return location.startsWith(HTTPS);
  }

  /** Returns the file, where the manifest lies in {@code folder}. */
  public Path in(Path folder) {
    return folder.resolve(location);
  }
}

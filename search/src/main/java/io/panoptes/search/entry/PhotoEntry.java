package io.panoptes.search.entry;

import io.panoptes.encoder.photo.Box;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue notes of a photo, beside where the network sees it. Public for the indexer,
 * which makes them.
 *
 * @param id SHA-256 of the file's bytes, 64 hex digits
 * @param name unique within the object: the file name, or as much of its path as tells it apart
 * @param location where it was read: an absolute path, or an https address; of an upload, {@link
 *     #UPLOAD} and a name for people
 * @param bytes size of the file
 * @param modified when the file was last changed, to the millisecond; the epoch if nobody says
 * @param box the part of the photo that shows the object; null for all of it
 * @param session the shoot that it is of, if that is known
 */
public record PhotoEntry(
    String id,
    String name,
    String location,
    long bytes,
    Instant modified,
    @Nullable Box box,
    @Nullable String session) {
  /**
   * How the location of a photo begins that came by upload: as no absolute path and no address
   * does. The copy that the catalogue keeps is the only one.
   */
  public static final String UPLOAD = "upload:";

  public PhotoEntry {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a photo's id must not be blank (photo " + name + ")");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "a photo's size must not be negative, got " + bytes + " (photo " + name + ")");
    }
    modified = modified.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns whether {@code location} is that of an upload, whose file only the catalogue has. */
  public static boolean isUpload(String location) {
    return location.startsWith(UPLOAD);
  }
}

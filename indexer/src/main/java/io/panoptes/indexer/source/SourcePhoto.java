package io.panoptes.indexer.source;

import io.panoptes.encoder.photo.Box;
import io.panoptes.search.entry.PhotoEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A photo that is brought to the catalogue, not yet read.
 *
 * @param id SHA-256 of the bytes that its file must have; null if they may be any
 * @param name unique within the object
 * @param location an absolute path, an https address, or what is noted of an upload
 * @param bytes size of the file; {@link #UNKNOWN} for an address
 * @param modified when the file was last changed, to the millisecond; the epoch for an address
 * @param box the part of it that shows the object; null for all of it
 * @param session the shoot that it is of, if that is known
 */
public record SourcePhoto(
    @Nullable String id,
    String name,
    String location,
    long bytes,
    Instant modified,
    @Nullable Box box,
    @Nullable String session) {
  /** The size of what is yet to be fetched. */
  static final long UNKNOWN = -1;

  private static final String HTTPS = "https://";

  /** Returns the photo that {@code entry} notes, and no other. */
  static SourcePhoto of(PhotoEntry entry) {
    return new SourcePhoto(
        entry.id(),
        entry.name(),
        entry.location(),
        entry.bytes(),
        entry.modified(),
        entry.box(),
        entry.session());
  }

  /** Returns whether it has to be fetched. */
  boolean isRemote() {
    return location.startsWith(HTTPS);
  }

  /** Returns whether only the catalogue has its file. */
  boolean isUpload() {
    return PhotoEntry.isUpload(location);
  }

  /**
   * Returns whether {@code known}, of the same name, is this photo for all that is to be seen
   * without reading it: one of that id, a file of that size and time, or the same address.
   */
  public boolean looksLike(PhotoEntry known) {
    if (id != null) {
      return id.equals(known.id());
    }
    return isRemote()
        ? location.equals(known.location())
        : bytes == known.bytes() && modified.equals(known.modified());
  }

  /** Returns what the catalogue notes of it, given the id and the size that its file has. */
  public PhotoEntry entry(String contentId, long size) {
    return new PhotoEntry(contentId, name, location, size, modified, box, session);
  }
}

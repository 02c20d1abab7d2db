package io.panoptes.indexer;

import io.panoptes.search.CataloguePhoto;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A photo as its folder lists it, not yet read. Small, since a run keeps one for every photo.
 *
 * @param fileName as the file system spells it
 * @param modified to the millisecond
 */
record PhotoFile(String fileName, long bytes, Instant modified) {
  PhotoFile {
    modified = modified.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns the name in Unicode NFC, the same whichever system the folder came from. */
  String name() {
    return Normalizer.normalize(fileName, Normalizer.Form.NFC);
  }

  /** Returns whether this is {@code photo} by name, size and time. */
  boolean isUnchanged(CataloguePhoto photo) {
    return photo.bytes() == bytes
        && photo.modified().equals(modified)
        && photo.name().equals(name());
  }

  /** Returns where it is in {@code folder}. */
  Path in(Path folder) {
    return folder.resolve(fileName);
  }
}

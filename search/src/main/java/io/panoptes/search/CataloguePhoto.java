package io.panoptes.search;

import io.panoptes.encoder.View;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A photo of a catalogue object, and where the network sees it. Public for the indexer, which makes
 * them.
 *
 * @param id SHA-256 of the file's bytes, 64 hex digits
 * @param name file name, relative to the object's folder
 * @param bytes size of the file
 * @param modified when the file was last changed, to the millisecond
 * @param view the photo's vectors and their lengths
 */
public record CataloguePhoto(String id, String name, long bytes, Instant modified, View view) {
  public CataloguePhoto {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a photo's id must not be blank (photo " + name + ")");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "a photo's size must not be negative, got " + bytes + " (photo " + name + ")");
    }
    modified = modified.truncatedTo(ChronoUnit.MILLIS);
  }
}

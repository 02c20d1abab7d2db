package io.panoptes.encoder.folder;

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
public record PhotoFile(String fileName, long bytes, Instant modified) {
  public PhotoFile {
    modified = modified.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns the name in Unicode NFC, the same whichever system the folder came from. */
  public String name() {
    return Normalizer.normalize(fileName, Normalizer.Form.NFC);
  }

  /** Returns where it is in {@code folder}. */
  public Path in(Path folder) {
    return folder.resolve(fileName);
  }
}

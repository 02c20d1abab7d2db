package io.panoptes.encoder.photo;

import io.panoptes.encoder.photo.PhotoHeader.Inks;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Half of the heap, which all threads that decode share: two photos of 50 megapixels at once would
 * be too many for 512 MiB. Small photos never wait for each other.
 */
final class DecodingMemory {
  private static final long UNIT = 1 << 20;
  private static final int UNITS =
      Math.clamp(Runtime.getRuntime().maxMemory() / 2 / UNIT, 1, Integer.MAX_VALUE);

  /** Fair, lest a large photo waits for ever. */
  private static final Semaphore FREE = new Semaphore(UNITS, true);

  private DecodingMemory() {}

  /** What is done while memory is held. */
  @FunctionalInterface
  interface Decoding<T> {
    T run() throws IOException;
  }

  /** Runs {@code decoding} when {@code bytes} are free, or all if there are not so many. */
  static <T> T hold(long bytes, Decoding<T> decoding) throws IOException {
    int units = Math.clamp(Math.ceilDiv(bytes, UNIT), 1, UNITS);
    FREE.acquireUninterruptibly(units);
    try {
      return decoding.run();
    } finally {
      FREE.release(units);
    }
  }

  /**
   * Returns about how many bytes decoding takes, {@code held} pixels being kept. Measured: WebP is
   * decoded whole before pixels are left out, twice over where it has alpha; the others are decoded
   * row by row.
   */
  static long estimate(PhotoFormat format, PhotoHeader header, long held) {
    long result = 3 * held;
    long turned = header.orientation() == 1 ? 0 : 3 * held;
    boolean direct =
        format == PhotoFormat.JPEG && header.inks() == Inks.NONE && header.profile() == null;
    long decoded =
        format == PhotoFormat.WEBP ? 8 * header.width() * header.height() : direct ? 0 : 8 * held;
    return result + turned + decoded;
  }
}

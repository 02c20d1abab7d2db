package io.panoptes.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The demo's query photos (JPEG, 256 × 256), each time as a file that nobody has met before: eight
 * bytes stand behind the picture, so that no cache of content knows it. Threads share one.
 */
final class FreshPhotos {
  private final List<byte[]> pictures;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  private FreshPhotos(List<byte[]> pictures) {
    this.pictures = pictures;
  }

  /** Reads the pictures in {@code demo/queries} of the repository. */
  static FreshPhotos ofDemo() throws IOException {
    try (Stream<Path> files = Files.list(ServerProcess.HOME.resolve("demo/queries"))) {
      List<byte[]> pictures = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        pictures.add(Files.readAllBytes(file));
      }
      return new FreshPhotos(pictures);
    }
  }

  /** Returns the bytes of the next file. */
  byte[] next() {
    long number = next.getAndIncrement();
    byte[] picture = pictures.get((int) Math.floorMod(number, (long) pictures.size()));
    byte[] file = Arrays.copyOf(picture, picture.length + Long.BYTES);
    ByteBuffer.wrap(file).putLong(picture.length, number);
    return file;
  }
}

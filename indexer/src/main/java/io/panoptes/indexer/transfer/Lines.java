package io.panoptes.indexer.transfer;

import io.panoptes.indexer.failure.IndexerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream that anybody may have written, each held in memory as a whole, and hence of
 * at most so many bytes. Closing closes the stream; one thread reads.
 */
final class Lines implements AutoCloseable {
  private final InputStream in;
  private final String name;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private long number;

  /**
   * Makes one.
   *
   * @param name what is read, for messages
   * @param longest the most bytes of a line
   */
  Lines(InputStream in, String name, int longest) {
    this.in = in;
    this.name = name;
    this.longest = longest;
  }

  /** Returns the place of the line that was read last, for messages. */
  String place() {
    return name + ", line " + number;
  }

  /** Returns the next line, without its break; null if there are no more. */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    number++;
    while (fill()) {
      int stop = start;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      if (line.size() + (stop - start) > longest) {
        throw new IndexerException(place() + " must have at most " + longest + " bytes");
      }
      line.write(buffer, start, stop - start);
      start = stop + 1;
      if (stop < end) {
        return line.toByteArray();
      }
    }
    return line.size() == 0 ? null : line.toByteArray();
  }

  /** Returns whether there is anything left in the buffer, after filling it if there was not. */
  private boolean fill() throws IOException {
    if (start >= end) {
      start = 0;
      end = in.read(buffer);
    }
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

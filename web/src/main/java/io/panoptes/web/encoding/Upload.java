package io.panoptes.web.encoding;

import java.io.IOException;
import java.io.InputStream;

/**
 * A photo as it came with a request, its bytes in memory or in a temporary file.
 *
 * @param name for messages, never for a path
 */
public record Upload(String name, Content content) {
  /** Opens the bytes, as often as it is asked. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  /** Returns all bytes. */
  public byte[] bytes() throws IOException {
    try (InputStream input = content.open()) {
      return input.readAllBytes();
    }
  }
}

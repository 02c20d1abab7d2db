package io.panoptes.indexer;

import java.text.Normalizer;

/** How object ids are spelt. */
final class ObjectIds {
  private ObjectIds() {}

  /**
   * Returns the id that {@code typed} means: in Unicode NFC, and without the slashes that
   * completing a folder's name leaves at its end.
   */
  static String normalize(String typed) {
    String id = Normalizer.normalize(typed, Normalizer.Form.NFC);
    int end = id.length();
    while (end > 0 && id.charAt(end - 1) == '/') {
      end--;
    }
    return id.substring(0, end);
  }
}

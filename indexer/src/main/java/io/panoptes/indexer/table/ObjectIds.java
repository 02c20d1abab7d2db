package io.panoptes.indexer.table;

import io.panoptes.encoder.command.UsageException;
import java.text.Normalizer;
import java.util.Set;

/** How object ids are spelt. Public for the server, which is asked for them. */
public final class ObjectIds {
  private static final Set<String> NO_PARTS = Set.of("", ".", "..");

  private ObjectIds() {}

  /**
   * Returns the id that {@code typed} means: in Unicode NFC, and without the slashes that
   * completing a folder's name leaves at its end.
   */
  public static String normalize(String typed) {
    String id = Normalizer.normalize(typed, Normalizer.Form.NFC);
    int end = id.length();
    while (end > 0 && id.charAt(end - 1) == '/') {
      end--;
    }
    return id.substring(0, end);
  }

  /**
   * Returns the id that {@code typed} means, of an object that nobody's folder names.
   *
   * @throws UsageException if it is none: if any of its parts between slashes is blank, {@code .}
   *     or {@code ..}, if it has control characters, or is longer than the index takes
   */
  public static String ofUpload(String typed) {
    String id = normalize(typed);
    for (String part : id.split("/", -1)) {
      if (NO_PARTS.contains(part.strip())) {
        throw new UsageException(
            "an object's id must have a name between slashes, got "
                + (id.isBlank() ? "none" : Cell.shortened(id)));
      }
    }
    Cell.requireUsable("an object's id", id);
    return id;
  }
}

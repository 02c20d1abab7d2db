package io.panoptes.indexer;

import io.panoptes.indexer.table.Metadata;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.util.stream.Collectors;

/** What the commands print for people. */
final class Text {
  private Text() {}

  /** Returns a line of {@code list}. */
  static String line(ObjectEntry object) {
    int photos = object.photos().size();
    String category = object.category();
    return object.id()
        + (category == null ? "" : "  (" + category + ")")
        + "  "
        + photos
        + (photos == 1 ? " photo" : " photos")
        + object.attributes().entrySet().stream()
            .map(attribute ->
                "  " + attribute.getKey() + "=" + Metadata.values(attribute.getValue()))
            .collect(Collectors.joining());
  }

  /** Returns the answer of {@code show}. */
  static String whole(ObjectEntry object) {
    StringBuilder text = new StringBuilder(object.id());
    append(text, "category", object.category() == null ? "none" : object.category());
    object
        .attributes()
        .forEach((name, attribute) -> append(text, name, Metadata.values(attribute)));
    append(text, "added from", object.source());
    for (PhotoEntry photo : object.photos()) {
      append(text, "photo", photo.name() + "  " + photo.id());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append(System.lineSeparator()).append("  ").append(name).append(": ").append(value);
  }
}

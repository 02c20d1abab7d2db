package io.panoptes.indexer;

import io.panoptes.search.Attribute;
import io.panoptes.search.ObjectEntry;
import io.panoptes.search.PhotoEntry;
import java.math.BigDecimal;
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
            .map(attribute -> "  " + attribute.getKey() + "=" + values(attribute.getValue()))
            .collect(Collectors.joining());
  }

  /** Returns the answer of {@code show}. */
  static String whole(ObjectEntry object) {
    StringBuilder text = new StringBuilder(object.id());
    append(text, "category", object.category() == null ? "none" : object.category());
    object.attributes().forEach((name, attribute) -> append(text, name, values(attribute)));
    append(text, "added from", object.source());
    for (PhotoEntry photo : object.photos()) {
      append(text, "photo", photo.name() + "  " + photo.id());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append(System.lineSeparator()).append("  ").append(name).append(": ").append(value);
  }

  /** Returns the values of {@code attribute}, parted as people write them. */
  static String values(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text text -> String.join(" | ", text.values());
      case Attribute.Number number ->
          number.values().stream()
              .map(value -> new BigDecimal(value.toString()).stripTrailingZeros().toPlainString())
              .collect(Collectors.joining(" | "));
    };
  }
}

package io.panoptes.indexer.table;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.query.Filter;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.lucene.index.IndexWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a table says under one column: one value, several, or nothing.
 *
 * @param texts as written: what {@code |} parts in CSV, the elements of an array in JSON
 */
record Cell(Column column, List<String> texts) {
  private static final int SHOWN = 40;

  Cell {
    texts = List.copyOf(texts);
  }

  /** Returns the cell that is written {@code text} in CSV. */
  static Cell ofCsv(Column column, String text) {
    return new Cell(column, List.of(text.split("\\|", -1)));
  }

  /** Returns what is written, unparted. */
  String text() {
    return String.join("|", texts).strip();
  }

  /** Returns the category that this is, null if it says nothing. */
  @Nullable String category() throws UnusableException {
    String category = String.join("|", values());
    requireTerm(category);
    return category.isEmpty() ? null : category;
  }

  /** Returns the attribute that this is, null if it says nothing. */
  @Nullable Attribute attribute() throws UnusableException {
    List<String> values = values();
    if (values.isEmpty()) {
      return null;
    }
    if (isTooLong(column.name())) {
      throw new UnusableException("name-too-long: " + shortened(column.name()));
    }
    for (String value : values) {
      requireTerm(value);
    }
    return column.isNumeric() ? new Attribute.Number(numbers(values)) : new Attribute.Text(values);
  }

  private List<String> values() {
    List<String> values = new ArrayList<>();
    for (String text : texts) {
      String value = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
      if (!value.isEmpty()) {
        values.add(value);
      }
    }
    return values;
  }

  private List<Double> numbers(List<String> values) throws UnusableException {
    List<Double> numbers = new ArrayList<>();
    for (String value : values) {
      OptionalDouble number = Filter.number(value); // what cannot be asked for is none
      if (number.isEmpty() || Double.isInfinite(number.getAsDouble())) {
        throw new UnusableException("not-a-number: " + column.name() + "=" + shortened(value));
      }
      numbers.add(number.getAsDouble());
    }
    return numbers;
  }

  private void requireTerm(String value) throws UnusableException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new UnusableException("not-unicode: " + column.name());
    }
    if (isTooLong(value)) {
      throw new UnusableException("value-too-long: " + column.name() + "=" + shortened(value));
    }
  }

  /** Returns whether {@code text} is longer than the index takes. */
  static boolean isTooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > IndexWriter.MAX_TERM_LENGTH;
  }

  /**
   * Fails if {@code text} cannot be the name of anything.
   *
   * @param what what it is, for the message
   */
  static void requireUsable(String what, String text) {
    if (text.isBlank()) {
      throw new UsageException(what + " must not be blank");
    }
    if (text.codePoints().anyMatch(Cell::isUnseen)) {
      throw new UsageException(what + " must not have control characters");
    }
    if (isTooLong(text)) {
      throw new UsageException(
          what
              + " must be at most "
              + IndexWriter.MAX_TERM_LENGTH
              + " bytes of UTF-8, got "
              + shortened(text));
    }
  }

  private static boolean isUnseen(int character) {
    return Character.isISOControl(character)
        || Character.getType(character) == Character.SURROGATE
        || Character.getType(character) == Character.LINE_SEPARATOR
        || Character.getType(character) == Character.PARAGRAPH_SEPARATOR;
  }

  /** Returns {@code text}, or the beginning of a long one, for messages. */
  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}

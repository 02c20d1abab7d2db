package io.panoptes.search.query;

import io.panoptes.encoder.command.UsageException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an object must be to be found: an attribute, or {@code category}, that has one of some
 * values.
 *
 * @param name of the attribute
 * @param alternatives at least one, any of which will do
 */
public record Filter(String name, List<Alternative> alternatives) {
  private static final String NUMBER = "[-+]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][-+]?\\d+)?";
  private static final Pattern NUMBER_ONLY = Pattern.compile(NUMBER);
  private static final Pattern RANGE = Pattern.compile("(" + NUMBER + ")?\\.\\.(" + NUMBER + ")?");

  /** One way to satisfy a filter; {@code text} is as it was written. */
  public sealed interface Alternative {
    String text();
  }

  /** Exactly this: the word, or the number that it is. */
  public record Value(String text) implements Alternative {
    /** Returns the number that the text is, if it is one. */
    OptionalDouble number() {
      return Filter.number(text);
    }
  }

  /** A number from {@code least} to {@code greatest}, both included, either infinite. */
  public record Range(String text, double least, double greatest) implements Alternative {}

  public Filter {
    alternatives = List.copyOf(alternatives);
    if (name.isBlank() || alternatives.isEmpty()) {
      throw new IllegalArgumentException("a filter must have a name and an alternative");
    }
  }

  /**
   * Returns the filter written {@code NAME=VALUE}: {@code colour=red,blue} is either, {@code
   * price=10..50} includes both ends, {@code 10..} and {@code ..50} leave one open.
   */
  public static Filter parse(String written) {
    String text = Normalizer.normalize(written, Normalizer.Form.NFC); // as all that is noted is
    int equals = text.indexOf('=');
    if (equals < 1 || text.substring(0, equals).isBlank()) {
      throw new UsageException("a filter must be NAME=VALUE, got " + text);
    }
    List<Alternative> alternatives = new ArrayList<>();
    for (String alternative : text.substring(equals + 1).split(",", -1)) {
      if (alternative.isBlank()) {
        throw new UsageException("a filter must not have an empty value, got " + text);
      }
      alternatives.add(alternative(alternative.strip()));
    }
    return new Filter(text.substring(0, equals).strip(), alternatives);
  }

  /** Returns the number that {@code text} is, if it is one; infinite if it is too large. */
  public static OptionalDouble number(String text) {
    return NUMBER_ONLY.matcher(text).matches()
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }

  private static Alternative alternative(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches() || (range.group(1) == null && range.group(2) == null)) {
      return new Value(text);
    }
    double least =
        range.group(1) == null ? Double.NEGATIVE_INFINITY : Double.parseDouble(range.group(1));
    double greatest =
        range.group(2) == null ? Double.POSITIVE_INFINITY : Double.parseDouble(range.group(2));
    if (least > greatest) {
      throw new UsageException("a range must go from the lesser to the greater, got " + text);
    }
    return new Range(text, least, greatest);
  }
}

package io.panoptes.web.api;

import io.javalin.http.Context;
import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that requests are asked with, checked. */
final class Parameters {
  /** What decoders put for bytes that are no text. */
  private static final String REPLACEMENT = "\ufffd";

  private Parameters() {}

  /** Refuses query parameters that {@code known} does not name. */
  static void requireOnly(Context context, Set<String> known) {
    requireEncoded(context.queryString());
    for (String name : context.queryParamMap().keySet()) {
      if (!known.contains(name)) {
        throw new ProblemException(
            Problem.UNKNOWN_FIELD,
            (known.isEmpty()
                    ? context.path() + " has no parameters"
                    : "the parameters are " + String.join(", ", known))
                + ", got "
                + name);
      }
    }
  }

  /** Refuses what the HTTP server would leave out, or put another character for. */
  private static void requireEncoded(@Nullable String query) {
    if (query == null) {
      return;
    }
    try {
      String decoded = URLDecoder.decode(query, StandardCharsets.UTF_8);
      if (!decoded.contains(REPLACEMENT) || query.toUpperCase(Locale.ROOT).contains("%EF%BF%BD")) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // it is refused below, as bytes that are no UTF-8 are
    }
    throw new ProblemException(
        Problem.INVALID_REQUEST, "a query must be percent-encoded UTF-8, got " + query);
  }

  /** Returns the only value of the query parameter {@code name}, or null if there is none. */
  static @Nullable String one(Context context, String name) {
    List<String> values = context.queryParams(name);
    if (values.size() > 1) {
      throw new ProblemException(
          Problem.INVALID_REQUEST,
          "the parameter " + name + " must be there once, got it " + values.size() + " times");
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  /** Returns {@code value} as a number from {@code least} to {@code greatest}. */
  static int number(String name, @Nullable String value, int least, int greatest, int otherwise) {
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= least && number <= greatest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // it is refused below, as one out of range is
    }
    throw new ProblemException(
        Problem.INVALID_REQUEST,
        name + " must be a number from " + least + " to " + greatest + ", got " + value);
  }

  /** Returns the one of {@code choices} that {@code value} names in lower case. */
  static <T extends Enum<T>> T choice(
      String name, @Nullable String value, List<T> choices, T otherwise) {
    if (value == null) {
      return otherwise;
    }
    for (T choice : choices) {
      if (word(choice).equals(value)) {
        return choice;
      }
    }
    throw new ProblemException(
        Problem.INVALID_REQUEST,
        name
            + " must be one of "
            + String.join(", ", choices.stream().map(Parameters::word).toList())
            + ", got "
            + value);
  }

  /** Returns how {@code choice} is written. */
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}

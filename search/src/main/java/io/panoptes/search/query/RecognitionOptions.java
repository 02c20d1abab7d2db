package io.panoptes.search.query;

import io.panoptes.encoder.command.UsageException;
import java.util.List;

/**
 * What is asked of a recognition.
 *
 * @param top how many candidates are shown at most, from 1
 * @param filters which all must hold
 * @param exact whether to compare with everything rather than follow the graph
 */
public record RecognitionOptions(
    int top, List<Filter> filters, Space space, boolean exact, Strategy strategy) {
  /** Ten candidates for both questions, of all objects, found the fast way. */
  public static final RecognitionOptions DEFAULT =
      new RecognitionOptions(10, List.of(), Space.BOTH, false, Strategy.DEFAULT);

  /** More candidates than anybody looks at: a bound on the memory of a query. */
  private static final int MAX_TOP = 10_000;

  public RecognitionOptions {
    filters = List.copyOf(filters);
    if (top < 1 || top > MAX_TOP) {
      throw new UsageException("top must be 1 to " + MAX_TOP + ", got " + top);
    }
  }

  /** Returns these options for {@code top} candidates. */
  public RecognitionOptions withTop(int top) {
    return new RecognitionOptions(top, filters, space, exact, strategy);
  }

  /** Returns these options for objects that satisfy {@code filters}. */
  public RecognitionOptions withFilters(List<Filter> filters) {
    return new RecognitionOptions(top, filters, space, exact, strategy);
  }

  /** Returns these options for the questions of {@code space}. */
  public RecognitionOptions withSpace(Space space) {
    return new RecognitionOptions(top, filters, space, exact, strategy);
  }

  /** Returns these options, comparing with everything or not. */
  public RecognitionOptions withExact(boolean exact) {
    return new RecognitionOptions(top, filters, space, exact, strategy);
  }

  /** Returns these options for {@code strategy}. */
  public RecognitionOptions withStrategy(Strategy strategy) {
    return new RecognitionOptions(top, filters, space, exact, strategy);
  }
}

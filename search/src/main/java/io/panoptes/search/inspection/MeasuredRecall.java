package io.panoptes.search.inspection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much of the ten nearest the graph of one field finds, as answers are found.
 *
 * @param filter what the search was restricted to, for people; null if to nothing
 * @param queries how many stored vectors asked; none if there was nothing to ask or to find
 * @param recall mean over the queries, 0 to 1; 1 without queries
 * @param low where its 95 % interval begins
 * @param high where its 95 % interval ends
 */
public record MeasuredRecall(
    String field, @Nullable String filter, int queries, double recall, double low, double high) {
  /** The 97.5th percentile of the normal distribution. */
  private static final double Z = 1.959964;

  public MeasuredRecall {
    if (!(0 <= low && low <= recall && recall <= high && high <= 1)) {
      throw new IllegalArgumentException(
          "a recall must be 0 to 1 and inside of its interval, got "
              + recall
              + " in "
              + low
              + " to "
              + high);
    }
  }

  /**
   * Returns the mean of {@code recalls}, one a query, with Wilson's interval for so many queries.
   * What one query misses hangs together (a part of the graph that cannot be reached is missed as a
   * whole), so queries are counted, not hits. Of all values between 0 and 1 with one mean those
   * vary most that are 0 or 1, so for others the interval is rather too wide than too narrow; and
   * it does not shrink to nothing where every query finds all, as a bootstrap's would.
   */
  static MeasuredRecall of(String field, @Nullable String filter, double[] recalls) {
    int queries = recalls.length;
    if (queries == 0) {
      return new MeasuredRecall(field, filter, 0, 1, 0, 1);
    }
    double mean = Arrays.stream(recalls).sum() / queries;
    double weight = Z * Z / queries;
    double centre = (mean + weight / 2) / (1 + weight);
    double half = Z / (1 + weight) * Math.sqrt((mean * (1 - mean) + weight / 4) / queries);
    return new MeasuredRecall(
        field,
        filter,
        queries,
        mean,
        Math.clamp(centre - half, 0, mean),
        Math.clamp(centre + half, mean, 1));
  }
}

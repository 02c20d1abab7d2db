package io.panoptes.training.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What each query of a task scored, 0 to 1; some queries may not have been asked. */
public final class Scores {
  /** What a query scores that was not asked. */
  public static final double NOT_ASKED = Double.NaN;

  private static final int RESAMPLES = 2000;
  private static final long SEED = 20240301;

  private final double[] sums;
  private final int[] counts;
  private final int asked;

  private Scores(double[] sums, int[] counts) {
    this.sums = sums;
    this.counts = counts;
    this.asked = Arrays.stream(counts).sum();
  }

  /**
   * Takes scores.
   *
   * @param scores of each query, or {@link #NOT_ASKED}
   * @param objects of each query the object that it shows, from 0
   */
  public static Scores of(double[] scores, int[] objects) {
    int count = Arrays.stream(objects).max().orElse(-1) + 1;
    double[] sums = new double[count];
    int[] counts = new int[count];
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isNaN(scores[i])) {
        sums[objects[i]] += scores[i];
        counts[objects[i]]++;
      }
    }
    int[] asked = IntStream.range(0, count).filter(i -> counts[i] > 0).toArray();
    return new Scores(
        Arrays.stream(asked).mapToDouble(i -> sums[i]).toArray(),
        Arrays.stream(asked).map(i -> counts[i]).toArray());
  }

  /** Returns the number of queries asked. */
  public int asked() {
    return asked;
  }

  /** Returns the number of objects that queries were asked of. */
  public int objects() {
    return counts.length;
  }

  /**
   * Returns the mean over the queries asked, in percent.
   *
   * @throws IllegalStateException if none was asked
   */
  public double percent() {
    requireAsked();
    return 100 * Arrays.stream(sums).sum() / asked;
  }

  private void requireAsked() {
    if (asked == 0) {
      throw new IllegalStateException("no query was asked");
    }
  }

  /**
   * Returns the 95 % interval of the mean: the middle of {@value #RESAMPLES} means over as many
   * objects, drawn with replacement, each with all its queries. What they are compared with stays,
   * so this says what other queries would change, not another catalogue.
   *
   * @throws IllegalStateException if none was asked
   */
  public Interval interval() {
    requireAsked();
    SplittableRandom random = new SplittableRandom(SEED);
    double[] means = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double sum = 0;
      long count = 0;
      for (int i = 0; i < counts.length; i++) {
        int object = random.nextInt(counts.length);
        sum += sums[object];
        count += counts[object];
      }
      means[resample] = 100 * sum / count;
    }
    Arrays.sort(means);
    return new Interval(means[RESAMPLES / 40 - 1], means[RESAMPLES - RESAMPLES / 40]);
  }
}

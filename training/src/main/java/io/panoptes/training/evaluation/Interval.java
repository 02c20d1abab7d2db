package io.panoptes.training.evaluation;

/**
 * Where a figure lies with 95 % confidence.
 *
 * @param low percent
 * @param high percent, not less
 */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval must not end before it begins, got " + low + " to " + high);
    }
  }
}

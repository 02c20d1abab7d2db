package io.panoptes.training.augmentation;

/**
 * Numbers from {@code least} to {@code most}, any of which is as likely to be drawn.
 *
 * @param least finite
 * @param most finite, not below {@code least}
 */
public record Range(double least, double most) {
  public Range {
    if (!(Double.isFinite(least) && Double.isFinite(most) && least <= most)) {
      throw new IllegalArgumentException(
          "a range must go from a number to one not below it, got " + least + " to " + most);
    }
  }

  /** Returns the range whose only number is {@code number}. */
  public static Range only(double number) {
    return new Range(number, number);
  }

  /** Returns the number at {@code share}, 0 to 1, of the way from the least to the most. */
  double at(double share) {
    return least + share * (most - least);
  }

  /** Returns this range if it lies within {@code least} to {@code most}. */
  Range within(String name, double least, double most) {
    if (this.least < least || this.most > most) {
      throw new IllegalArgumentException(
          name + " must lie within " + least + " to " + most + ", got " + this);
    }
    return this;
  }
}

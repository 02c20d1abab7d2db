package io.panoptes.training.augmentation;

/**
 * Where chance comes from: what is drawn for a copy of a photo depends on the seed, the photo's id
 * and the copy's number, on nothing else.
 *
 * @param family test and training draw different things from the same number
 * @param number any
 */
public record Seed(Family family, long number) {
  /** Who draws; the name goes into every draw, so that no two families ever share one. */
  public enum Family {
    FIELD_TEST("field-test"),
    TRAINING("training");

    private final String domain;

    Family(String domain) {
      this.domain = domain;
    }
  }

  /** Returns a seed of the field test. */
  public static Seed fieldTest(long number) {
    return new Seed(Family.FIELD_TEST, number);
  }

  /** Returns a seed of training. */
  public static Seed training(long number) {
    return new Seed(Family.TRAINING, number);
  }

  /**
   * Returns the draws for copy {@code copy} of the photo {@code photoId}: the same each time, from
   * their beginning.
   */
  Draws draws(String photoId, int copy) {
    return new Draws(family.domain + "|" + number + "|" + photoId + "|" + copy);
  }
}

package io.panoptes.training.loss;

/** The margins of the losses: distances between unit vectors. */
final class Margins {
  private Margins() {}

  static void require(String name, float margin) {
    if (!(margin >= 0 && margin <= 2)) {
      throw new IllegalArgumentException(
          name + " must be a distance of unit vectors, 0 to 2, got " + margin);
    }
  }
}

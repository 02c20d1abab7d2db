package io.panoptes.encoder.network;

import ai.djl.ndarray.NDArray;

/**
 * Numbers that gradients go back through: public for the losses. DJL's own {@code
 * array.mul(number)}, and {@code div}, {@code pow} and {@code maximum} likewise, keep the number in
 * a Java buffer that they let go of at once. Going backward, the engine reads it again, and finds
 * there whatever came after a collection.
 */
public final class Scalars {
  private Scalars() {}

  /**
   * Returns {@code value} as an array without dimensions, which lives as long as those it meets.
   */
  public static NDArray beside(NDArray array, Number value) {
    return array.getManager().create(value);
  }
}

package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** Random weights that heads start with, decided by the seed and the tensor's name. */
final class HeadStart {
  /**
   * The authors draw the linear layer's weights evenly within 1/√25,088 of zero, a deviation of
   * 0.0036, for features that are about a hundred long; here they have length 1.
   */
  private static final double LINEAR_DEVIATION = 0.36;

  private HeadStart() {}

  /**
   * Returns what the tensor called {@code name} starts with: attention as the authors' does, biases
   * zero.
   *
   * @param isStill whether attention's output shall be zero, so that a set starts as the mean of
   *     its views
   */
  static NDArray of(NDManager manager, String name, Shape shape, boolean isStill, long seed) {
    String layer = name.substring(name.indexOf('.') + 1);
    return switch (layer) {
      case "linear.weight" -> normal(manager, name, shape, LINEAR_DEVIATION, seed);
      case "output.weight" ->
          isStill
              ? manager.zeros(shape)
              : normal(manager, name, shape, 1 / Math.sqrt((double) shape.get(1)), seed);
      case "query.weight", "key.weight", "value.weight" ->
          normal(manager, name, shape, 1 / Math.sqrt((double) shape.get(1)), seed);
      case "norm.weight" -> manager.ones(shape);
      case "linear.bias", "query.bias", "key.bias", "value.bias", "output.bias", "norm.bias" ->
          manager.zeros(shape);
      default -> throw new IllegalArgumentException("a head has no tensor " + name);
    };
  }

  /** Returns a direction a category, {@code (dimension, categories)}. */
  static NDArray categories(NDManager manager, int dimension, int categories, long seed) {
    return normal(manager, "categories", new Shape(dimension, categories), 1, seed);
  }

  private static NDArray normal(
      NDManager manager, String name, Shape shape, double deviation, long seed) {
    Random random = new Random(Seeds.of(seed, 3, name.hashCode()));
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return manager.create(values, shape);
  }
}

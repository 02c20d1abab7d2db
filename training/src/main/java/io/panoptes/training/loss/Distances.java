package io.panoptes.training.loss;

import ai.djl.ndarray.NDArray;
import io.panoptes.encoder.network.Scalars;

/** Distances between vectors, which lie along the last axis; the other axes broadcast. */
final class Distances {
  /**
   * Squares below this count as this: the root's slope at zero is infinite, and times zero it would
   * make NaN gradients where two views are identical. 1e-12 apart is as good as the same.
   */
  private static final float LEAST_SQUARE = 1e-24f;

  private Distances() {}

  /** Returns ‖x − y‖²: {@code (…)} for {@code (…, d)}. */
  static NDArray squared(NDArray x, NDArray y) {
    return x.sub(y).square().sum(new int[] {-1});
  }

  /** Returns ‖x − y‖: {@code (…)} for {@code (…, d)}; the gradient of a zero distance is zero. */
  static NDArray euclidean(NDArray x, NDArray y) {
    return root(squared(x, y));
  }

  /**
   * Returns ‖x‖ along {@code axis}, which stays with length 1; a zero vector's gradient is zero.
   */
  static NDArray norm(NDArray x, int axis) {
    return root(x.square().sum(new int[] {axis}, true));
  }

  private static NDArray root(NDArray squares) {
    return squares.maximum(Scalars.beside(squares, LEAST_SQUARE)).sqrt();
  }
}

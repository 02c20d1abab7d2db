package io.panoptes.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * The pose-invariant category loss of arXiv 2403.00272 (L_picat), which draws the views of an
 * object, and two objects of one category, together. With A, N a pair's multi-view vectors, aᵢ, nᵢ
 * its v views, and [x]₊ = max(x, 0), it is the mean over pairs of
 *
 * <pre>[Σᵢ ‖aᵢ − A‖ / v − θ]₊ + [Σᵢ ‖nᵢ − N‖ / v − θ]₊ + [‖A − N‖ − θ]₊</pre>
 *
 * @param theta how far apart they may be, 0 to 2
 */
public record PoseInvariantCategoryLoss(float theta) {
  public PoseInvariantCategoryLoss {
    Margins.require("theta", theta);
  }

  /** Returns the loss, a scalar, of pairs in the category space. */
  public NDArray of(EmbeddedPairs pairs) {
    NDArray anchorSpread = spread(pairs.anchorViews(), pairs.anchorSets()); // (b)
    NDArray otherSpread = spread(pairs.otherViews(), pairs.otherSets()); // (b)
    NDArray apart = Distances.euclidean(pairs.anchorSets(), pairs.otherSets()); // (b)
    return Activation.relu(anchorSpread.sub(theta))
        .add(Activation.relu(otherSpread.sub(theta)))
        .add(Activation.relu(apart.sub(theta)))
        .mean();
  }

  /**
   * Returns the mean distance, {@code (b)}, of views {@code (b, v, d)} from sets {@code (b, d)}.
   */
  private static NDArray spread(NDArray views, NDArray sets) {
    return Distances.euclidean(views, sets.expandDims(1)).mean(new int[] {1});
  }
}

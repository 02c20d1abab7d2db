package io.panoptes.training.loss;

import ai.djl.ndarray.NDArray;

/**
 * The closest pair of views of two objects, one of each: those that are most easily taken for one
 * another (arXiv 2403.00272). Of several equally close pairs, the first by anchor, then by other.
 *
 * @param anchor {@code (pairs, dimension)}
 * @param other {@code (pairs, dimension)}
 */
record Confusers(NDArray anchor, NDArray other) {
  static Confusers of(EmbeddedPairs pairs) {
    NDArray anchors = pairs.anchorViews(); // (b, v, d)
    NDArray others = pairs.otherViews(); // (b, v, d)
    long views = anchors.getShape().get(1);
    NDArray closest =
        Distances.squared(anchors.stopGradient().expandDims(2), others.stopGradient().expandDims(1))
            .reshape(-1, views * views) // (b, v · v)
            .argMin(1) // (b)
            .oneHot(Math.toIntExact(views * views)) // (b, v · v)
            .reshape(-1, views, views); // (b, v, v)
    return new Confusers(
        pick(anchors, closest.sum(new int[] {2})), pick(others, closest.sum(new int[] {1})));
  }

  /** Returns the view of each object, {@code (b, d)}, that its row of {@code which} marks. */
  private static NDArray pick(NDArray views, NDArray which) {
    return which.expandDims(1).batchMatMul(views).squeeze(1); // (b, 1, v) (b, v, d)
  }
}

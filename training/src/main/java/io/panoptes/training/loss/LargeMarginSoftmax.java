package io.panoptes.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.panoptes.encoder.network.Scalars;

/**
 * The large-margin softmax, with which arXiv 2403.00272 parts categories (L_cat): cross-entropy in
 * which the angle θ between a vector x and its own category's weights w counts γ times. Its logit
 * is ‖w‖ ‖x‖ ψ(θ), the others' are plain products w·x, and
 *
 * <pre>ψ(θ) = (−1)ᵏ cos(γθ) − 2k,  kπ/γ ≤ θ ≤ (k + 1)π/γ</pre>
 *
 * (eq. 6 of arXiv 1612.02295), cos(γθ) being written in powers of cos θ (eq. 7), so that no angle
 * is differentiated; k is a constant to the gradient.
 *
 * @param gamma how many times the angle counts, at least 1; 1 is the plain softmax
 */
public record LargeMarginSoftmax(int gamma) {
  /** Keeps the arc cosine finite; the next float below 1. */
  private static final double LARGEST_COSINE = 1 - 1e-7;

  public LargeMarginSoftmax {
    if (gamma < 1) {
      throw new IllegalArgumentException("gamma must be at least 1, got " + gamma);
    }
  }

  /**
   * Returns the mean loss, a scalar.
   *
   * @param vectors {@code (n, d)}
   * @param classes a column of weights a category, {@code (d, categories)}
   * @param labels the category of each vector, its column in {@code classes}
   */
  public NDArray of(NDArray vectors, NDArray classes, int[] labels) {
    return each(vectors, classes, labels).mean();
  }

  /**
   * Returns the mean loss, a scalar, each vector's times its weight from {@link BatchHard}. Vectors
   * that weigh nothing count in the mean.
   */
  public NDArray ofHard(NDArray vectors, NDArray classes, int[] labels) {
    NDArray weights = vectors.getManager().create(BatchHard.weights(vectors, labels));
    NDArray there = weights.toDevice(vectors.getDevice(), false); // (n)
    return each(vectors, classes, labels).mul(there).mean();
  }

  /** Returns each vector's loss, {@code (n)}. */
  private NDArray each(NDArray vectors, NDArray weights, int[] labels) {
    Shape shape = weights.getShape();
    int categories = Math.toIntExact(shape.get(1));
    if (labels.length != vectors.getShape().get(0)) {
      throw new IllegalArgumentException(
          "there must be a label a vector, got " + labels.length + " for " + vectors.getShape());
    }
    for (int label : labels) {
      if (label < 0 || label >= categories) {
        throw new IllegalArgumentException(
            "a label must be a category from 0 to " + (categories - 1) + ", got " + label);
      }
    }
    NDArray classes = weights.reshape(shape); // what is made of them is freed with the vectors
    classes.attach(vectors.getManager());
    NDArray own =
        vectors
            .getManager()
            .create(labels)
            .toDevice(vectors.getDevice(), false)
            .toType(DataType.INT64, false)
            .oneHot(categories); // (n, c)
    NDArray lengths = Distances.norm(vectors, 1).matMul(Distances.norm(classes, 0)); // (n, c)
    NDArray products = vectors.matMul(classes); // (n, c)
    NDArray cosine = products.div(lengths).mul(own).sum(new int[] {1}, true); // (n, 1)
    NDArray widened = widened(cosine).mul(lengths).sub(products).mul(own); // (n, c)
    return products.add(widened).logSoftmax(1).mul(own).sum(new int[] {1}).neg();
  }

  /** Returns ψ(θ), {@code (n, 1)}, for cos θ, {@code (n, 1)}. */
  private NDArray widened(NDArray cosine) {
    NDArray k =
        cosine
            .stopGradient()
            .clip(-LARGEST_COSINE, LARGEST_COSINE)
            .acos()
            .mul(gamma / Math.PI)
            .floor();
    NDArray sign = k.mod(2).mul(-2).add(1); // (−1)ᵏ
    return sign.mul(multipleAngle(cosine)).sub(k.mul(2));
  }

  /** Returns cos(γθ) = Σₙ (−1)ⁿ C(γ, 2n) cos^(γ−2n) θ (1 − cos² θ)ⁿ. */
  private NDArray multipleAngle(NDArray cosine) {
    NDArray squaredSine = cosine.square().neg().add(1);
    NDArray sum = cosine.zerosLike();
    double factor = 1; // (−1)ⁿ C(γ, 2n)
    for (int n = 0; 2 * n <= gamma; n++) {
      sum =
          sum.add(
              power(cosine, gamma - 2 * n)
                  .mul(power(squaredSine, n))
                  .mul(Scalars.beside(cosine, factor)));
      factor *= -(gamma - 2.0 * n) * (gamma - 2.0 * n - 1) / ((2.0 * n + 1) * (2.0 * n + 2));
    }
    return sum;
  }

  /** Products, since the engine's power has a NaN slope at the base zero. */
  private static NDArray power(NDArray base, int exponent) {
    NDArray product = base.onesLike();
    for (int i = 0; i < exponent; i++) {
      product = product.mul(base);
    }
    return product;
  }
}

package io.panoptes.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.panoptes.encoder.network.Scalars;

/**
 * The pose-invariant object loss of arXiv 2403.00272 (L_piobj), which draws the views of an object
 * together and two objects of one category apart. With c, n the {@linkplain Confusers confusers} of
 * a pair, C, N its multi-view vectors, and [x]₊ = max(x, 0), it is the mean over pairs of
 *
 * <pre>[‖c − C‖ − α]₊ + [‖n − N‖ − α]₊ + λ ([β − ‖c − n‖²]₊ + [β − ‖C − N‖]₊)</pre>
 *
 * The confusers' distance from each other is the squared one, as the authors compute it; every
 * other distance is plain.
 *
 * @param alpha how far a confuser may be from its object's multi-view vector, 0 to 2
 * @param beta how far apart two objects shall be, 0 to 2
 * @param lambda weight of the separation, not negative
 */
public record PoseInvariantObjectLoss(float alpha, float beta, float lambda) {
  public PoseInvariantObjectLoss {
    Margins.require("alpha", alpha);
    Margins.require("beta", beta);
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException("lambda must not be negative, got " + lambda);
    }
  }

  /** Returns the loss, a scalar, of pairs in the object space. */
  public NDArray of(EmbeddedPairs pairs) {
    Confusers confusers = Confusers.of(pairs);
    NDArray anchorSpread = Distances.euclidean(pairs.anchorSets(), confusers.anchor()); // (b)
    NDArray otherSpread = Distances.euclidean(pairs.otherSets(), confusers.other()); // (b)
    NDArray confused = Distances.squared(confusers.anchor(), confusers.other()); // (b)
    NDArray apart = Distances.euclidean(pairs.anchorSets(), pairs.otherSets()); // (b)
    NDArray clustering =
        Activation.relu(anchorSpread.sub(alpha)).add(Activation.relu(otherSpread.sub(alpha)));
    NDArray separation =
        Activation.relu(confused.neg().add(beta)).add(Activation.relu(apart.neg().add(beta)));
    return clustering.add(separation.mul(Scalars.beside(separation, lambda))).mean();
  }
}

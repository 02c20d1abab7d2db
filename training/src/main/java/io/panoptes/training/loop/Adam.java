package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The optimiser Adam (arXiv 1412.6980) with PyTorch's constants. Ours, since DJL's keeps its
 * moments to itself: a run could not go on where it was killed. Used by one thread; the manager it
 * was given owns the moments.
 */
final class Adam {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final double EPSILON = 1e-8;

  private final Map<String, NDArray> weights;
  private final Map<String, NDArray> means = new LinkedHashMap<>();
  private final Map<String, NDArray> squares = new LinkedHashMap<>();

  /**
   * Makes one whose moments are zero.
   *
   * @param weights what is changed, by name
   */
  Adam(NDManager manager, Map<String, NDArray> weights) {
    this.weights = Map.copyOf(weights);
    weights.forEach((name, weight) -> {
      means.put(name, manager.zeros(weight.getShape()));
      squares.put(name, manager.zeros(weight.getShape()));
    });
  }

  /**
   * Changes the weights by their gradients, and sets these to zero: w ← w − r · m̂ / (√v̂ + ε), m̂
   * = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
   *
   * @param time t, from 1
   * @param rate r, the learning rate of the weights of a name
   */
  void step(long time, ToDoubleFunction<String> rate) {
    double meanPart = 1 - Math.pow(BETA1, (double) time);
    double squarePart = Math.sqrt(1 - Math.pow(BETA2, (double) time));
    // The engine's own update, in one pass and without a graph, divides by √v + its ε: hence the
    // factors.
    means.forEach((name, mean) -> {
      NDArray weight = Objects.requireNonNull(weights.get(name));
      NDArray square = Objects.requireNonNull(squares.get(name));
      float learningRate = (float) rate.applyAsDouble(name);
      try (NDArray gradient = weight.getGradient()) {
        weight
            .getNDArrayInternal()
            .adamUpdate(
                new NDList(weight, gradient, mean, square),
                new NDList(weight),
                learningRate,
                (float) (learningRate * squarePart / meanPart),
                /* weightDecay= */ 0,
                /* rescaleGrad= */ 1,
                /* clipGrad= */ -1,
                BETA1,
                BETA2,
                (float) (EPSILON * squarePart),
                /* lazyUpdate= */ false,
                /* adamw= */ false);
      }
    });
  }

  /** Returns m by name, in a fixed order; to be changed only by who restores them. */
  Map<String, NDArray> means() {
    return means;
  }

  /** Returns v by name, in a fixed order; to be changed only by who restores them. */
  Map<String, NDArray> squares() {
    return squares;
  }
}

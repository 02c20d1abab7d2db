package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The exponential average of weights over the steps. Early on it forgets faster, so that what it
 * started with does not stay. Used by one thread; the manager it was given owns it.
 */
final class WeightAverage {
  private final float decay;
  private final Map<String, NDArray> average = new LinkedHashMap<>();

  /**
   * Makes one that starts with {@code weights}.
   *
   * @param decay what a step keeps of it; 0 for no average
   */
  WeightAverage(NDManager manager, Map<String, NDArray> weights, float decay) {
    this.decay = decay;
    if (decay > 0) {
      weights.forEach((name, weight) -> {
        NDArray copy = weight.stopGradient().duplicate();
        copy.attach(manager);
        average.put(name, copy);
      });
    }
  }

  /**
   * Takes in the weights after a step.
   *
   * @param time from 1
   */
  void add(NDManager scope, Map<String, NDArray> weights, long time) {
    float keeps = Math.min(decay, (1f + time) / (10f + time));
    average.forEach((name, mean) -> {
      NDArray weight = Objects.requireNonNull(weights.get(name)).stopGradient();
      weight.attach(scope);
      NDArray difference = weight.sub(mean); // attached to scope
      mean.addi(difference.mul(1 - keeps));
    });
  }

  /** Returns the average by name; empty if there is none. */
  Map<String, NDArray> tensors() {
    return average;
  }
}

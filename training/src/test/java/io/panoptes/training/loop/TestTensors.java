package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.Objects;

/** Values of tensors by name. */
final class TestTensors {
  private TestTensors() {}

  static float[] values(Map<String, NDArray> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name).toFloatArray();
  }

  /**
   * Returns by how much two arrays differ at most, as a share of the largest number in {@code
   * expected}, or of 1 if that is larger; NaN if any number is.
   */
  static double difference(float[] actual, float[] expected) {
    double most = 0;
    double largest = 1;
    for (int i = 0; i < expected.length; i++) {
      most = Math.max(most, Math.abs((double) actual[i] - expected[i])); // NaN stays
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return most / largest;
  }
}

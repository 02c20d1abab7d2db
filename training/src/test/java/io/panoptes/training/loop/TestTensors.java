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
}

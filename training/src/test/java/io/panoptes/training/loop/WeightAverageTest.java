package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
  @Test
  void average_forgetsWhatItStartedWith_thenKeepsItsShare() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray weight = manager.create(new float[] {100});
      weight.setRequiresGradient(true);
      Map<String, NDArray> weights = Map.of("w", weight);
      WeightAverage average = new WeightAverage(manager, weights, 0.9f);
      double expected = 100;
      for (int time = 1; time <= 300; time++) {
        weight.set(new float[] {time});
        try (NDManager scope = manager.newSubManager()) {
          average.add(scope, weights, time);
        }
        double keeps = Math.min(0.9, (1.0 + time) / (10.0 + time));
        expected = keeps * expected + (1 - keeps) * time;
      }
      assertThat((double) TestTensors.values(average.tensors(), "w")[0])
          .isCloseTo(expected, within(1e-2));
      assertThat(TestTensors.values(average.tensors(), "w")[0]).isCloseTo(300 - 9, within(0.1f));
    }
  }

  @Test
  void withoutDecay_thereIsNone() {
    try (NDManager manager = NDManager.newBaseManager()) {
      WeightAverage none = new WeightAverage(manager, Map.of("w", manager.create(1f)), 0);
      assertThat(none.tensors()).isEmpty();
    }
  }
}

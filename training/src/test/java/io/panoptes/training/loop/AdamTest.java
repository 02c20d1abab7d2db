package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamTest {
  @Test
  void steps_areThoseOfThePaper_writtenOutInDoubles() {
    double[] w = {0.5, -1.5, 2, 0.1};
    double[] m = new double[4];
    double[] v = new double[4];
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray weight = manager.create(new float[] {0.5f, -1.5f, 2, 0.1f});
      weight.setRequiresGradient(true);
      Adam adam = new Adam(manager, Map.of("w", weight));
      for (int t = 1; t <= 50; t++) {
        try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
          gradients.backward(weight.square().square().sum());
        }
        adam.step(t, name -> name.equals("w") ? 0.01 : Double.NaN);
        for (int i = 0; i < 4; i++) {
          double gradient = 4 * Math.pow(w[i], 3);
          m[i] = 0.9 * m[i] + 0.1 * gradient;
          v[i] = 0.999 * v[i] + 0.001 * gradient * gradient;
          double mean = m[i] / (1 - Math.pow(0.9, t));
          double square = v[i] / (1 - Math.pow(0.999, t));
          w[i] -= 0.01 * mean / (Math.sqrt(square) + 1e-8);
        }
        for (int i = 0; i < 4; i++) {
          assertThat((double) weight.getFloat(i)).isCloseTo(w[i], within(2e-5));
        }
      }
      assertThat(adam.means()).containsOnlyKeys("w");
      assertThat(TestTensors.values(adam.squares(), "w")[0]).isCloseTo((float) v[0], within(1e-5f));
    }
  }

  @Test
  void weightThatNoLossReaches_staysAsItIs() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray weight = manager.create(new float[] {1, 2});
      weight.setRequiresGradient(true);
      new Adam(manager, Map.of("w", weight)).step(1, _ -> 0.1);
      assertThat(weight.toFloatArray()).containsExactly(1, 2);
    }
  }
}

package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeparationTest {
  private static List<float[]> unitVectors(int count, int dimension) {
    Random random = new Random(4);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[dimension];
      double square = 0;
      for (int d = 0; d < dimension; d++) {
        vector[d] = (float) random.nextGaussian();
        square += vector[d] * vector[d];
      }
      for (int d = 0; d < dimension; d++) {
        vector[d] /= (float) Math.sqrt(square);
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static double distance(float[] x, float[] y) {
    double sum = 0;
    for (int d = 0; d < x.length; d++) {
      sum += Math.pow(x[d] - y[d], 2);
    }
    return Math.sqrt(sum);
  }

  @Test
  void measured_isWhatPlainLoopsGive() {
    List<float[]> vectors = unitVectors(12, 6);
    List<TrainingObject> objects =
        List.of(
            new TrainingObject("a", 0, List.of(0, 5, 1)),
            new TrainingObject("d", 1, List.of(2, 3)),
            new TrainingObject("b", 0, List.of(4, 6, 7)),
            new TrainingObject("e", 1, List.of(8)),
            new TrainingObject("c", 0, List.of(9, 10, 11)));
    double intra = 0;
    double inter = 0;
    for (TrainingObject object : objects) {
      double largest = 0;
      for (int x : object.photos()) {
        for (int y : object.photos()) {
          largest = Math.max(largest, distance(vectors.get(x), vectors.get(y)));
        }
      }
      intra += largest / 4; // one has a single view
      double smallest = Double.MAX_VALUE;
      for (TrainingObject other : objects) {
        if (!other.equals(object) && other.category() == object.category()) {
          double sum = 0;
          for (int x : object.photos()) {
            for (int y : other.photos()) {
              sum += distance(vectors.get(x), vectors.get(y));
            }
          }
          smallest = Math.min(smallest, sum / object.photos().size() / other.photos().size());
        }
      }
      inter += smallest / 5;
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      Separation separation = Separation.of(manager, objects, vectors);
      assertThat(separation.intra()).isCloseTo(intra, within(1e-5));
      assertThat(separation.inter()).isCloseTo(inter, within(1e-5));
      assertThat(separation.ratio()).isCloseTo(inter / intra, within(1e-5));
    }
  }

  @Test
  void objectsOfOneViewEach_haveNoRatio() {
    List<TrainingObject> objects =
        List.of(new TrainingObject("a", 0, List.of(0)), new TrainingObject("b", 0, List.of(1)));
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThat(Separation.of(manager, objects, unitVectors(2, 3)).ratio()).isNaN();
    }
  }
}

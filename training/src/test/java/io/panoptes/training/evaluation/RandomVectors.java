package io.panoptes.training.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up unit vectors that lie around centres. */
final class RandomVectors {
  private final Random random;

  RandomVectors(long seed) {
    this.random = new Random(seed);
  }

  List<float[]> centres(int count, int dimension) {
    List<float[]> centres = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] centre = new float[dimension];
      for (int d = 0; d < dimension; d++) {
        centre[d] = (float) random.nextGaussian();
      }
      centres.add(unit(centre));
    }
    return centres;
  }

  /** Returns a unit vector near each centre; spread is the length of what is added to it. */
  List<float[]> around(int dimension, List<float[]> centres, double spread) {
    List<float[]> vectors = new ArrayList<>();
    for (float[] centre : centres) {
      float[] vector = centre.clone();
      for (int d = 0; d < dimension; d++) {
        vector[d] += (float) (spread / Math.sqrt(dimension) * random.nextGaussian());
      }
      vectors.add(unit(vector));
    }
    return vectors;
  }

  static float[] unit(float[] vector) {
    double sum = 0;
    for (float component : vector) {
      sum += (double) component * component;
    }
    float[] unit = new float[vector.length];
    for (int d = 0; d < vector.length; d++) {
      unit[d] = (float) (vector[d] / Math.sqrt(sum));
    }
    return unit;
  }
}

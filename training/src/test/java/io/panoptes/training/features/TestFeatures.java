package io.panoptes.training.features;

import java.util.Random;

/** Photos that are numbers: their ids and features. */
final class TestFeatures {
  private TestFeatures() {}

  static String id(int photo) {
    return String.format("%064x", photo);
  }

  static float[] of(int photo, int dimension) {
    float[] features = new float[dimension];
    Random random = new Random(photo);
    for (int i = 0; i < dimension; i++) {
      features[i] = Float.intBitsToFloat(random.nextInt()); // denormals and all
    }
    return features;
  }
}

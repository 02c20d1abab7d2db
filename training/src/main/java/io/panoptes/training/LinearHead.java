package io.panoptes.training;

import org.ejml.data.DMatrixRMaj;

/**
 * A linear layer: features to raw vectors.
 *
 * @param weight {@code (dimension, features)}
 * @param bias {@code (dimension)}
 */
record LinearHead(DMatrixRMaj weight, DMatrixRMaj bias) {
  LinearHead {
    if (bias.getNumElements() != weight.getNumRows()) {
      throw new IllegalArgumentException(
          "a head must have a bias a row, got "
              + bias.getNumElements()
              + " for "
              + weight.getNumRows()
              + " rows");
    }
  }

  int dimension() {
    return weight.getNumRows();
  }

  float[] weights() {
    return toFloats(weight);
  }

  float[] biases() {
    return toFloats(bias);
  }

  private static float[] toFloats(DMatrixRMaj matrix) {
    float[] floats = new float[matrix.getNumElements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) matrix.data[i];
    }
    return floats;
  }
}

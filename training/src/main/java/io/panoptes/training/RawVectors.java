package io.panoptes.training;

import io.panoptes.encoder.UnitVector;
import io.panoptes.training.evaluation.Vectors;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * What a head makes of photos, before it is brought to unit length. Vectors of sets are fused as by
 * a model of {@code fit}: by the mean.
 */
final class RawVectors {
  /** Photos that are multiplied together. */
  private static final int BLOCK = 256;

  private final int dimension;
  private final List<float[]> rows;

  private RawVectors(int dimension, List<float[]> rows) {
    this.dimension = dimension;
    this.rows = rows;
  }

  /** Returns weight · f + bias of each photo's features f. */
  static RawVectors of(LinearHead head, List<float[]> features) {
    int dimension = head.dimension();
    List<float[]> rows = new ArrayList<>();
    DMatrixRMaj transposed = CommonOps_DDRM.transpose(head.weight(), null);
    try (Products.RightFactor factor = new Products.RightFactor(transposed)) {
      for (int start = 0; start < features.size(); start += BLOCK) {
        List<float[]> block = features.subList(start, Math.min(start + BLOCK, features.size()));
        DMatrixRMaj raw = factor.multiply(matrix(block));
        for (int photo = 0; photo < block.size(); photo++) {
          float[] row = new float[dimension];
          for (int i = 0; i < dimension; i++) {
            row[i] = (float) (raw.unsafe_get(photo, i) + head.bias().get(i));
          }
          rows.add(row);
        }
      }
    }
    return new RawVectors(dimension, rows);
  }

  private static DMatrixRMaj matrix(List<float[]> rows) {
    int columns = rows.getFirst().length;
    DMatrixRMaj matrix = new DMatrixRMaj(rows.size(), columns);
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < columns; i++) {
        matrix.unsafe_set(row, i, rows.get(row)[i]);
      }
    }
    return matrix;
  }

  /** Returns the unit-length vector of each photo. */
  Vectors views() {
    return Vectors.of(dimension, rows.stream().map(RawVectors::unit).toList());
  }

  /** Returns the unit-length vector of each set of photos, of its mean. */
  Vectors sets(List<int[]> sets) {
    return Vectors.of(dimension, sets.stream().map(this::mean).map(RawVectors::unit).toList());
  }

  private float[] mean(int[] photos) {
    double[] sum = new double[dimension];
    for (int photo : photos) {
      for (int i = 0; i < dimension; i++) {
        sum[i] += rows.get(photo)[i];
      }
    }
    float[] mean = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      mean[i] = (float) (sum[i] / photos.length);
    }
    return mean;
  }

  private static float[] unit(float[] raw) {
    return UnitVector.normalize(raw).toArray();
  }
}

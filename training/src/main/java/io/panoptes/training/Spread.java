package io.panoptes.training;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SpecializedOps_DDRM;

/**
 * How vectors of {@code d} components differ: a covariance. Of fewer vectors than components it is
 * kept as rows R with covariance RᵀR, since the eigenvectors of the small R Rᵀ lead to those of the
 * large RᵀR.
 */
final class Spread {
  /** Directions with less than this part of all variance carry rounding errors only. */
  private static final double NEGLIGIBLE = 1e-9;

  private final DMatrixRMaj matrix;
  private final boolean isRows;

  private Spread(DMatrixRMaj matrix, boolean isRows) {
    this.matrix = matrix;
    this.isRows = isRows;
  }

  /** Returns the spread with this covariance, {@code (d, d)}. */
  static Spread ofCovariance(DMatrixRMaj covariance) {
    return new Spread(covariance, false);
  }

  /** Returns the spread with the covariance rowsᵀ · rows, {@code (n, d)}, n less than d. */
  static Spread ofRows(DMatrixRMaj rows) {
    return new Spread(rows, true);
  }

  /** Returns the covariance, {@code (d, d)}; not to be written to. */
  DMatrixRMaj covariance() {
    return isRows ? Products.multiplyTransA(matrix, matrix) : matrix;
  }

  /** Returns the sum of the variances of all components. */
  double variance() {
    return isRows ? SpecializedOps_DDRM.elementSumSq(matrix) : CommonOps_DDRM.trace(matrix);
  }

  /** Returns the spread of the vectors times {@code map}, {@code (d, d)}: map · C · mapᵀ. */
  Spread mapped(DMatrixRMaj map) {
    DMatrixRMaj right = Products.multiplyTransB(matrix, map);
    return isRows ? ofRows(right) : ofCovariance(Products.multiply(map, right));
  }

  /**
   * Returns the leading principal directions as rows of unit length, largest variance first.
   *
   * @param most rows at most; fewer where the vectors have fewer directions
   */
  DMatrixRMaj principalDirections(int most) {
    return principalDirections(most, NEGLIGIBLE * variance());
  }

  /** Returns the leading principal directions orthogonal to {@code directions}, as rows. */
  DMatrixRMaj principalDirectionsBeside(DMatrixRMaj directions, int most) {
    return without(directions).principalDirections(most, NEGLIGIBLE * variance());
  }

  /**
   * Returns the spread of what is left of the vectors without their parts along {@code directions}:
   * for P of orthonormal rows, I − PᵀP applied from the right, and to a covariance from the left.
   */
  private Spread without(DMatrixRMaj directions) {
    DMatrixRMaj left = matrix.copy();
    CommonOps_DDRM.subtractEquals(
        left, Products.multiply(Products.multiplyTransB(left, directions), directions));
    if (isRows) {
      return ofRows(left);
    }
    CommonOps_DDRM.subtractEquals(
        left, Products.multiplyTransA(directions, Products.multiply(directions, left)));
    return ofCovariance(left);
  }

  private DMatrixRMaj principalDirections(int most, double negligible) {
    if (variance() <= negligible) {
      return new DMatrixRMaj(0, matrix.getNumCols());
    }
    DMatrixRMaj symmetric = isRows ? Products.multiplyTransB(matrix, matrix) : matrix;
    Eigenvectors leading = Eigenvectors.leading(symmetric, most);
    int kept = 0;
    while (kept < leading.count() && leading.value(kept) > negligible) {
      kept++;
    }
    DMatrixRMaj vectors = leading.first(kept).rows();
    if (!isRows) {
      return vectors;
    }
    DMatrixRMaj directions = Products.multiply(vectors, matrix);
    for (int row = 0; row < kept; row++) {
      CommonOps_DDRM.scaleRow(1 / Math.sqrt(leading.value(row)), directions, row);
    }
    return directions;
  }
}

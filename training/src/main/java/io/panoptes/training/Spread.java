package io.panoptes.training;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * How vectors of {@code d} components differ: a covariance. Of fewer vectors than components it is
 * kept as rows R with covariance RᵀR, since the eigenvectors of the small R Rᵀ lead to those of the
 * large RᵀR: a second instead of a minute for a small catalogue.
 */
final class Spread {
  /** Directions with less than this part of all variance carry rounding errors only. */
  private static final double NEGLIGIBLE = 1e-9;

  /** Steps for an eigenvalue; three are usual. */
  private static final int MOST_ITERATIONS = 30;

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
    if (!isRows) {
      return matrix;
    }
    int d = matrix.getNumCols();
    DMatrixRMaj covariance = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multTransA(matrix, matrix, covariance);
    return covariance;
  }

  /** Returns the sum of the variances of all components. */
  double variance() {
    return isRows ? CommonOps_DDRM.elementSum(squares(matrix)) : CommonOps_DDRM.trace(matrix);
  }

  private static DMatrixRMaj squares(DMatrixRMaj matrix) {
    DMatrixRMaj squares = new DMatrixRMaj(matrix.getNumRows(), matrix.getNumCols());
    CommonOps_DDRM.elementMult(matrix, matrix, squares);
    return squares;
  }

  /** Returns the spread of the vectors times {@code map}, {@code (d, d)}: map · C · mapᵀ. */
  Spread mapped(DMatrixRMaj map) {
    DMatrixRMaj left = new DMatrixRMaj(matrix.getNumRows(), map.getNumRows());
    CommonOps_DDRM.multTransB(matrix, map, left);
    if (isRows) {
      return ofRows(left);
    }
    DMatrixRMaj covariance = new DMatrixRMaj(map.getNumRows(), map.getNumRows());
    CommonOps_DDRM.mult(map, left, covariance);
    return ofCovariance(covariance);
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
   * Returns the spread of what is left of the vectors without their parts along {@code directions}.
   */
  private Spread without(DMatrixRMaj directions) {
    if (isRows) {
      DMatrixRMaj along = new DMatrixRMaj(matrix.getNumRows(), directions.getNumRows());
      DMatrixRMaj left = matrix.copy();
      CommonOps_DDRM.multTransB(matrix, directions, along);
      CommonOps_DDRM.multAdd(-1, along, directions, left);
      return ofRows(left);
    }
    DMatrixRMaj complement = CommonOps_DDRM.identity(matrix.getNumCols()); // I − PᵀP
    CommonOps_DDRM.multAddTransA(-1, directions, directions, complement);
    return mapped(complement);
  }

  private DMatrixRMaj principalDirections(int most, double negligible) {
    int d = matrix.getNumCols();
    DMatrixRMaj symmetric = matrix.copy();
    if (isRows) {
      symmetric = new DMatrixRMaj(matrix.getNumRows(), matrix.getNumRows());
      CommonOps_DDRM.multTransB(matrix, matrix, symmetric);
    }
    int size = symmetric.getNumRows();
    SymmetricQRAlgorithmDecomposition_DDRM eigen =
        new SymmetricQRAlgorithmDecomposition_DDRM(
            DecompositionFactory_DDRM.tridiagonal(size), true);
    // The default does not grow with the matrix, and was reported too few for large ones (EJML
    // #205).
    eigen.setMaxIterations(MOST_ITERATIONS * size);
    if (!eigen.decompose(symmetric)) {
      throw new IllegalStateException(
          "the eigenvectors of a " + size + " × " + size + " matrix do not converge");
    }
    double[] variances =
        IntStream.range(0, size).mapToDouble(i -> eigen.getEigenvalue(i).getReal()).toArray();
    int[] leading =
        IntStream.range(0, size)
            .boxed()
            .filter(i -> variances[i] > negligible)
            .sorted(Comparator.comparingDouble(i -> -variances[i]))
            .mapToInt(Integer::intValue)
            .limit(most)
            .toArray();
    DMatrixRMaj directions = new DMatrixRMaj(leading.length, d);
    for (int row = 0; row < leading.length; row++) {
      DMatrixRMaj vector = eigen.getEigenVector(leading[row]); // (size, 1)
      if (isRows) {
        DMatrixRMaj direction = new DMatrixRMaj(d, 1);
        CommonOps_DDRM.multTransA(
            1 / Math.sqrt(variances[leading[row]]), matrix, vector, direction);
        vector = direction;
      }
      System.arraycopy(vector.data, 0, directions.data, row * d, d);
    }
    return directions;
  }
}

package io.panoptes.training;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The inverse of the Cholesky factor of a matrix: for S = L Lᵀ, the lower triangle W = L⁻¹, with
 * which W S Wᵀ = I. By halves, so that nearly all of the work is in products: the quarters of W are
 * those of the two halves and, below the diagonal, −W₂₂ L₂₁ W₁₁ with L₂₁ = S₂₁ W₁₁ᵀ.
 */
final class InverseCholesky {
  /** Matrices of at most this size are not halved. */
  private static final int SMALL = 128;

  private InverseCholesky() {}

  /**
   * Returns W.
   *
   * @param matrix symmetric, {@code (d, d)}
   * @throws IllegalArgumentException if it is not positive definite
   */
  static DMatrixRMaj of(DMatrixRMaj matrix) {
    return of(matrix, 0);
  }

  /** Returns W for what is left of the rows and columns from {@code first} on. */
  private static DMatrixRMaj of(DMatrixRMaj matrix, int first) {
    int d = matrix.getNumRows();
    if (d <= SMALL) {
      return ofSmall(matrix, first);
    }
    int half = d / 2;
    DMatrixRMaj upper = of(CommonOps_DDRM.extract(matrix, 0, half, 0, half), first); // W₁₁
    DMatrixRMaj beside =
        Products.multiplyTransB(CommonOps_DDRM.extract(matrix, half, d, 0, half), upper); // L₂₁
    DMatrixRMaj rest = CommonOps_DDRM.extract(matrix, half, d, half, d);
    CommonOps_DDRM.subtractEquals(rest, Products.multiplyTransB(beside, beside));
    DMatrixRMaj lower = of(rest, first + half); // W₂₂
    DMatrixRMaj between = Products.multiply(lower, Products.multiply(beside, upper));
    CommonOps_DDRM.changeSign(between);
    DMatrixRMaj inverse = new DMatrixRMaj(d, d);
    CommonOps_DDRM.insert(upper, inverse, 0, 0);
    CommonOps_DDRM.insert(between, inverse, half, 0);
    CommonOps_DDRM.insert(lower, inverse, half, half);
    return inverse;
  }

  private static DMatrixRMaj ofSmall(DMatrixRMaj matrix, int first) {
    int d = matrix.getNumRows();
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    boolean positive = cholesky.decompose(matrix.copy());
    DMatrixRMaj triangle = cholesky.getT(null);
    if (!positive || MatrixFeatures_DDRM.hasUncountable(triangle)) { // NaN passes for positive
      throw new IllegalArgumentException(notPositive(matrix, first));
    }
    TriangularSolver_DDRM.invertLower(triangle.data, d);
    return triangle;
  }

  private static String notPositive(DMatrixRMaj matrix, int first) {
    int least = 0;
    for (int i = 1; i < matrix.getNumRows(); i++) {
      // The not is for NaN, which is neither more nor less.
      if (!(matrix.get(i, i) >= matrix.get(least, least))) {
        least = i;
      }
    }
    return "a covariance must be positive definite, rows "
        + first
        + " to "
        + (first + matrix.getNumRows() - 1)
        + " are not: beside those before, the least variance among them is "
        + matrix.get(least, least)
        + ", in row "
        + (first + least);
  }
}

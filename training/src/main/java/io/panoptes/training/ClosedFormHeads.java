package io.panoptes.training;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * Heads without gradient steps. A head first whitens: it makes the directions in which photos of
 * one thing (object head) or of one kind (category head) differ as short as the others. Then it
 * keeps the directions in which things, or photos, differ most. The covariance within is shrunk
 * towards a multiple of the identity, since there are fewer photos than it has entries.
 */
final class ClosedFormHeads {
  static final int CATEGORY_DIMENSION = 256;
  static final int OBJECT_DIMENSION = 512;

  /** Share of the measured covariance within objects; the rest is the multiple of the identity. */
  static final double OBJECT_SHARE = 0.7;

  /** Share of the measured covariance within categories. */
  static final double CATEGORY_SHARE = 0.4;

  /** Length of the directions beside the discriminants, whose length is 1: see ARCHITECTURE.md. */
  static final double BESIDE_DISCRIMINANTS = 0.5;

  /** Directions with less than this part of all variance carry rounding errors only. */
  private static final double NEGLIGIBLE = 1e-9;

  /** Steps for an eigenvalue; three are usual. */
  private static final int MOST_ITERATIONS = 30;

  private ClosedFormHeads() {}

  /**
   * Returns the object head: at most {@value #OBJECT_DIMENSION} rows, fewer if the data have less.
   */
  static LinearHead object(Moments moments) {
    DMatrixRMaj total = moments.total();
    DMatrixRMaj between = moments.betweenObjects();
    DMatrixRMaj whitening = whitening(total, between, OBJECT_SHARE);
    DMatrixRMaj means = principal(transform(whitening, between), OBJECT_DIMENSION);
    DMatrixRMaj directions =
        filledUp(means, transform(whitening, total), OBJECT_DIMENSION, /* gain= */ 1);
    return head(directions, whitening, moments.mean());
  }

  /**
   * Returns a category head for catalogues other than the one it is fitted on: the leading
   * principal directions of the whitened photos. Discriminants fitted elsewhere do harm.
   */
  static LinearHead generalCategory(Moments moments) {
    DMatrixRMaj total = moments.total();
    DMatrixRMaj whitening = whitening(total, kinds(moments), CATEGORY_SHARE);
    DMatrixRMaj directions = principal(transform(whitening, total), CATEGORY_DIMENSION);
    return head(directions, whitening, moments.mean());
  }

  /** Returns a category head for this very catalogue: linear discriminants first. */
  static LinearHead fittedCategory(Moments moments) {
    if (!moments.categorised()) {
      return generalCategory(moments);
    }
    DMatrixRMaj total = moments.total();
    DMatrixRMaj between = moments.betweenCategories();
    DMatrixRMaj whitening = whitening(total, between, CATEGORY_SHARE);
    DMatrixRMaj discriminants = principal(transform(whitening, between), CATEGORY_DIMENSION);
    DMatrixRMaj directions =
        filledUp(
            discriminants, transform(whitening, total), CATEGORY_DIMENSION, BESIDE_DISCRIMINANTS);
    return head(directions, whitening, moments.mean());
  }

  /** What photos of one kind have in common: their category, or else their object. */
  private static DMatrixRMaj kinds(Moments moments) {
    return moments.categorised() ? moments.betweenCategories() : moments.betweenObjects();
  }

  /**
   * Returns W with W S' Wᵀ = I for S' = share · S + (1 − share) · (tr S / d) · I: the inverse of
   * the Cholesky factor of S'. S, the covariance within groups, is what is left of all covariance
   * without that between them. Where every group has one photo only, S is zero, and W the identity.
   */
  private static DMatrixRMaj whitening(DMatrixRMaj total, DMatrixRMaj between, double share) {
    int d = total.getNumRows();
    DMatrixRMaj shrunk = new DMatrixRMaj(d, d);
    CommonOps_DDRM.subtract(total, between, shrunk);
    double variance = CommonOps_DDRM.trace(shrunk) / d;
    if (variance * d <= NEGLIGIBLE * CommonOps_DDRM.trace(total)) {
      return CommonOps_DDRM.identity(d);
    }
    CommonOps_DDRM.scale(share, shrunk);
    for (int i = 0; i < d; i++) {
      shrunk.add(i, i, (1 - share) * variance);
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    if (!cholesky.decompose(shrunk)) {
      throw new IllegalStateException(
          "the shrunk covariance must be positive definite, its mean variance is " + variance);
    }
    DMatrixRMaj inverse = cholesky.getT(null);
    TriangularSolver_DDRM.invertLower(inverse.data, d);
    return inverse;
  }

  /** Returns W C Wᵀ. */
  private static DMatrixRMaj transform(DMatrixRMaj whitening, DMatrixRMaj covariance) {
    int d = covariance.getNumRows();
    DMatrixRMaj left = new DMatrixRMaj(d, d);
    DMatrixRMaj result = new DMatrixRMaj(d, d);
    CommonOps_DDRM.mult(whitening, covariance, left);
    CommonOps_DDRM.multTransB(left, whitening, result);
    return result;
  }

  /** Returns the leading eigenvectors of {@code covariance} as rows, at most {@code most}. */
  private static DMatrixRMaj principal(DMatrixRMaj covariance, int most) {
    return principal(covariance, most, NEGLIGIBLE * CommonOps_DDRM.trace(covariance));
  }

  private static DMatrixRMaj principal(DMatrixRMaj covariance, int most, double negligible) {
    int d = covariance.getNumRows();
    SymmetricQRAlgorithmDecomposition_DDRM eigen =
        new SymmetricQRAlgorithmDecomposition_DDRM(DecompositionFactory_DDRM.tridiagonal(d), true);
    // The default does not grow with the matrix, and was reported too few for large ones (EJML
    // #205).
    eigen.setMaxIterations(MOST_ITERATIONS * d);
    if (!eigen.decompose(covariance.copy())) {
      throw new IllegalStateException(
          "the eigenvectors of a " + d + " × " + d + " matrix diverged");
    }
    double[] variances =
        IntStream.range(0, d).mapToDouble(i -> eigen.getEigenvalue(i).getReal()).toArray();
    int[] leading =
        IntStream.range(0, d)
            .boxed()
            .filter(i -> variances[i] > negligible)
            .sorted(Comparator.comparingDouble(i -> -variances[i]))
            .mapToInt(Integer::intValue)
            .limit(most)
            .toArray();
    DMatrixRMaj rows = new DMatrixRMaj(leading.length, d);
    for (int row = 0; row < leading.length; row++) {
      DMatrixRMaj vector = eigen.getEigenVector(leading[row]);
      System.arraycopy(vector.data, 0, rows.data, row * d, d);
    }
    return rows;
  }

  /**
   * Returns {@code first}, then the leading principal directions of {@code covariance} orthogonal
   * to them, times {@code gain}, {@code most} rows at most.
   */
  private static DMatrixRMaj filledUp(
      DMatrixRMaj first, DMatrixRMaj covariance, int most, double gain) {
    int missing = most - first.getNumRows();
    if (missing <= 0) {
      return first;
    }
    int d = covariance.getNumRows();
    DMatrixRMaj complement = CommonOps_DDRM.identity(d); // I − PᵀP
    DMatrixRMaj projector = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multTransA(first, first, projector);
    CommonOps_DDRM.subtractEquals(complement, projector);
    double negligible = NEGLIGIBLE * CommonOps_DDRM.trace(covariance);
    DMatrixRMaj rest = principal(transform(complement, covariance), missing, negligible);
    CommonOps_DDRM.scale(gain, rest);
    DMatrixRMaj all = new DMatrixRMaj(first.getNumRows() + rest.getNumRows(), d);
    CommonOps_DDRM.concatRows(first, rest, all);
    return all;
  }

  /**
   * Returns the layer that whitens and projects: weight = directions · W, bias = −weight · mean.
   */
  private static LinearHead head(DMatrixRMaj directions, DMatrixRMaj whitening, double[] mean) {
    DMatrixRMaj weight = new DMatrixRMaj(directions.getNumRows(), whitening.getNumCols());
    CommonOps_DDRM.mult(directions, whitening, weight);
    fixSigns(weight);
    DMatrixRMaj bias = new DMatrixRMaj(weight.getNumRows(), 1);
    CommonOps_DDRM.mult(-1, weight, DMatrixRMaj.wrap(mean.length, 1, mean), bias);
    return new LinearHead(weight, bias);
  }

  /** Makes each row's largest component positive: an eigenvector's sign is an accident. */
  private static void fixSigns(DMatrixRMaj rows) {
    int columns = rows.getNumCols();
    for (int row = 0; row < rows.getNumRows(); row++) {
      double largest = 0;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        if (Math.abs(rows.data[i]) > Math.abs(largest)) {
          largest = rows.data[i];
        }
      }
      if (largest < 0) {
        for (int i = row * columns; i < (row + 1) * columns; i++) {
          rows.data[i] = -rows.data[i];
        }
      }
    }
  }
}

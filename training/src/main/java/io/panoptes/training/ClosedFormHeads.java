package io.panoptes.training;

import org.ejml.EjmlParameters;
import org.ejml.data.DMatrixRBlock;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DSubmatrixD1;
import org.ejml.dense.block.MatrixOps_DDRB;
import org.ejml.dense.block.TriangularSolver_DDRB;
import org.ejml.dense.row.CommonOps_DDRM;
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

  /**
   * Length of the directions beside the discriminants, whose length is 1. Not tuned: half way
   * between leaving them out and treating them alike.
   */
  static final double BESIDE_DISCRIMINANTS = 0.5;

  /** Less than this part of all variance is rounding errors only. */
  private static final double NEGLIGIBLE = 1e-9;

  private static final int BLOCK = EjmlParameters.BLOCK_WIDTH;

  private ClosedFormHeads() {}

  /**
   * Returns the object head: at most {@value #OBJECT_DIMENSION} rows, fewer if the data have less.
   */
  static LinearHead object(Moments moments) {
    Spread photos = moments.total();
    Spread objects = moments.betweenObjects();
    DMatrixRMaj whitening = whitening(photos, objects, OBJECT_SHARE);
    DMatrixRMaj apart = objects.mapped(whitening).principalDirections(OBJECT_DIMENSION);
    return head(
        filledUp(apart, photos.mapped(whitening), OBJECT_DIMENSION, /* gain= */ 1),
        whitening,
        moments.mean());
  }

  /**
   * Returns a category head for catalogues other than the one it is fitted on: the leading
   * principal directions of the whitened photos. Discriminants fitted elsewhere do harm.
   */
  static LinearHead generalCategory(Moments moments) {
    Spread photos = moments.total();
    Spread kinds = moments.categorised() ? moments.betweenCategories() : moments.betweenObjects();
    DMatrixRMaj whitening = whitening(photos, kinds, CATEGORY_SHARE);
    return head(
        photos.mapped(whitening).principalDirections(CATEGORY_DIMENSION),
        whitening,
        moments.mean());
  }

  /** Returns a category head for this very catalogue: linear discriminants first. */
  static LinearHead fittedCategory(Moments moments) {
    if (!moments.categorised()) {
      return generalCategory(moments);
    }
    Spread photos = moments.total();
    Spread kinds = moments.betweenCategories();
    DMatrixRMaj whitening = whitening(photos, kinds, CATEGORY_SHARE);
    DMatrixRMaj discriminants = kinds.mapped(whitening).principalDirections(CATEGORY_DIMENSION);
    return head(
        filledUp(discriminants, photos.mapped(whitening), CATEGORY_DIMENSION, BESIDE_DISCRIMINANTS),
        whitening,
        moments.mean());
  }

  /**
   * Returns W with W S' Wᵀ = I for S' = share · S + (1 − share) · (tr S / d) · I: the inverse of
   * the Cholesky factor of S'. S, the covariance within groups, is what is left of all covariance
   * without that between them. Where every group has one photo only, S is zero, and W the identity.
   */
  private static DMatrixRMaj whitening(Spread total, Spread between, double share) {
    DMatrixRMaj all = total.covariance();
    int d = all.getNumRows();
    DMatrixRMaj shrunk = new DMatrixRMaj(d, d);
    CommonOps_DDRM.subtract(all, between.covariance(), shrunk);
    double variance = CommonOps_DDRM.trace(shrunk) / d;
    if (variance * d <= NEGLIGIBLE * total.variance()) {
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
    return invertLower(cholesky.getT(null));
  }

  /** Returns the inverse of a lower triangle, by blocks: 2 s instead of 37 s for 2,560 features. */
  private static DMatrixRMaj invertLower(DMatrixRMaj triangle) {
    int d = triangle.getNumRows();
    DMatrixRBlock blocks = MatrixOps_DDRB.convert(triangle, BLOCK);
    DMatrixRBlock inverse = new DMatrixRBlock(d, d, BLOCK);
    TriangularSolver_DDRB.invert(
        BLOCK, /* upper= */ false, new DSubmatrixD1(blocks), new DSubmatrixD1(inverse), null);
    return MatrixOps_DDRB.convert(inverse, null);
  }

  /**
   * Returns {@code first}, then the leading principal directions of {@code spread} orthogonal to
   * them, times {@code gain}, {@code most} rows at most.
   */
  private static DMatrixRMaj filledUp(DMatrixRMaj first, Spread spread, int most, double gain) {
    int missing = most - first.getNumRows();
    if (missing == 0) {
      return first;
    }
    DMatrixRMaj rest = spread.principalDirectionsBeside(first, missing);
    CommonOps_DDRM.scale(gain, rest);
    DMatrixRMaj all = new DMatrixRMaj(first.getNumRows() + rest.getNumRows(), first.getNumCols());
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

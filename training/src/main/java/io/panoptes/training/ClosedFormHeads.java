package io.panoptes.training;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

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

  /** The same for things of other catalogues: how their photos differ is known less well. */
  static final double GENERAL_OBJECT_SHARE = 0.5;

  /** Share of the measured covariance within categories. */
  static final double CATEGORY_SHARE = 0.4;

  /**
   * The same where the head only whitens: how photos of a kind differ elsewhere is known less well.
   */
  static final double GENERAL_CATEGORY_SHARE = 0.1;

  /** Kinds elsewhere may differ where those fitted to do not: more directions are kept for them. */
  static final int GENERAL_CATEGORY_DIMENSION = 512;

  /**
   * Length of the directions beside the discriminants, whose length is 1. Chosen in experiments
   * outside this repository, by cross-validation on ObjectPI's train split, with objects
   * photographed at the same place in one fold: category accuracy of one and of many views is 78.3
   * and 89.0, mAP 78.6 and 93.2, against 77.8, 88.0, 76.9 and 93.5 without those directions and
   * 77.8, 87.4, 78.1 and 91.7 at 0.5.
   */
  static final double BESIDE_DISCRIMINANTS = 0.25;

  /** Less than this part of all variance is rounding errors only. */
  private static final double NEGLIGIBLE = 1e-9;

  private ClosedFormHeads() {}

  /**
   * Returns the object head: at most {@value #OBJECT_DIMENSION} rows, fewer if the data have less.
   */
  static LinearHead object(Moments moments) {
    return object(moments, OBJECT_SHARE);
  }

  /** Returns an object head for catalogues other than the one it is fitted on. */
  static LinearHead generalObject(Moments moments) {
    return object(moments, GENERAL_OBJECT_SHARE);
  }

  private static LinearHead object(Moments moments, double share) {
    Spread photos = moments.total();
    Spread objects = moments.betweenObjects();
    DMatrixRMaj whitening = whitening(photos, objects, share);
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
    DMatrixRMaj whitening = whitening(photos, kinds, GENERAL_CATEGORY_SHARE);
    return head(
        photos.mapped(whitening).principalDirections(GENERAL_CATEGORY_DIMENSION),
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
    DMatrixRMaj shrunk = total.covariance().copy();
    CommonOps_DDRM.subtractEquals(shrunk, between.covariance());
    int d = shrunk.getNumRows();
    double variance = CommonOps_DDRM.trace(shrunk) / d;
    if (variance * d <= NEGLIGIBLE * total.variance()) {
      return CommonOps_DDRM.identity(d);
    }
    CommonOps_DDRM.scale(share, shrunk);
    for (int i = 0; i < d; i++) {
      shrunk.add(i, i, (1 - share) * variance);
    }
    return InverseCholesky.of(shrunk);
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
    DMatrixRMaj weight = Products.multiply(directions, whitening);
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

package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.junit.jupiter.api.Test;

/** Category heads of many features against their formulas, written down in plain Java algebra. */
class PlainHeadsTest {
  /** So many that leading directions are found by iteration. */
  private static final int FEATURES = 780;

  private static final int PHOTOS = 800;
  private static final int OBJECTS = 100;
  private static final int KINDS = 6;

  private final float[][] photos = photos();

  @Test
  void generalCategoryHead_isThePrincipalDirectionsOfTheWhitenedPhotos() {
    DMatrixRMaj whitening = whitening(ClosedFormHeads.GENERAL_CATEGORY_SHARE);
    DMatrixRMaj whitened = sandwiched(whitening, covariance(photo -> photo));
    DMatrixRMaj directions = leading(whitened, ClosedFormHeads.GENERAL_CATEGORY_DIMENSION);
    assertSameProducts(
        ClosedFormHeads.generalCategory(moments()).weight(), multiplied(directions, whitening));
  }

  @Test
  void fittedCategoryHead_isTheDiscriminantsAndThePrincipalDirectionsBesideThem() {
    DMatrixRMaj whitening = whitening(ClosedFormHeads.CATEGORY_SHARE);
    DMatrixRMaj between = covariance(PlainHeadsTest::kind);
    DMatrixRMaj discriminants = leading(sandwiched(whitening, between), KINDS - 1);
    DMatrixRMaj beside = CommonOps_DDRM.identity(FEATURES); // I − PᵀP
    CommonOps_DDRM.multAddTransA(-1, discriminants, discriminants, beside);
    DMatrixRMaj whitened = sandwiched(whitening, covariance(photo -> photo));
    DMatrixRMaj others =
        leading(sandwiched(beside, whitened), ClosedFormHeads.CATEGORY_DIMENSION - KINDS + 1);
    CommonOps_DDRM.scale(ClosedFormHeads.BESIDE_DISCRIMINANTS, others);
    DMatrixRMaj both = new DMatrixRMaj(ClosedFormHeads.CATEGORY_DIMENSION, FEATURES);
    CommonOps_DDRM.concatRows(discriminants, others, both);
    assertSameProducts(
        ClosedFormHeads.fittedCategory(moments()).weight(), multiplied(both, whitening));
  }

  /** Features whose components vary less and less, and less within an object than between. */
  private static float[][] photos() {
    Random random = new Random(11);
    double[][] kinds = new double[KINDS][FEATURES];
    double[][] objects = new double[OBJECTS][FEATURES];
    float[][] photos = new float[PHOTOS][FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      double size = 1 / Math.sqrt(1 + i);
      for (int kind = 0; kind < KINDS; kind++) {
        kinds[kind][i] = size * random.nextGaussian();
      }
      for (int object = 0; object < OBJECTS; object++) {
        objects[object][i] = kinds[object % KINDS][i] + 0.7 * size * random.nextGaussian();
      }
      for (int photo = 0; photo < PHOTOS; photo++) {
        double component = objects[photo % OBJECTS][i] + 0.5 * size * random.nextGaussian();
        photos[photo][i] = (float) component;
      }
    }
    return photos;
  }

  private static int kind(int photo) {
    return photo % OBJECTS % KINDS;
  }

  private Moments moments() {
    Moments moments = new Moments(FEATURES);
    for (int photo = 0; photo < PHOTOS; photo++) {
      moments.add(photos[photo], "object " + photo % OBJECTS, "kind " + kind(photo));
    }
    return moments;
  }

  /** Returns the covariance of the photos, each replaced by the mean of its group. */
  private DMatrixRMaj covariance(IntUnaryOperator group) {
    double[][] sums = new double[PHOTOS][FEATURES];
    int[] counts = new int[PHOTOS];
    double[] mean = new double[FEATURES];
    for (int photo = 0; photo < PHOTOS; photo++) {
      counts[group.applyAsInt(photo)]++;
      for (int i = 0; i < FEATURES; i++) {
        sums[group.applyAsInt(photo)][i] += photos[photo][i];
        mean[i] += photos[photo][i] / (double) PHOTOS;
      }
    }
    DMatrixRMaj rows = new DMatrixRMaj(PHOTOS, FEATURES);
    for (int photo = 0; photo < PHOTOS; photo++) {
      int of = group.applyAsInt(photo);
      for (int i = 0; i < FEATURES; i++) {
        rows.set(photo, i, sums[of][i] / counts[of] - mean[i]);
      }
    }
    DMatrixRMaj covariance = new DMatrixRMaj(FEATURES, FEATURES);
    CommonOps_DDRM.multTransA(1.0 / PHOTOS, rows, rows, covariance);
    return covariance;
  }

  /** Returns the inverse Cholesky factor of the shrunk covariance within categories. */
  private DMatrixRMaj whitening(double share) {
    DMatrixRMaj within = covariance(photo -> photo);
    CommonOps_DDRM.subtractEquals(within, covariance(PlainHeadsTest::kind));
    double mean = CommonOps_DDRM.trace(within) / FEATURES;
    CommonOps_DDRM.scale(share, within);
    for (int i = 0; i < FEATURES; i++) {
      within.add(i, i, (1 - share) * mean);
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
        DecompositionFactory_DDRM.chol(FEATURES, true);
    assertThat(cholesky.decompose(within)).isTrue();
    DMatrixRMaj inverse = cholesky.getT(null);
    CommonOps_DDRM.invert(inverse);
    return inverse;
  }

  private static DMatrixRMaj leading(DMatrixRMaj covariance, int count) {
    DMatrixRMaj all = Eigenvectors.all(covariance).rows();
    return CommonOps_DDRM.extract(all, 0, count, 0, FEATURES);
  }

  /** Returns map · covariance · mapᵀ. */
  private static DMatrixRMaj sandwiched(DMatrixRMaj map, DMatrixRMaj covariance) {
    DMatrixRMaj product = new DMatrixRMaj(FEATURES, FEATURES);
    CommonOps_DDRM.multTransB(multiplied(map, covariance), map, product);
    return product;
  }

  private static DMatrixRMaj multiplied(DMatrixRMaj left, DMatrixRMaj right) {
    DMatrixRMaj product = new DMatrixRMaj(left.getNumRows(), right.getNumCols());
    CommonOps_DDRM.mult(left, right, product);
    return product;
  }

  /**
   * Heads that differ by a rotation only give the same products of vectors; directions of nearly
   * equal variance may come out rotated.
   */
  private static void assertSameProducts(DMatrixRMaj actual, DMatrixRMaj expected) {
    assertThat(actual.getNumRows()).isEqualTo(expected.getNumRows());
    DMatrixRMaj one = new DMatrixRMaj(FEATURES, FEATURES);
    DMatrixRMaj other = new DMatrixRMaj(FEATURES, FEATURES);
    CommonOps_DDRM.multTransA(actual, actual, one);
    CommonOps_DDRM.multTransA(expected, expected, other);
    double largest = CommonOps_DDRM.elementMaxAbs(other);
    CommonOps_DDRM.subtractEquals(one, other);
    assertThat(CommonOps_DDRM.elementMaxAbs(one)).isLessThan(1e-6 * largest);
  }
}

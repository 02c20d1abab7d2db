package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedFormHeadsTest {
  private static final int DIMENSION = 24;

  /** Photos of objects that differ along the first half of the axes, views along all of them. */
  private static Moments moments(int objects, int views, boolean categories) {
    return moments(objects, views, categories, DIMENSION);
  }

  private static Moments moments(int objects, int views, boolean categories, int dimension) {
    Random random = new Random(3);
    Moments moments = new Moments(dimension);
    for (int object = 0; object < objects; object++) {
      double[] centre = new double[dimension];
      for (int d = 0; d < dimension / 2; d++) {
        centre[d] = 0.5 * random.nextGaussian() + (d == object % 4 ? 2 : 0);
      }
      for (int view = 0; view < views; view++) {
        float[] feature = new float[dimension];
        for (int d = 0; d < dimension; d++) {
          double spread = d == dimension - 1 ? 5 : 0.1;
          feature[d] = (float) (centre[d] + spread * random.nextGaussian());
        }
        moments.add(feature, "object " + object, categories ? "kind " + object % 4 : null);
      }
    }
    return moments;
  }

  /** More dimensions than a block of the inversion has, too. */
  @ParameterizedTest
  @ValueSource(ints = {DIMENSION, 130})
  void objectHead_whitensWhatVariesWithinObjects(int dimension) {
    Moments moments = moments(200, 8, true, dimension);
    assertWhitens(ClosedFormHeads.object(moments), moments, ClosedFormHeads.OBJECT_SHARE);
    assertWhitens(
        ClosedFormHeads.generalObject(moments), moments, ClosedFormHeads.GENERAL_OBJECT_SHARE);
  }

  private static void assertWhitens(LinearHead head, Moments moments, double share) {
    int dimension = moments.dimension();
    // With all directions kept, W is weight, and W S' Wᵀ = I for the shrunk covariance S'.
    assertThat(head.dimension()).isEqualTo(dimension);
    DMatrixRMaj within = new DMatrixRMaj(dimension, dimension);
    CommonOps_DDRM.subtract(
        moments.total().covariance(), moments.betweenObjects().covariance(), within);
    double mean = CommonOps_DDRM.trace(within) / dimension;
    CommonOps_DDRM.scale(share, within);
    for (int i = 0; i < dimension; i++) {
      within.add(i, i, (1 - share) * mean);
    }
    DMatrixRMaj left = new DMatrixRMaj(dimension, dimension);
    DMatrixRMaj whitened = new DMatrixRMaj(dimension, dimension);
    CommonOps_DDRM.mult(head.weight(), within, left);
    CommonOps_DDRM.multTransB(left, head.weight(), whitened);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        assertThat(whitened.get(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-8));
      }
    }
  }

  @Test
  void objectHead_putsTheDirectionsThatTellObjectsApartFirst() {
    LinearHead head = ClosedFormHeads.object(moments(200, 8, true));
    // The last axis only tells views apart: the leading direction hardly looks at it.
    double leading = Math.abs(head.weight().get(0, 0)) + Math.abs(head.weight().get(0, 1));
    assertThat(Math.abs(head.weight().get(0, DIMENSION - 1))).isLessThan(0.05 * leading);
  }

  @Test
  void biasMovesTheMeanToTheOrigin() {
    Moments moments = moments(50, 4, true);
    LinearHead head = ClosedFormHeads.generalCategory(moments);
    DMatrixRMaj raw = new DMatrixRMaj(head.dimension(), 1);
    CommonOps_DDRM.mult(head.weight(), DMatrixRMaj.wrap(DIMENSION, 1, moments.mean()), raw);
    CommonOps_DDRM.addEquals(raw, head.bias());
    for (int i = 0; i < head.dimension(); i++) {
      assertThat(raw.get(i)).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void fewPhotos_giveAsManyDimensionsAsTheyHaveDirections() {
    assertThat(ClosedFormHeads.object(moments(3, 2, true)).dimension()).isEqualTo(5);
    assertThat(ClosedFormHeads.generalCategory(moments(3, 2, true)).dimension()).isEqualTo(5);
  }

  @Test
  void objectsOfOnePhotoEach_areFittedWithoutWhitening() {
    LinearHead head = ClosedFormHeads.object(moments(40, 1, false));
    assertThat(head.dimension()).isEqualTo(DIMENSION);
    for (double component : head.weight().data) {
      assertThat(component).isFinite();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 12})
  void photosThatDoNotDiffer_haveNoDirections(int views) {
    Moments moments = new Moments(DIMENSION);
    for (int photo = 0; photo < 3 * views; photo++) {
      float[] feature = new float[DIMENSION];
      feature[0] = 0.6f;
      feature[1] = 0.8f;
      moments.add(feature, "object " + photo / views, "kind " + photo / views);
    }
    assertThat(ClosedFormHeads.object(moments).dimension()).isZero();
    assertThat(ClosedFormHeads.fittedCategory(moments).dimension()).isZero();
    assertThat(ClosedFormHeads.generalCategory(moments).dimension()).isZero();
  }

  @Test
  void withoutCategories_categoryHeadIsFittedToObjects() {
    LinearHead fitted = ClosedFormHeads.fittedCategory(moments(40, 4, false));
    LinearHead general = ClosedFormHeads.generalCategory(moments(40, 4, false));
    assertThat(fitted.weights()).isEqualTo(general.weights());
  }

  @Test
  void fittedCategoryHead_putsDiscriminantsFirstAndTheOthersAtLowerGain() {
    Moments moments = moments(200, 8, true);
    LinearHead fitted = ClosedFormHeads.fittedCategory(moments);
    assertThat(fitted.dimension()).isEqualTo(DIMENSION);
    // Four kinds have three discriminants; whitened rows are of length 1, the others of the gain.
    DMatrixRMaj total = moments.total().covariance();
    DMatrixRMaj within = new DMatrixRMaj(DIMENSION, DIMENSION);
    CommonOps_DDRM.subtract(total, moments.betweenCategories().covariance(), within);
    double mean = CommonOps_DDRM.trace(within) / DIMENSION;
    CommonOps_DDRM.scale(ClosedFormHeads.CATEGORY_SHARE, within);
    for (int i = 0; i < DIMENSION; i++) {
      within.add(i, i, (1 - ClosedFormHeads.CATEGORY_SHARE) * mean);
    }
    for (int row = 0; row < DIMENSION; row++) {
      double variance = 0;
      for (int i = 0; i < DIMENSION; i++) {
        for (int j = 0; j < DIMENSION; j++) {
          variance += fitted.weight().get(row, i) * within.get(i, j) * fitted.weight().get(row, j);
        }
      }
      double gain = row < 3 ? 1 : ClosedFormHeads.BESIDE_DISCRIMINANTS;
      assertThat(variance).isCloseTo(gain * gain, within(1e-8));
    }
  }

  @Test
  void samePhotos_giveTheSameBits_andSignsAreFixed() {
    LinearHead one = ClosedFormHeads.object(moments(60, 4, true));
    LinearHead two = ClosedFormHeads.object(moments(60, 4, true));
    assertThat(one.weights()).isEqualTo(two.weights());
    for (int row = 0; row < one.dimension(); row++) {
      double largest = 0;
      for (int i = 0; i < DIMENSION; i++) {
        double component = one.weight().get(row, i);
        largest = Math.abs(component) > Math.abs(largest) ? component : largest;
      }
      assertThat(largest).isPositive();
    }
  }
}

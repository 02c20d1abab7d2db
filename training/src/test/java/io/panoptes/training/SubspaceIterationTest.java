package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.api.Test;

class SubspaceIterationTest {
  private static final int SIZE = 420;
  private static final int WANTED = 40;

  @Test
  void valuesFarApart_areFoundWithTheirVectors() {
    assertLeading(i -> Math.pow(0.9, i));
  }

  @Test
  void valuesCloseTogether_areFoundWithTheirVectors() {
    assertLeading(i -> 1.4 - 0.9 * i / SIZE);
  }

  @Test
  void fewValuesFarAboveTheOthers_doNotHideThem() {
    assertLeading(i -> i < 5 ? 1e6 * (5 - i) : 1 + 1.0 / i);
  }

  @Test
  void equalValues_areFoundAsOftenAsTheyAreThere() {
    assertLeading(i -> i < 15 ? 3 : i < WANTED ? 2 : 1);
  }

  @Test
  void oneValueForAll_isFound() {
    assertLeading(i -> 1);
  }

  @Test
  void fewerVectorsThanAreWanted_areFollowedByZeros() {
    assertLeading(i -> i < 7 ? 1 + i : 0);
    assertLeading(i -> 0);
  }

  @Test
  void valuesTooCloseTogether_areNotFoundInTime_butByOneDecomposition() {
    DMatrixRMaj matrix = withValues(i -> 1 - 1e-5 * i / SIZE);
    assertThat(SubspaceIteration.leading(matrix, WANTED)).isEmpty();
    assertThat(Eigenvectors.leading(matrix, WANTED).rows().data)
        .isEqualTo(Eigenvectors.all(matrix).first(WANTED).rows().data);
  }

  @Test
  void sameMatrix_givesTheSameBits() {
    DMatrixRMaj matrix = withValues(i -> 1.4 - 0.9 * i / SIZE);
    assertThat(leading(matrix).rows().data).isEqualTo(leading(matrix).rows().data);
  }

  @Test
  void smallMatrixOrMostOfTheVectors_areNotWorthIterating() {
    assertThat(SubspaceIteration.isWorthwhile(SIZE, WANTED)).isTrue();
    assertThat(SubspaceIteration.isWorthwhile(SIZE, SIZE / 3)).isFalse();
    assertThat(SubspaceIteration.isWorthwhile(100, 5)).isFalse();
  }

  private static Eigenvectors leading(DMatrixRMaj matrix) {
    return SubspaceIteration.leading(matrix, WANTED).orElseThrow();
  }

  /** The leading ones are as many, as large and of the same span as one decomposition's. */
  private static void assertLeading(IntToDoubleFunction values) {
    DMatrixRMaj matrix = withValues(values);
    Eigenvectors found = leading(matrix);
    Eigenvectors expected = Eigenvectors.all(matrix);
    double largest = expected.value(0);
    assertThat(found.count()).isEqualTo(WANTED);
    for (int i = 0; i < WANTED; i++) {
      assertThat(found.value(i)).isCloseTo(expected.value(i), within(1e-9 * largest + 1e-15));
    }
    DMatrixRMaj products = new DMatrixRMaj(WANTED, WANTED);
    CommonOps_DDRM.multTransB(found.rows(), found.rows(), products);
    assertThat(products.data).containsExactly(CommonOps_DDRM.identity(WANTED).data, within(1e-9));
    DMatrixRMaj images = new DMatrixRMaj(WANTED, SIZE);
    CommonOps_DDRM.mult(found.rows(), matrix, images);
    DMatrixRMaj multiples = found.rows().copy();
    CommonOps_DDRM.multRows(
        IntStream.range(0, WANTED).mapToDouble(found::value).toArray(), multiples);
    CommonOps_DDRM.subtractEquals(images, multiples);
    assertThat(CommonOps_DDRM.elementMaxAbs(images)).isLessThan(2e-9 * largest + 1e-15);
  }

  /** Returns a matrix with these eigenvalues, in the order of the index or not. */
  private static DMatrixRMaj withValues(IntToDoubleFunction values) {
    DMatrixRMaj vectors = RandomMatrices_DDRM.orthogonal(SIZE, SIZE, new Random(9));
    double[] diagonal = IntStream.range(0, SIZE).mapToDouble(values).toArray();
    DMatrixRMaj scaled = vectors.copy();
    CommonOps_DDRM.multRows(diagonal, scaled);
    DMatrixRMaj matrix = new DMatrixRMaj(SIZE, SIZE);
    CommonOps_DDRM.multTransA(vectors, scaled, matrix);
    assertThat(CommonOps_DDRM.trace(matrix))
        .isCloseTo(Arrays.stream(diagonal).sum(), within(1e-6 + 1e-9 * diagonal[0]));
    return matrix;
  }
}

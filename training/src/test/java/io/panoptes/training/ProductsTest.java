package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.api.Test;

class ProductsTest {
  private final DMatrixRMaj left =
      RandomMatrices_DDRM.rectangle(70, 130, -1, 1, new Random(5)); // (70, 130)
  private final DMatrixRMaj right =
      RandomMatrices_DDRM.rectangle(130, 90, -1, 1, new Random(6)); // (130, 90)

  @Test
  void products_areThoseOfPlainJava() {
    DMatrixRMaj expected = new DMatrixRMaj(70, 90);
    CommonOps_DDRM.mult(left, right, expected);
    assertSame(Products.multiply(left, right), expected);
    assertSame(Products.multiplyTransB(left, transposed(right)), expected);
    assertSame(Products.multiplyTransA(transposed(left), right), expected);
  }

  @Test
  void heldFactor_multipliesAgainAndAgain_toTheSameBits() {
    try (Products.RightFactor factor = new Products.RightFactor(right)) {
      DMatrixRMaj once = factor.multiply(left);
      assertThat(factor.multiply(left).data).isEqualTo(once.data);
      assertThat(Products.multiply(left, right).data).isEqualTo(once.data);
    }
  }

  @Test
  void matrixWithRoomBehindItsNumbers_countsOnlyThose() {
    DMatrixRMaj roomy = new DMatrixRMaj(100, 130);
    CommonOps_DDRM.fill(roomy, 7);
    roomy.setTo(left);
    assertThat(roomy.data.length).isGreaterThan(roomy.getNumElements());
    assertSame(Products.multiply(roomy, right), Products.multiply(left, right));
  }

  @Test
  void noRows_giveNoRows_andNoTermsGiveZeros() {
    DMatrixRMaj none = new DMatrixRMaj(0, 130);
    assertThat(Products.multiply(none, right).getNumRows()).isZero();
    assertThat(Products.multiplyTransB(left, none).getNumCols()).isZero();
    assertSame(Products.multiplyTransA(none, none), new DMatrixRMaj(130, 130));
  }

  private static DMatrixRMaj transposed(DMatrixRMaj matrix) {
    return CommonOps_DDRM.transpose(matrix, null);
  }

  private static void assertSame(DMatrixRMaj actual, DMatrixRMaj expected) {
    assertThat(actual.getNumRows()).isEqualTo(expected.getNumRows());
    assertThat(actual.getNumCols()).isEqualTo(expected.getNumCols());
    assertThat(actual.data).containsExactly(expected.data, within(1e-12));
  }
}

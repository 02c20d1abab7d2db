package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InverseCholeskyTest {
  /** From not halved to halved twice, unevenly. */
  @ParameterizedTest
  @ValueSource(ints = {1, 128, 129, 301})
  void halves_giveWhatOneDecompositionGives(int d) {
    DMatrixRMaj matrix = positive(d);
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    assertThat(cholesky.decompose(matrix.copy())).isTrue();
    DMatrixRMaj expected = cholesky.getT(null);
    CommonOps_DDRM.invert(expected);

    DMatrixRMaj before = matrix.copy();
    assertThat(InverseCholesky.of(matrix).data).containsExactly(expected.data, within(1e-9));
    assertThat(matrix.data).isEqualTo(before.data);
  }

  @Test
  void matrixThatIsNotPositive_isRefusedWithTheRowAndWhatIsLeftThere() {
    DMatrixRMaj matrix = CommonOps_DDRM.identity(300);
    matrix.set(200, 200, -0.5);
    assertThatThrownBy(() -> InverseCholesky.of(matrix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a covariance must be positive definite, rows 150 to 224 are not: beside those before,"
                + " the least variance among them is -0.5, in row 200");
  }

  @Test
  void matrixWithoutNumbers_isRefused() {
    DMatrixRMaj matrix = CommonOps_DDRM.identity(3);
    matrix.set(2, 2, Double.NaN);
    assertThatThrownBy(() -> InverseCholesky.of(matrix)).hasMessageContaining("is NaN, in row 2");
  }

  private static DMatrixRMaj positive(int d) {
    DMatrixRMaj rows = RandomMatrices_DDRM.rectangle(2 * d, d, -1, 1, new Random(d));
    DMatrixRMaj matrix = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multTransA(rows, rows, matrix);
    return matrix;
  }
}

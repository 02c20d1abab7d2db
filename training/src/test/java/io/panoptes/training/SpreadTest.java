package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final int DIMENSION = 12;
  private static final int VECTORS = 5;

  private final DMatrixRMaj rows =
      RandomMatrices_DDRM.rectangle(VECTORS, DIMENSION, -1, 1, new Random(5));
  private final DMatrixRMaj map =
      RandomMatrices_DDRM.rectangle(DIMENSION, DIMENSION, -1, 1, new Random(6));
  private final Spread few = Spread.ofRows(rows);
  private final Spread plain = Spread.ofCovariance(few.covariance());

  @Test
  void rowsAndCovariance_areTheSameSpread() {
    assertThat(few.variance()).isCloseTo(plain.variance(), within(1e-9));
    assertSame(few.mapped(map).covariance(), plain.mapped(map).covariance());
    assertSameDirections(few.principalDirections(3), plain.principalDirections(3));
  }

  @Test
  void directions_areOrthonormal_asManyAsTheVectorsHave() {
    DMatrixRMaj directions = few.principalDirections(DIMENSION);
    assertThat(directions.getNumRows()).isEqualTo(VECTORS);
    assertThat(plain.principalDirections(DIMENSION).getNumRows()).isEqualTo(VECTORS);
    DMatrixRMaj products = new DMatrixRMaj(VECTORS, VECTORS);
    CommonOps_DDRM.multTransB(directions, directions, products);
    assertSame(products, CommonOps_DDRM.identity(VECTORS));
  }

  @Test
  void directionsBeside_areOrthogonalToTheGiven_andTheNextOnes() {
    DMatrixRMaj all = few.principalDirections(DIMENSION);
    DMatrixRMaj first = CommonOps_DDRM.extract(all, 0, 2, 0, DIMENSION);
    DMatrixRMaj next = CommonOps_DDRM.extract(all, 2, 4, 0, DIMENSION);
    assertSameDirections(few.principalDirectionsBeside(first, 2), next);
    assertSameDirections(plain.principalDirectionsBeside(first, 2), next);
    assertThat(few.principalDirectionsBeside(all, 3).getNumRows()).isZero();
    assertThat(plain.principalDirectionsBeside(all, 3).getNumRows()).isZero();
  }

  @Test
  void vectorsThatDoNotDiffer_haveNoDirections() {
    assertThat(Spread.ofRows(new DMatrixRMaj(3, DIMENSION)).principalDirections(2).getNumRows())
        .isZero();
    Spread none = Spread.ofCovariance(new DMatrixRMaj(DIMENSION, DIMENSION));
    assertThat(none.principalDirections(2).getNumRows()).isZero();
  }

  private static void assertSame(DMatrixRMaj actual, DMatrixRMaj expected) {
    assertThat(actual.getData()).containsExactly(expected.getData(), within(1e-9));
  }

  /** The same rows, but for their signs. */
  private static void assertSameDirections(DMatrixRMaj actual, DMatrixRMaj expected) {
    assertThat(actual.getNumRows()).isEqualTo(expected.getNumRows());
    for (int row = 0; row < actual.getNumRows(); row++) {
      double product = 0;
      for (int i = 0; i < DIMENSION; i++) {
        product += actual.get(row, i) * expected.get(row, i);
      }
      assertThat(Math.abs(product)).isCloseTo(1, within(1e-9));
    }
  }
}

package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class EigenvectorsTest {
  @Test
  void all_areOrderedByTheirValues() {
    DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {{1, 0, 0}, {0, 2, 1}, {0, 1, 2}});
    Eigenvectors all = Eigenvectors.all(matrix);
    assertThat(all.count()).isEqualTo(3);
    assertThat(all.value(0)).isCloseTo(3, within(1e-12));
    assertThat(all.value(1)).isCloseTo(1, within(1e-12));
    assertThat(all.value(2)).isCloseTo(1, within(1e-12));
    assertThat(Math.abs(all.rows().get(0, 1))).isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(all.rows().get(0, 2)).isCloseTo(all.rows().get(0, 1), within(1e-12));
  }

  @Test
  void leading_areAsManyAsAreWanted_orThere() {
    DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {{1, 0}, {0, 2}});
    assertThat(Eigenvectors.leading(matrix, 1).count()).isEqualTo(1);
    assertThat(Eigenvectors.leading(matrix, 1).rows().data).containsExactly(0, 1);
    assertThat(Eigenvectors.leading(matrix, 3).count()).isEqualTo(2);
  }

  @Test
  void matrixWithoutNumbers_isRefusedWithTheirSum() {
    DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {{1, 2}, {2, Double.NaN}});
    assertThatThrownBy(() -> Eigenvectors.all(matrix))
        .hasMessage(
            "the eigenvectors of a 2 × 2 matrix do not converge, the sum of its eigenvalues is"
                + " NaN");
  }

  @Test
  void valuesWithoutVectors_areRefused() {
    assertThatThrownBy(() -> new Eigenvectors(new double[3], new DMatrixRMaj(2, 5)))
        .hasMessage("each eigenvalue has one vector, got 3 values and 2 vectors");
  }
}

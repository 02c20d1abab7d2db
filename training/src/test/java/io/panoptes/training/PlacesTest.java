package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void objectsOfOnePlace_areToldTogether_thoughTheyDiffer() {
    Random random = new Random(3);
    int features = 60;
    double[][] backgrounds = new double[4][features];
    for (double[] background : backgrounds) {
      for (int i = 0; i < features; i++) {
        background[i] = random.nextGaussian();
      }
    }
    DMatrixRMaj means = new DMatrixRMaj(20, features);
    for (int object = 0; object < 20; object++) {
      for (int i = 0; i < features; i++) {
        means.set(object, i, 5 + backgrounds[object % 4][i] + 0.3 * random.nextGaussian());
      }
    }
    int[] places = Places.of(means, 4);
    for (int object = 0; object < 20; object++) {
      assertThat(places[object]).as("object %d", object).isEqualTo(object % 4);
    }
  }

  /** By EJML's own decomposition; a direction's sign is an accident. */
  @Test
  void coordinates_areSingularVectors_byTheRootsOfTheirValues() {
    Random random = new Random(4);
    DMatrixRMaj rows = new DMatrixRMaj(9, 5);
    for (int i = 0; i < 45; i++) {
      rows.set(i, random.nextGaussian());
    }
    DMatrixRMaj centred = rows.copy();
    for (int i = 0; i < 5; i++) {
      double mean = CommonOps_DDRM.elementSum(CommonOps_DDRM.extractColumn(rows, i, null)) / 9;
      for (int row = 0; row < 9; row++) {
        centred.add(row, i, -mean);
      }
    }
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(9, 5, true, false, true);
    assertThat(svd.decompose(centred)).isTrue();
    DMatrixRMaj left = svd.getU(null, false);
    DMatrixRMaj values = svd.getW(null);
    SingularOps_DDRM.descendingOrder(left, false, values, null, false);
    DMatrixRMaj coordinates = Places.coordinates(rows);
    assertThat(coordinates.getNumCols()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      double sign = Math.signum(coordinates.get(0, i) * left.get(0, i));
      for (int row = 0; row < 9; row++) {
        double expected = sign * left.get(row, i) * Math.sqrt(values.get(i, i));
        assertThat(coordinates.get(row, i)).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void objectsThatDoNotDiffer_areStillPutIntoPlaces() {
    DMatrixRMaj same = new DMatrixRMaj(4, 3);
    CommonOps_DDRM.fill(same, 0.5);
    assertThat(Places.of(same, 2)).contains(0, 1);
  }
}

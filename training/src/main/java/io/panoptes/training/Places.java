package io.panoptes.training;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * Which objects were photographed at one place, before the same background in the same light, as
 * far as their photos tell: early stages of a network see that rather than what the object is.
 */
final class Places {
  /** The backbone whose stages are read, whichever heads are fitted on: folds are then the same. */
  static final String BACKBONE = "efficientnet_lite2";

  /** How it is read. */
  static final Recipe RECIPE = Recipe.parse("whole", "3,4", /* mirrored= */ false);

  /** Leading directions in which objects are compared. */
  private static final int DIRECTIONS = 40;

  private Places() {}

  /**
   * Returns of each object its place, from 0.
   *
   * @param means {@code (objects, features)}, of each object the mean of its photos' features; is
   *     written over
   * @param count of places, 1 to the number of objects
   */
  static int[] of(DMatrixRMaj means, int count) {
    DMatrixRMaj units = coordinates(means);
    for (int row = 0; row < units.getNumRows(); row++) {
      DMatrixRMaj unit = CommonOps_DDRM.extractRow(units, row, null);
      double length = NormOps_DDRM.normF(unit);
      if (length > 0) {
        CommonOps_DDRM.scaleRow(1 / length, units, row);
      }
    }
    DMatrixRMaj distances = Products.multiplyTransB(units, units);
    CommonOps_DDRM.changeSign(distances);
    CommonOps_DDRM.add(distances, 1, distances);
    return AverageLinkage.clusters(distances, count);
  }

  /**
   * Returns U · √S for the leading singular values S of the rows less their mean, U · S · Vᵀ: the
   * first few directions, in which all photos differ, would else decide alone.
   */
  static DMatrixRMaj coordinates(DMatrixRMaj rows) {
    DMatrixRMaj mean = CommonOps_DDRM.sumCols(rows, null);
    CommonOps_DDRM.divide(mean, rows.getNumRows());
    for (int row = 0; row < rows.getNumRows(); row++) {
      for (int i = 0; i < rows.getNumCols(); i++) {
        rows.add(row, i, -mean.get(i));
      }
    }
    Spread spread = Spread.ofCovariance(Products.multiplyTransA(rows, rows));
    DMatrixRMaj directions = spread.principalDirections(DIRECTIONS);
    if (directions.getNumRows() == 0) {
      return rows; // all zero
    }
    DMatrixRMaj coordinates = Products.multiplyTransB(rows, directions); // U · S
    for (int i = 0; i < directions.getNumRows(); i++) {
      double singular = NormOps_DDRM.normF(CommonOps_DDRM.extractColumn(coordinates, i, null));
      CommonOps_DDRM.scaleCol(1 / Math.sqrt(singular), coordinates, i);
    }
    return coordinates;
  }
}

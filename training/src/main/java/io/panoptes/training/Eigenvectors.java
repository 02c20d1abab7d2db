package io.panoptes.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/** Eigenvalues of a symmetric matrix, largest first, and their eigenvectors of unit length. */
final class Eigenvectors {
  /** Steps for an eigenvalue; three are usual. */
  private static final int MOST_ITERATIONS = 30;

  private final double[] values;
  private final DMatrixRMaj rows;

  /** Takes n values, not copied, and as many vectors, {@code (n, d)}. */
  Eigenvectors(double[] values, DMatrixRMaj rows) {
    if (values.length != rows.getNumRows()) {
      throw new IllegalArgumentException(
          "each eigenvalue has one vector, got "
              + values.length
              + " values and "
              + rows.getNumRows()
              + " vectors");
    }
    this.values = values;
    this.rows = rows;
  }

  /**
   * Returns the {@code most} leading ones of a matrix without negative eigenvalues, such as a
   * covariance; fewer where it has not so many rows.
   */
  static Eigenvectors leading(DMatrixRMaj symmetric, int most) {
    int d = symmetric.getNumRows();
    int wanted = Math.min(most, d);
    Optional<Eigenvectors> iterated =
        SubspaceIteration.isWorthwhile(d, wanted)
            ? SubspaceIteration.leading(symmetric, wanted)
            : Optional.empty();
    return iterated.orElseGet(() -> all(symmetric).first(wanted));
  }

  /** Returns all of them, by one decomposition: a minute for 2,888 rows. */
  static Eigenvectors all(DMatrixRMaj symmetric) {
    int d = symmetric.getNumRows();
    SymmetricQRAlgorithmDecomposition_DDRM eigen =
        new SymmetricQRAlgorithmDecomposition_DDRM(DecompositionFactory_DDRM.tridiagonal(d), true);
    // The default does not grow with the matrix, and was reported too few for large ones (EJML
    // #205).
    eigen.setMaxIterations(MOST_ITERATIONS * d);
    if (!eigen.decompose(symmetric.copy())) {
      throw new IllegalStateException(
          "the eigenvectors of a "
              + d
              + " × "
              + d
              + " matrix do not converge, the sum of its eigenvalues is "
              + CommonOps_DDRM.trace(symmetric));
    }
    double[] found =
        IntStream.range(0, d).mapToDouble(i -> eigen.getEigenvalue(i).getReal()).toArray();
    int[] order =
        IntStream.range(0, d)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -found[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[d];
    DMatrixRMaj rows = new DMatrixRMaj(d, d);
    for (int row = 0; row < d; row++) {
      values[row] = found[order[row]];
      System.arraycopy(eigen.getEigenVector(order[row]).data, 0, rows.data, row * d, d);
    }
    return new Eigenvectors(values, rows);
  }

  int count() {
    return values.length;
  }

  double value(int index) {
    return values[index];
  }

  /** Returns the vectors as rows, {@code (n, d)}; not to be written to. */
  DMatrixRMaj rows() {
    return rows;
  }

  /** Returns the first {@code count}. */
  Eigenvectors first(int count) {
    int d = rows.getNumCols();
    return new Eigenvectors(
        Arrays.copyOf(values, count),
        DMatrixRMaj.wrap(count, d, Arrays.copyOf(rows.data, count * d)));
  }
}

package io.panoptes.training;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;

/**
 * The leading eigenvectors of a large symmetric matrix without negative eigenvalues, by products
 * with some more vectors than are wanted: Chebyshev-filtered subspace iteration (Y. Zhou, Y. Saad,
 * M. L. Tiago, J. R. Chelikowsky, "Self-consistent-field calculations using Chebyshev-filtered
 * subspace iteration", Journal of Computational Physics 219, 2006). Each round finds the best
 * vectors within their span (Rayleigh–Ritz) and then applies a polynomial of the matrix that is
 * small on the eigenvalues below theirs and grows fast above. The start is the same every time.
 */
final class SubspaceIteration {
  /** Largest part of the largest eigenvalue by which a vector's image may be off its multiple. */
  private static final double TOLERANCE = 1e-9;

  /** How much more a filter may stretch the first vector than the last: it must not drown. */
  private static final double MOST_STRETCH = 1e9;

  /** Below this size, and where a third of the vectors is wanted, one decomposition is as fast. */
  private static final int SMALL = 400;

  private static final int MOST_DEGREE = 32;
  private static final int MOST_ROUNDS = 30;

  /** Keeps nearly dependent vectors from failing the first of three orthonormalisations. */
  private static final double SHIFT = 1e-13;

  private SubspaceIteration() {}

  static boolean isWorthwhile(int d, int wanted) {
    return d > SMALL && 3 * wanted < d;
  }

  /**
   * Returns the {@code wanted} leading eigenvectors of {@code matrix}, {@code (d, d)}; nothing
   * where eigenvalues lie so close that it takes too long.
   */
  static Optional<Eigenvectors> leading(DMatrixRMaj matrix, int wanted) {
    int d = matrix.getNumRows();
    int size = Math.min(d, wanted + Math.max(32, wanted / 4));
    DMatrixRMaj vectors = RandomMatrices_DDRM.rectangleGaussian(size, d, 0, 1, new Random(1));
    try (Products.RightFactor factor = new Products.RightFactor(matrix)) {
      for (int round = 0; round < MOST_ROUNDS; round++) {
        vectors = orthonormalised(vectors);
        DMatrixRMaj images = factor.multiply(vectors); // (size, d), as the matrix is symmetric
        Eigenvectors within = Eigenvectors.all(Products.multiplyTransB(images, vectors));
        vectors = Products.multiply(within.rows(), vectors);
        images = Products.multiply(within.rows(), images);
        int settled = settled(vectors, images, within);
        if (settled >= wanted) {
          double[] values = new double[wanted];
          Arrays.setAll(values, within::value);
          return Optional.of(new Eigenvectors(values, rows(vectors, 0, wanted)));
        }
        vectors = filtered(factor, vectors, images, within, settled, round);
      }
    }
    return Optional.empty();
  }

  /** Returns how many of the first vectors v have an image v M within tolerance of λ v. */
  private static int settled(DMatrixRMaj vectors, DMatrixRMaj images, Eigenvectors within) {
    int d = vectors.getNumCols();
    for (int row = 0; row < vectors.getNumRows(); row++) {
      double squares = 0;
      for (int i = row * d; i < (row + 1) * d; i++) {
        double off = images.data[i] - within.value(row) * vectors.data[i];
        squares += off * off;
      }
      if (Math.sqrt(squares) > TOLERANCE * within.value(0)) {
        return row;
      }
    }
    return vectors.getNumRows();
  }

  /**
   * Returns the settled vectors as they are, and T(2 M / low − I) applied to the others, where they
   * are kept orthogonal to the settled: T is the Chebyshev polynomial, low the least of all
   * eigenvalues, below which it stays between −1 and 1.
   */
  private static DMatrixRMaj filtered(
      Products.RightFactor factor,
      DMatrixRMaj vectors,
      DMatrixRMaj images,
      Eigenvectors within,
      int settled,
      int round) {
    double low = Math.max(within.value(within.count() - 1), within.value(0) / MOST_STRETCH);
    double high = Math.max(within.value(settled), low);
    int degree = degree(2 * high / low - 1, round);
    int size = vectors.getNumRows();
    DMatrixRMaj fixed = rows(vectors, 0, settled);
    DMatrixRMaj before = rows(vectors, settled, size);
    DMatrixRMaj last = rows(images, settled, size);
    CommonOps_DDRM.add(2 / low, last, -1, before, last);
    for (int n = 1; n < degree; n++) { // T₁ = x, Tₙ₊₁ = 2 x Tₙ − Tₙ₋₁
      DMatrixRMaj next = factor.multiply(last);
      CommonOps_DDRM.add(4 / low, next, -2, last, next);
      CommonOps_DDRM.subtractEquals(next, before);
      CommonOps_DDRM.subtractEquals(
          next, Products.multiply(Products.multiplyTransB(next, fixed), fixed));
      before = last;
      last = next;
    }
    DMatrixRMaj all = new DMatrixRMaj(size, vectors.getNumCols());
    CommonOps_DDRM.concatRows(fixed, last, all);
    return all;
  }

  /** Returns a copy of the rows from {@code first} to before {@code end}, which may be none. */
  private static DMatrixRMaj rows(DMatrixRMaj matrix, int first, int end) {
    int d = matrix.getNumCols();
    return DMatrixRMaj.wrap(end - first, d, Arrays.copyOfRange(matrix.data, first * d, end * d));
  }

  /**
   * Returns the largest degree with T(highest) not above {@link #MOST_STRETCH}; at first, when the
   * eigenvalues are guesses still, no more than double that of the round before.
   */
  private static int degree(double highest, int round) {
    double growth = Math.log(highest + Math.sqrt(highest * highest - 1)); // acosh
    double bounded = Math.log(2 * MOST_STRETCH) / Math.max(growth, 1e-3);
    return Math.clamp((int) bounded, 1, Math.min(MOST_DEGREE, 1 << Math.min(round, 30)));
  }

  /**
   * Returns an orthonormal basis of what {@code rows} span, by their products with each other:
   * shifted Cholesky QR (T. Fukaya, R. Kannan, Y. Nakatsukasa, Y. Yamamoto, Y. Yanagisawa, SIAM
   * Journal on Scientific Computing 42, 2020).
   */
  private static DMatrixRMaj orthonormalised(DMatrixRMaj rows) {
    DMatrixRMaj basis = rows;
    normaliseRows(basis);
    for (double shift : new double[] {SHIFT * rows.getNumRows(), 0, 0}) {
      DMatrixRMaj products = Products.multiplyTransB(basis, basis);
      for (int i = 0; i < products.getNumRows(); i++) {
        products.add(i, i, shift);
      }
      basis = Products.multiply(InverseCholesky.of(products), basis);
    }
    return basis;
  }

  private static void normaliseRows(DMatrixRMaj rows) {
    DMatrixRMaj row = new DMatrixRMaj(1, rows.getNumCols());
    for (int i = 0; i < rows.getNumRows(); i++) {
      CommonOps_DDRM.extractRow(rows, i, row);
      CommonOps_DDRM.divide(row, NormOps_DDRM.normF(row));
      CommonOps_DDRM.insert(row, rows, i, 0);
    }
  }
}

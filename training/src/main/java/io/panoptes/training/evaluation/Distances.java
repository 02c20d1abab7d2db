package io.panoptes.training.evaluation;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The squared Euclidean distances of vectors to vectors, a few queries' at a time: |q|² + |g|² − 2
 * q·g in float32, as Faiss has it that the authors use, exact to some 1e-7 for unit vectors.
 *
 * <p>Distances among vectors of one set: give it twice; each vector is then at exactly 0 of itself.
 */
final class Distances {
  /** Queries that share one reading of the gallery. */
  private static final int MOST_QUERIES = 64;

  /** What all cores together may hold of distances. */
  private static final long BYTES = 256L << 20;

  private final Vectors queries;
  private final Vectors gallery;
  private final float[] queryNorms;
  private final float[] galleryNorms;

  private Distances(Vectors queries, Vectors gallery) {
    if (queries.dimension() != gallery.dimension()) {
      throw new IllegalArgumentException(
          "vectors must have equal dimensions, got "
              + queries.dimension()
              + " and "
              + gallery.dimension());
    }
    this.queries = queries;
    this.gallery = gallery;
    this.queryNorms = queries.squaredNorms();
    this.galleryNorms = queries.equals(gallery) ? queryNorms : gallery.squaredNorms();
  }

  /** A few queries. */
  private record Block(int first, int length) {}

  /** What is made of the distances of some queries, on any thread. */
  @FunctionalInterface
  interface BlockWork<T> {
    /**
     * Makes it.
     *
     * @param first the first query
     * @param rows {@code (queries, gallery)}, the work's own to change
     */
    T apply(int first, float[][] rows);
  }

  /** Does {@code work} for all queries; {@code sink} takes what it made, in the queries' order. */
  static <T> void forEachBlock(
      Vectors queries, Vectors gallery, BlockWork<T> work, InOrder.Sink<T> sink)
      throws IOException {
    Distances distances = new Distances(queries, gallery);
    // On the CPU, also beside a GPU: the vectors stay where they are, which may be a file.
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      List<NDArray> columns = new ArrayList<>();
      for (int start = 0; start < gallery.count(); start += Vectors.CHUNK) {
        int length = Math.min(Vectors.CHUNK, gallery.count() - start);
        columns.add(gallery.array(manager, start, length).transpose()); // (dimension, length)
      }
      InOrder.run(
          distances.blocks(),
          block -> work.apply(block.first, distances.rows(manager, columns, block)),
          sink);
    }
  }

  private List<Block> blocks() {
    long row = (long) Math.max(1, gallery.count()) * Float.BYTES;
    long fit = BYTES / (row * Runtime.getRuntime().availableProcessors());
    int length = Math.clamp(fit, 1, MOST_QUERIES);
    List<Block> blocks = new ArrayList<>();
    for (int chunk = 0; chunk < queries.count(); chunk += Vectors.CHUNK) {
      int end = Math.min(chunk + Vectors.CHUNK, queries.count());
      for (int first = chunk; first < end; first += length) {
        blocks.add(new Block(first, Math.min(length, end - first)));
      }
    }
    return blocks;
  }

  private float[][] rows(NDManager manager, List<NDArray> columns, Block block) {
    float[][] rows = new float[block.length][gallery.count()];
    try (NDManager scope = manager.newSubManager()) {
      NDArray asked = queries.array(scope, block.first, block.length);
      int start = 0;
      for (NDArray column : columns) {
        try (NDArray products = asked.matMul(column)) {
          int length = Math.toIntExact(column.getShape().get(1));
          float[] flat = products.toFloatArray(); // (queries, length)
          for (int i = 0; i < block.length; i++) {
            toDistances(flat, i * length, queryNorms[block.first + i], rows[i], start, length);
          }
          start += length;
        }
      }
    }
    if (queries.equals(gallery)) {
      for (int i = 0; i < block.length; i++) {
        rows[i][block.first + i] = 0;
      }
    }
    return rows;
  }

  private void toDistances(
      float[] products, int from, float norm, float[] row, int start, int length) {
    for (int j = 0; j < length; j++) {
      row[start + j] = Math.max(0, norm + galleryNorms[start + j] - 2 * products[from + j]);
    }
  }
}

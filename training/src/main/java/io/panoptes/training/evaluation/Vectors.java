package io.panoptes.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors of one dimension, {@code (count, dimension)} float32, outside the heap: in memory, or in
 * a file that the system reads as it is needed. Never changes, so threads may share it.
 */
public final class Vectors {
  /** Rows that lie together: a buffer holds no more than 2 GiB. */
  static final int CHUNK = 4096;

  private final int count;
  private final int dimension;
  private final List<ByteBuffer> chunks;

  /** Takes buffers of {@link #CHUNK} rows each, the last of what is left; direct, native order. */
  Vectors(int count, int dimension, List<ByteBuffer> chunks) {
    this.count = count;
    this.dimension = dimension;
    this.chunks = List.copyOf(chunks);
  }

  /**
   * Returns a copy of {@code rows}, in memory.
   *
   * @param dimension components a row, positive
   */
  public static Vectors of(int dimension, List<float[]> rows) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be positive, got " + dimension);
    }
    List<ByteBuffer> chunks = new ArrayList<>();
    for (int start = 0; start < rows.size(); start += CHUNK) {
      List<float[]> part = rows.subList(start, Math.min(start + CHUNK, rows.size()));
      ByteBuffer chunk =
          ByteBuffer.allocateDirect(part.size() * dimension * Float.BYTES)
              .order(ByteOrder.nativeOrder());
      for (float[] row : part) {
        checkDimension(row, dimension);
        for (float component : row) {
          chunk.putFloat(component);
        }
      }
      chunks.add(chunk.flip());
    }
    return new Vectors(rows.size(), dimension, chunks);
  }

  static void checkDimension(float[] row, int dimension) {
    if (row.length != dimension) {
      throw new IllegalArgumentException(
          "a vector must have " + dimension + " components, got " + row.length);
    }
  }

  /** Returns the number of vectors. */
  public int count() {
    return count;
  }

  /** Returns the number of components of each. */
  public int dimension() {
    return dimension;
  }

  /** Returns the vector at {@code index}, a copy. */
  public float[] row(int index) {
    float[] row = new float[dimension];
    rows(index, 1).asFloatBuffer().get(row);
    return row;
  }

  /** Returns the bytes of {@code length} rows from {@code first} on, all of one chunk. */
  private ByteBuffer rows(int first, int length) {
    int bytes = dimension * Float.BYTES;
    return chunks
        .get(first / CHUNK)
        .slice(first % CHUNK * bytes, length * bytes)
        .order(ByteOrder.nativeOrder());
  }

  /**
   * Returns {@code length} rows from {@code first} on, all of one chunk, {@code (length,
   * dimension)}. Not copied: to be closed before what these vectors are kept in.
   */
  NDArray array(NDManager manager, int first, int length) {
    return manager.create(rows(first, length), new Shape(length, dimension), DataType.FLOAT32);
  }

  /** Returns the squared length of each vector. */
  float[] squaredNorms() {
    float[] norms = new float[count];
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (float component : row(i)) {
        sum += (double) component * component;
      }
      norms[i] = (float) sum;
    }
    return norms;
  }
}

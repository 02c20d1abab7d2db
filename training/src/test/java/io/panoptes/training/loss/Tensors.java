package io.panoptes.training.loss;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Arrays between Java and the engine, and gradients two ways. */
final class Tensors {
  private Tensors() {}

  /** Returns {@code rows} random unit vectors, {@code (rows, dimension)}. */
  static double[][] unitVectors(Random random, int rows, int dimension) {
    double[][] vectors = new double[rows][dimension];
    for (double[] vector : vectors) {
      double square = 0;
      for (int d = 0; d < dimension; d++) {
        vector[d] = random.nextGaussian();
        square += vector[d] * vector[d];
      }
      for (int d = 0; d < dimension; d++) {
        vector[d] /= Math.sqrt(square);
      }
    }
    return vectors;
  }

  static double[][][] sets(Random random, int sets, int views, int dimension) {
    double[][][] all = new double[sets][][];
    for (int i = 0; i < sets; i++) {
      all[i] = unitVectors(random, views, dimension);
    }
    return all;
  }

  static NDArray array(NDManager manager, double[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    int at = 0;
    for (double[] row : rows) {
      for (double value : row) {
        flat[at++] = (float) value;
      }
    }
    return manager.create(flat, new Shape(rows.length, rows[0].length));
  }

  static NDArray array(NDManager manager, double[][][] sets) {
    return array(manager, rows(sets)).reshape(sets.length, sets[0].length, sets[0][0].length);
  }

  /** Returns the views of all sets, the same arrays. */
  static double[][] rows(double[][][] sets) {
    return Arrays.stream(sets).flatMap(Arrays::stream).toArray(double[][]::new);
  }

  static double[][] rows(NDArray array) {
    float[] flat = array.toFloatArray();
    int columns = (int) array.getShape().get(1);
    double[][] rows = new double[flat.length / columns][columns];
    for (int i = 0; i < flat.length; i++) {
      rows[i / columns][i % columns] = flat[i];
    }
    return rows;
  }

  static double[][][] sets(NDArray array) {
    Shape shape = array.getShape();
    int views = (int) shape.get(1);
    double[][] rows = rows(array.reshape(-1, shape.get(2)));
    double[][][] sets = new double[rows.length / views][views][];
    for (int i = 0; i < rows.length; i++) {
      sets[i / views][i % views] = rows[i];
    }
    return sets;
  }

  /** Returns the engine's gradients of {@code loss} by each of {@code inputs}. */
  static List<float[]> gradients(Supplier<NDArray> loss, NDArray... inputs) {
    for (NDArray input : inputs) {
      input.setRequiresGradient(true);
    }
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.get());
      return Arrays.stream(inputs).map(input -> input.getGradient().toFloatArray()).toList();
    }
  }

  /** Returns the gradient of {@code loss} by {@code rows}, by central differences. */
  static float[] differences(DoubleSupplier loss, double[][] rows) {
    double step = 1e-6;
    float[] gradient = new float[rows.length * rows[0].length];
    int at = 0;
    for (double[] row : rows) {
      for (int d = 0; d < row.length; d++) {
        double value = row[d];
        row[d] = value + step;
        double above = loss.getAsDouble();
        row[d] = value - step;
        double below = loss.getAsDouble();
        row[d] = value;
        gradient[at++] = (float) ((above - below) / (2 * step));
      }
    }
    return gradient;
  }
}

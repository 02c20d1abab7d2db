package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far apart objects are, compared with their own views, in the object space: training stops
 * early by it (arXiv 2403.00272, computed as the authors' code does).
 *
 * @param intra d_intra^max: the largest distance between two views of an object, mean over objects
 *     with two views at least; NaN if there are none
 * @param inter d_inter^min: the mean distance between the views of an object and those of the
 *     object of its category where that is smallest, mean over objects
 */
record Separation(double intra, double inter) {
  /** Returns ρ = d_inter^min / d_intra^max; NaN if no object has two views. */
  double ratio() {
    return inter / intra;
  }

  /**
   * Measures it.
   *
   * @param objects of categories with two at least
   * @param vectors the unit vectors of photos, by number
   */
  static Separation of(NDManager manager, List<TrainingObject> objects, List<float[]> vectors) {
    Mean intra = new Mean();
    Mean inter = new Mean();
    Map<Integer, List<TrainingObject>> byCategory =
        objects.stream()
            .collect(
                Collectors.groupingBy(TrainingObject::category, TreeMap::new, Collectors.toList()));
    for (List<TrainingObject> kind : byCategory.values()) {
      measure(manager, kind, vectors, intra, inter);
    }
    return new Separation(intra.value(), inter.value());
  }

  /** Measures the objects of one category: a row of objects by matrix product at a time. */
  private static void measure(
      NDManager manager, List<TrainingObject> kind, List<float[]> vectors, Mean intra, Mean inter) {
    try (NDManager scope = manager.newSubManager()) {
      int dimension = vectors.getFirst().length;
      int photos = kind.stream().mapToInt(object -> object.photos().size()).sum();
      float[] flat = new float[photos * dimension];
      int row = 0;
      for (TrainingObject object : kind) {
        for (int photo : object.photos()) {
          System.arraycopy(vectors.get(photo), 0, flat, row * dimension, dimension);
          row++;
        }
      }
      NDArray all = scope.create(flat, new Shape(photos, dimension)); // (p, d)
      int first = 0;
      for (TrainingObject object : kind) {
        int end = first + object.photos().size();
        try (NDArray own = all.get(first + ":" + end); // (v, d)
            NDArray transposed = all.transpose();
            NDArray cosines = own.matMul(transposed)) { // (v, p)
          measure(cosines.toFloatArray(), first, kind, intra, inter);
        }
        first = end;
      }
    }
  }

  /** Measures the object whose photos begin at {@code first} among its category's. */
  private static void measure(
      float[] cosines, int first, List<TrainingObject> kind, Mean intra, Mean inter) {
    int photos = kind.stream().mapToInt(object -> object.photos().size()).sum();
    int views = cosines.length / photos;
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    int start = 0;
    for (TrainingObject other : kind) {
      int end = start + other.photos().size();
      double sum = 0;
      for (int view = 0; view < views; view++) {
        for (int photo = start; photo < end; photo++) {
          double distance = Math.sqrt(Math.max(0, 2 - 2 * cosines[view * photos + photo]));
          sum += distance;
          if (start == first && photo != first + view) {
            largest = Math.max(largest, distance);
          }
        }
      }
      if (start != first) {
        smallest = Math.min(smallest, sum / views / (end - start));
      }
      start = end;
    }
    inter.add(smallest);
    if (views > 1) {
      intra.add(largest);
    }
  }

  /** A mean that grows. */
  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return count == 0 ? Double.NaN : sum / count;
    }
  }
}

package io.panoptes.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * What closed-form heads need to know of the features of all photos: their mean, their covariance,
 * and the means of objects and categories. It is summed up photo by photo, in double precision and
 * on one thread, so that memory does not grow with the photos and the same photos in the same order
 * give the same bits. Adding is for one thread; what has been added may then be read by several.
 */
final class Moments {
  private final int dimension;
  private final DMatrixRMaj products; // (d, d), sum of f fᵀ
  private final List<float[]> pending = new ArrayList<>(); // not yet in the sum, d at most
  private final Group all;
  private final Map<String, Group> objects = new LinkedHashMap<>();
  private final Map<String, Group> categories = new LinkedHashMap<>();
  private long categorised;

  private static final class Group {
    private final double[] sum;
    private long count;

    Group(int dimension) {
      sum = new double[dimension];
    }

    void add(float[] feature) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += feature[i];
      }
      count++;
    }
  }

  Moments(int dimension) {
    this.dimension = dimension;
    this.products = new DMatrixRMaj(dimension, dimension);
    this.all = new Group(dimension);
  }

  /** Adds a photo's feature of {@code dimension} finite components. */
  void add(float[] feature, String object, @Nullable String category) {
    if (feature.length != dimension) {
      throw new IllegalArgumentException(
          "a feature must have " + dimension + " components, got " + feature.length);
    }
    for (int i = 0; i < dimension; i++) {
      if (!Float.isFinite(feature[i])) {
        throw new IllegalArgumentException(
            "a feature's components must be finite numbers, component "
                + i
                + " of a photo of "
                + object
                + " is "
                + feature[i]);
      }
    }
    all.add(feature);
    objects.computeIfAbsent(object, key -> new Group(dimension)).add(feature);
    if (category != null) {
      categories.computeIfAbsent(category, key -> new Group(dimension)).add(feature);
      categorised++;
    }
    if (pending.size() == dimension) {
      sumPending();
    }
    pending.add(feature.clone());
  }

  private void sumPending() {
    if (pending.isEmpty()) {
      return;
    }
    DMatrixRMaj rows = pendingRows(new double[dimension]);
    CommonOps_DDRM.addEquals(products, Products.multiplyTransA(rows, rows));
    pending.clear();
  }

  /** Returns the pending features less {@code mean} as rows. */
  private DMatrixRMaj pendingRows(double[] mean) {
    DMatrixRMaj rows = new DMatrixRMaj(pending.size(), dimension);
    for (int row = 0; row < pending.size(); row++) {
      float[] feature = pending.get(row);
      for (int i = 0; i < dimension; i++) {
        rows.unsafe_set(row, i, feature[i] - mean[i]);
      }
    }
    return rows;
  }

  int dimension() {
    return dimension;
  }

  long photos() {
    return all.count;
  }

  int objects() {
    return objects.size();
  }

  int categories() {
    return categories.size();
  }

  /** Returns whether every photo has a category, and there are at least two. */
  boolean categorised() {
    return categorised == all.count && categories.size() >= 2;
  }

  /** Returns the mean over photos, {@code (d)}. */
  double[] mean() {
    return Arrays.stream(all.sum).map(sum -> sum / all.count).toArray();
  }

  /** Returns how photos differ from their mean. */
  synchronized Spread total() {
    double[] mean = mean();
    if (pending.size() == all.count && pending.size() < dimension) {
      DMatrixRMaj rows = pendingRows(mean);
      CommonOps_DDRM.divide(rows, Math.sqrt(pending.size()));
      return Spread.ofRows(rows);
    }
    sumPending();
    DMatrixRMaj covariance = new DMatrixRMaj(dimension, dimension);
    CommonOps_DDRM.divide(products, (double) all.count, covariance);
    addOuterProduct(-1, mean, covariance);
    return Spread.ofCovariance(covariance);
  }

  /** Returns how the objects' means differ from the mean, weighted by photos. */
  Spread betweenObjects() {
    return between(objects);
  }

  /** Returns how the categories' means differ from the mean, weighted by photos. */
  Spread betweenCategories() {
    return between(categories);
  }

  private Spread between(Map<String, Group> groups) {
    DMatrixRMaj rows = new DMatrixRMaj(groups.size(), dimension);
    double[] mean = mean();
    int row = 0;
    for (Group group : groups.values()) {
      double weight = Math.sqrt((double) group.count / all.count);
      for (int i = 0; i < dimension; i++) {
        rows.unsafe_set(row, i, weight * (group.sum[i] / group.count - mean[i]));
      }
      row++;
    }
    Spread spread = Spread.ofRows(rows);
    return groups.size() < dimension ? spread : Spread.ofCovariance(spread.covariance());
  }

  private static void addOuterProduct(double scale, double[] vector, DMatrixRMaj target) {
    for (int i = 0; i < vector.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        target.unsafe_set(i, j, target.unsafe_get(i, j) + scale * vector[i] * vector[j]);
      }
    }
  }
}

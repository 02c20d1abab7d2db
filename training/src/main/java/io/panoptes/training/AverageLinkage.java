package io.panoptes.training;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Clusters of points, made by merging the two nearest ones again and again, where clusters are as
 * far apart as their points are on average (UPGMA, Sokal and Michener 1958). Each cluster remembers
 * its nearest, which stays so until one of the two is merged: an average is never below both that
 * it is taken of. So a merge takes n steps nearly always, not n².
 */
final class AverageLinkage {
  private final int n;
  private final DMatrixRMaj distances;
  private final int[] cluster; // of each point, the first point of its cluster
  private final int[] sizes; // of the cluster with this first point; 0 if there is none
  private final int[] nearest;

  private AverageLinkage(DMatrixRMaj distances) {
    this.n = distances.getNumRows();
    this.distances = distances;
    this.cluster = IntStream.range(0, n).toArray();
    this.sizes = new int[n];
    Arrays.fill(sizes, 1);
    this.nearest = IntStream.range(0, n).map(this::findNearest).toArray();
  }

  /**
   * Returns of each point its cluster, from 0, in the order of their first points.
   *
   * @param distances {@code (n, n)}, symmetric; is written over
   * @param count of clusters, 1 to n
   */
  static int[] clusters(DMatrixRMaj distances, int count) {
    int n = distances.getNumRows();
    if (count < 1 || count > n) {
      throw new IllegalArgumentException(
          "clusters of " + n + " points must be 1 to " + n + ", got " + count);
    }
    AverageLinkage linkage = new AverageLinkage(distances);
    for (int left = n; left > count; left--) {
      linkage.mergeNearest();
    }
    int[] firsts = IntStream.range(0, n).filter(i -> linkage.sizes[i] > 0).toArray();
    return Arrays.stream(linkage.cluster)
        .map(first -> Arrays.binarySearch(firsts, first))
        .toArray();
  }

  private void mergeNearest() {
    int found = -1;
    for (int i = 0; i < n; i++) {
      if (sizes[i] > 0
          && (found < 0 || distance(i, nearest[i]) < distance(found, nearest[found]))) {
        found = i;
      }
    }
    int kept = Math.min(found, nearest[found]);
    int merged = Math.max(found, nearest[found]);
    for (int k = 0; k < n; k++) {
      if (sizes[k] > 0 && k != kept && k != merged) {
        double sum = sizes[kept] * distance(kept, k) + sizes[merged] * distance(merged, k);
        double average = sum / (sizes[kept] + sizes[merged]);
        distances.unsafe_set(kept, k, average);
        distances.unsafe_set(k, kept, average);
      }
    }
    sizes[kept] += sizes[merged];
    sizes[merged] = 0;
    for (int i = 0; i < n; i++) {
      if (cluster[i] == merged) {
        cluster[i] = kept;
      }
      boolean isStale = i == kept || nearest[i] == kept || nearest[i] == merged;
      if (sizes[i] > 0 && isStale) {
        nearest[i] = findNearest(i);
      }
    }
  }

  private double distance(int i, int j) {
    return distances.unsafe_get(i, j);
  }

  /** Returns the cluster nearest to {@code i}, the first of several; −1 if there is no other. */
  private int findNearest(int i) {
    int found = -1;
    for (int k = 0; k < n; k++) {
      if (k != i && sizes[k] > 0 && (found < 0 || distance(i, k) < distance(i, found))) {
        found = k;
      }
    }
    return found;
  }
}

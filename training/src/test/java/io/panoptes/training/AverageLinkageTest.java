package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class AverageLinkageTest {
  @Test
  void clusters_areThoseOfThePlainTwin_whateverTheirNumber() {
    DMatrixRMaj distances = distances(60, new Random(5));
    for (int count = 1; count <= 60; count++) {
      assertThat(AverageLinkage.clusters(distances.copy(), count))
          .as("%d clusters", count)
          .isEqualTo(plainClusters(distances, count));
    }
  }

  /** The first two are one; the third is 5 from them on average, 7 at most, and 6 from the last. */
  @Test
  void clustersAreAsFarApart_asTheirPointsOnAverage_notAtMost() {
    DMatrixRMaj distances =
        new DMatrixRMaj(new double[][] {{0, 2, 3, 9}, {2, 0, 7, 9}, {3, 7, 0, 6}, {9, 9, 6, 0}});
    assertThat(AverageLinkage.clusters(distances, 2)).containsExactly(0, 0, 0, 1);
  }

  /** Now it is 6.5 from them on average, though 3 at least. */
  @Test
  void clustersAreAsFarApart_asTheirPointsOnAverage_notAtLeast() {
    DMatrixRMaj distances =
        new DMatrixRMaj(new double[][] {{0, 2, 3, 9}, {2, 0, 10, 9}, {3, 10, 0, 6}, {9, 9, 6, 0}});
    assertThat(AverageLinkage.clusters(distances, 2)).containsExactly(0, 0, 1, 1);
  }

  @Test
  void points_mayStayAlone_orComeTogether() {
    DMatrixRMaj distances = new DMatrixRMaj(new double[][] {{0, 1}, {1, 0}});
    assertThat(AverageLinkage.clusters(distances.copy(), 2)).containsExactly(0, 1);
    assertThat(AverageLinkage.clusters(distances, 1)).containsExactly(0, 0);
  }

  @Test
  void numberThatCannotBe_isRefused() {
    assertThatThrownBy(() -> AverageLinkage.clusters(new DMatrixRMaj(3, 3), 4))
        .hasMessage("clusters of 3 points must be 1 to 3, got 4");
    assertThatThrownBy(() -> AverageLinkage.clusters(new DMatrixRMaj(3, 3), 0))
        .hasMessageContaining("got 0");
  }

  private static DMatrixRMaj distances(int n, Random random) {
    double[][] points = new double[n][3];
    for (double[] point : points) {
      for (int i = 0; i < point.length; i++) {
        point[i] = random.nextGaussian();
      }
    }
    DMatrixRMaj distances = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int d = 0; d < 3; d++) {
          sum += Math.pow(points[i][d] - points[j][d], 2);
        }
        distances.set(i, j, Math.sqrt(sum));
      }
    }
    return distances;
  }

  /** Lists of points, whose average distances are taken anew for each merge. */
  private static int[] plainClusters(DMatrixRMaj distances, int count) {
    List<List<Integer>> clusters = new ArrayList<>();
    for (int i = 0; i < distances.getNumRows(); i++) {
      clusters.add(new ArrayList<>(List.of(i)));
    }
    while (clusters.size() > count) {
      int first = 0;
      int second = 1;
      for (int i = 0; i < clusters.size(); i++) {
        for (int j = i + 1; j < clusters.size(); j++) {
          if (average(distances, clusters.get(i), clusters.get(j))
              < average(distances, clusters.get(first), clusters.get(second))) {
            first = i;
            second = j;
          }
        }
      }
      clusters.get(first).addAll(clusters.remove(second));
    }
    clusters.sort(
        Comparator.comparing(cluster -> cluster.stream().min(Integer::compare).orElseThrow()));
    int[] of = new int[distances.getNumRows()];
    for (int cluster = 0; cluster < clusters.size(); cluster++) {
      for (int point : clusters.get(cluster)) {
        of[point] = cluster;
      }
    }
    return of;
  }

  private static double average(DMatrixRMaj distances, List<Integer> one, List<Integer> other) {
    double sum = 0;
    for (int i : one) {
      for (int j : other) {
        sum += distances.get(i, j);
      }
    }
    return sum / (one.size() * other.size());
  }
}

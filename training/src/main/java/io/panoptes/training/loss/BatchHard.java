package io.panoptes.training.loss;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * Batch-hard mining as the authors use it: each vector that has one of its own and one of another
 * category in the batch makes a triplet with the farthest of its own category and the nearest of
 * another. A vector weighs as often as it is in triplets, twice where it is their anchor, divided
 * by the largest such count. Of equally far ones, the first.
 */
final class BatchHard {
  private BatchHard() {}

  /**
   * Returns the weight of each of {@code vectors}, {@code (n, d)}, 0 to 1; all weigh 1 if there are
   * no triplets, which is so in a batch of one category.
   */
  static float[] weights(NDArray vectors, int[] labels) {
    int n = labels.length;
    NDArray unit = vectors.stopGradient().div(Distances.norm(vectors.stopGradient(), 1)); // (n, d)
    float[] cosines = unit.matMul(unit.transpose()).toFloatArray(); // (n, n)
    int[] counts = new int[n];
    for (int anchor = 0; anchor < n; anchor++) {
      int farthest = -1;
      int nearest = -1;
      for (int i = 0; i < n; i++) {
        float cosine = cosines[anchor * n + i];
        if (labels[i] != labels[anchor]) {
          if (nearest < 0 || cosine > cosines[anchor * n + nearest]) {
            nearest = i;
          }
        } else if (i != anchor && (farthest < 0 || cosine < cosines[anchor * n + farthest])) {
          farthest = i;
        }
      }
      if (farthest >= 0 && nearest >= 0) {
        counts[anchor] += 2;
        counts[farthest]++;
        counts[nearest]++;
      }
    }
    int largest = Arrays.stream(counts).max().orElse(0);
    float[] weights = new float[n];
    for (int i = 0; i < n; i++) {
      weights[i] = largest == 0 ? 1 : (float) counts[i] / largest;
    }
    return weights;
  }
}

package io.panoptes.training.evaluation;

import java.util.Arrays;

/**
 * Where those that are sought stand in a list of everything, nearest first, equal distances in the
 * order of the list. Nothing is sorted but the sought: each other one is counted between the two
 * sought that it stands between, found by its place on a ruler of {@value #CELLS} cells.
 */
final class Ranking {
  /** Marks a distance that is not in the list. */
  static final float LEFT_OUT = Float.POSITIVE_INFINITY;

  private static final int CELLS = 2048;

  private Ranking() {}

  /**
   * What was found.
   *
   * @param sought how many were in the list
   * @param first whether one of them is the nearest
   * @param averagePrecision mean over the sought of the precision down to each, 0 to 1
   */
  record Found(int sought, boolean first, double averagePrecision) {}

  /**
   * Looks for what has {@code label}.
   *
   * @param squared squared distances, or {@link #LEFT_OUT}
   * @param labels as many; negative: not in the list
   */
  static Found find(float[] squared, int[] labels, int label) {
    int sought = 0;
    float farthest = 0;
    for (int i = 0; i < squared.length; i++) {
      if (labels[i] == label && squared[i] != LEFT_OUT) {
        sought++;
        farthest = Math.max(farthest, squared[i]);
      }
    }
    if (sought == 0) {
      return new Found(0, false, 0);
    }
    long[] places = new long[sought];
    int[] cells = new int[CELLS + 1]; // how many of the sought stand in earlier cells
    float scale = farthest > 0 ? (CELLS - 1) / farthest : 0;
    int next = 0;
    for (int i = 0; i < squared.length; i++) {
      if (labels[i] == label && squared[i] != LEFT_OUT) {
        places[next++] = place(squared[i], i);
        cells[(int) (squared[i] * scale) + 1]++;
      }
    }
    Arrays.sort(places);
    for (int cell = 1; cell <= CELLS; cell++) {
      cells[cell] += cells[cell - 1];
    }
    int[] others = new int[sought]; // right before each of the sought
    for (int i = 0; i < squared.length; i++) {
      if (labels[i] >= 0 && labels[i] != label && squared[i] <= farthest) {
        int cell = (int) (squared[i] * scale);
        int before = firstAfter(places, cells[cell], cells[cell + 1], place(squared[i], i));
        if (before < sought) {
          others[before]++;
        }
      }
    }
    double precisions = 0;
    int rank = 0;
    for (int i = 0; i < sought; i++) {
      rank += others[i] + 1;
      precisions += (i + 1.0) / rank;
    }
    return new Found(sought, others[0] == 0, precisions / sought);
  }

  /** Orders by distance, then index: a float that is not negative orders like its bits. */
  static long place(float squared, int index) {
    return (long) Float.floatToRawIntBits(squared) << 32 | index;
  }

  /** Returns the first of {@code places[from..to)} after {@code place}, else {@code to}. */
  private static int firstAfter(long[] places, int from, int to, long place) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places[middle] > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}

package io.panoptes.training.augmentation;

import java.util.Arrays;

/**
 * The rings that compression leaves on a plain background about an edge. JPEG cuts a photo into
 * blocks, so they reach no farther than a block, and they are a fraction of the edge's contrast.
 */
final class Rings {
  /** A block of JPEG has so many pixels each way. */
  static final int REACH = 8;

  /** A ring's height, at most, as a share of the contrast of its edge. */
  private static final double SHARE = 0.12;

  /** No ring of a usable photo is higher. */
  static final int HIGHEST = 16;

  private Rings() {}

  /**
   * Returns how high a ring may be at each pixel.
   *
   * @param distances of the pixels from the background's colour, {@code (height, width)}, 0 to 255
   */
  static int[] heights(int[] distances, int width, int height) {
    int[] contrasts = highest(highest(distances, width, height, 1), height, width, width);
    return Arrays.stream(contrasts)
        .map(contrast -> Math.min(HIGHEST, (int) (SHARE * contrast)))
        .toArray();
  }

  /** Returns the highest value within reach along each line, whose values are a step apart. */
  private static int[] highest(int[] values, int length, int lines, int step) {
    int lineStep = step == 1 ? length : 1;
    int[] highest = new int[values.length];
    for (int line = 0; line < lines; line++) {
      int start = line * lineStep;
      for (int at = 0; at < length; at++) {
        int most = 0;
        for (int i = Math.max(0, at - REACH); i <= Math.min(length - 1, at + REACH); i++) {
          most = Math.max(most, values[start + i * step]);
        }
        highest[start + at * step] = most;
      }
    }
    return highest;
  }
}

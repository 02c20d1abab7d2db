package io.panoptes.training.augmentation;

import java.util.Arrays;

/**
 * The one colour that a photo's border shows, and how far from it the border strays.
 *
 * @param red 0 to 255, the border's median; so are green and blue
 * @param tolerance largest distance from it at which a pixel is still background
 * @param plainShare share of the border's pixels that are near it, 0 to 1
 */
record PlainBackground(int red, int green, int blue, int tolerance, double plainShare) {
  /** Width of the border, as a share of the shorter side. */
  private static final double BORDER = 1.0 / 64;

  /** A border pixel farther from the median than this is something that reaches the border. */
  private static final int NEAR = 24;

  /** Of what is near, this share is noise of the background; the rest may be the object's. */
  private static final double NOISE_SHARE = 0.75;

  /** Noise beyond what was seen at the border. */
  private static final int MARGIN = 3;

  /**
   * Returns the background of the photo whose bytes are {@code bgr}, {@code (height, width, 3)}.
   */
  static PlainBackground of(byte[] bgr, int width, int height) {
    int border = Math.max(1, (int) Math.round(BORDER * Math.min(width, height)));
    int[][] histograms = new int[3][256];
    int count = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (isBorder(x, y, width, height, border)) {
          for (int channel = 0; channel < 3; channel++) {
            histograms[channel][bgr[3 * (width * y + x) + channel] & 0xff]++;
          }
          count++;
        }
      }
    }
    PlainBackground exact =
        new PlainBackground(
            quantile(histograms[2], count, 0.5),
            quantile(histograms[1], count, 0.5),
            quantile(histograms[0], count, 0.5),
            0,
            1);
    int[] distances = new int[256];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (isBorder(x, y, width, height, border)) {
          distances[exact.distance(bgr, 3 * (width * y + x))]++;
        }
      }
    }
    int near = Arrays.stream(distances, 0, NEAR + 1).sum();
    return new PlainBackground(
        exact.red,
        exact.green,
        exact.blue,
        quantile(Arrays.copyOf(distances, NEAR + 1), near, NOISE_SHARE) + MARGIN,
        (double) near / count);
  }

  private static boolean isBorder(int x, int y, int width, int height, int border) {
    return x < border || y < border || x >= width - border || y >= height - border;
  }

  /** Returns the least level that {@code share} of the {@code count} pixels do not exceed. */
  private static int quantile(int[] histogram, int count, double share) {
    int level = 0;
    int below = histogram[0];
    while (below < share * count && level < histogram.length - 1) {
      below += histogram[++level];
    }
    return level;
  }

  /** Returns how far the pixel at {@code at} is, in the channel that differs most, 0 to 255. */
  int distance(byte[] bgr, int at) {
    return Math.max(
        Math.abs((bgr[at] & 0xff) - blue),
        Math.max(Math.abs((bgr[at + 1] & 0xff) - green), Math.abs((bgr[at + 2] & 0xff) - red)));
  }

  /** Returns by how many levels the pixel at {@code at} is brighter, below 0 if it is darker. */
  float brighter(byte[] bgr, int at) {
    return 0.114f * ((bgr[at] & 0xff) - blue) // ITU-R BT.601
        + 0.587f * ((bgr[at + 1] & 0xff) - green)
        + 0.299f * ((bgr[at + 2] & 0xff) - red);
  }

  /** Returns whether the camera saw nothing but light: then what looks like it may be white. */
  boolean isBurntOut() {
    return Math.min(red, Math.min(green, blue)) >= 250;
  }
}

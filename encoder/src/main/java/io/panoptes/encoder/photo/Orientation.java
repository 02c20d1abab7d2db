package io.panoptes.encoder.photo;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Turns photos upright: phones store them as the sensor lay, and say so in EXIF. */
final class Orientation {
  /** Rows become columns tile by tile: pixel by pixel, each would miss the cache. */
  private static final int TILE = 64;

  private Orientation() {}

  /**
   * Returns {@code image}, contiguous {@link BufferedImage#TYPE_3BYTE_BGR}, as EXIF's {@code
   * orientation}, 1 to 8, wants it shown.
   */
  static BufferedImage upright(BufferedImage image, int orientation) {
    if (orientation == 1) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    boolean lying = orientation >= 5;
    BufferedImage upright =
        new BufferedImage(
            lying ? height : width, lying ? width : height, BufferedImage.TYPE_3BYTE_BGR);
    int last = width * height - 1;
    // Where the first pixel comes from, and the steps to its right and its lower neighbour.
    switch (orientation) {
      case 2 -> copy(image, upright, width - 1, -1, width);
      case 3 -> copy(image, upright, last, -1, -width);
      case 4 -> copy(image, upright, last - width + 1, 1, -width);
      case 5 -> copy(image, upright, 0, width, 1);
      case 6 -> copy(image, upright, last - width + 1, -width, 1);
      case 7 -> copy(image, upright, last, -width, -1);
      case 8 -> copy(image, upright, width - 1, width, -1);
      default ->
          throw new IllegalArgumentException("an orientation must be 1 to 8, got " + orientation);
    }
    return upright;
  }

  private static void copy(BufferedImage from, BufferedImage to, int first, int right, int down) {
    for (int top = 0; top < to.getHeight(); top += TILE) {
      for (int left = 0; left < to.getWidth(); left += TILE) {
        copyTile(from, to, first + left * right + top * down, right, down, left, top);
      }
    }
  }

  private static void copyTile(
      BufferedImage from, BufferedImage to, int first, int right, int down, int left, int top) {
    byte[] source = bytes(from);
    byte[] target = bytes(to);
    int width = Math.min(TILE, to.getWidth() - left);
    int height = Math.min(TILE, to.getHeight() - top);
    for (int y = 0; y < height; y++) {
      int pixel = 3 * (first + y * down);
      int at = 3 * ((top + y) * to.getWidth() + left);
      for (int x = 0; x < width; x++) {
        target[at] = source[pixel];
        target[at + 1] = source[pixel + 1];
        target[at + 2] = source[pixel + 2];
        at += 3;
        pixel += 3 * right;
      }
    }
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }
}

package io.panoptes.encoder;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Turns photos upright: phones store them as the sensor lay, and say so in EXIF. */
final class Orientation {
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
    byte[] source = bytes(from);
    byte[] target = bytes(to);
    int at = 0;
    for (int y = 0; y < to.getHeight(); y++) {
      int pixel = 3 * (first + y * down);
      for (int x = 0; x < to.getWidth(); x++) {
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

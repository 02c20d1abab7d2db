package io.panoptes.training.augmentation;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;

/** Images as this package draws on them. */
final class Canvas {
  private Canvas() {}

  /** Returns a black image, {@link BufferedImage#TYPE_3BYTE_BGR}. */
  static BufferedImage opaque(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
  }

  /** Returns an image with nothing on it, {@link BufferedImage#TYPE_INT_ARGB}. */
  static BufferedImage clear(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
  }

  /** Returns {@code image} again, {@link BufferedImage#TYPE_3BYTE_BGR}. */
  static BufferedImage copy(BufferedImage image) {
    BufferedImage copy = opaque(image.getWidth(), image.getHeight());
    Graphics2D graphics = copy.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return copy;
  }

  /** Returns smooth graphics on {@code image}, which the caller disposes of. */
  static Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    return graphics;
  }

  /** Returns the bytes of a whole {@link #opaque} image, blue first, not a copy. */
  static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  /** Returns the pixels of a whole {@link #clear} image, alpha first, not a copy. */
  static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }
}

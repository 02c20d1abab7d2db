package io.panoptes.training.augmentation;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * The photo as a mirror shows it, left for right.
 *
 * @param share of photos that are mirrored, 0 to 1
 */
public record Mirror(double share) implements Augmentation {
  public Mirror {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be from 0 to 1, got " + share);
    }
  }

  @Override
  public BufferedImage apply(BufferedImage image, Draws draws) {
    if (!draws.happens("mirrored", share)) {
      return image;
    }
    int width = image.getWidth();
    BufferedImage mirrored = Canvas.opaque(width, image.getHeight());
    Graphics2D graphics = mirrored.createGraphics();
    graphics.drawImage(image, width, 0, -width, image.getHeight(), null);
    graphics.dispose();
    return mirrored;
  }
}

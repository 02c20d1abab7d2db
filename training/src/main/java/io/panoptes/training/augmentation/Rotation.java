package io.panoptes.training.augmentation;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * The photo tilted about its centre, and enlarged until no corner is empty.
 *
 * @param degrees clockwise, -45 to 45
 */
public record Rotation(Range degrees) implements Augmentation {
  public Rotation {
    degrees.within("degrees", -45, 45);
  }

  @Override
  public BufferedImage apply(BufferedImage image, Draws draws) {
    double angle = StrictMath.toRadians(draws.in("degrees", degrees));
    double width = image.getWidth();
    double height = image.getHeight();
    double shorter = Math.min(width, height);
    double longer = Math.max(width, height);
    // The tilted photo must hold the upright frame, whose width and height are as the photo's.
    double enlargement =
        StrictMath.cos(angle) + StrictMath.abs(StrictMath.sin(angle)) * longer / shorter;
    BufferedImage rotated = Canvas.opaque(image.getWidth(), image.getHeight());
    Graphics2D graphics = Canvas.graphics(rotated);
    graphics.translate(width / 2, height / 2);
    graphics.rotate(angle);
    graphics.scale(enlargement, enlargement);
    graphics.translate(-width / 2, -height / 2);
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return rotated;
  }
}

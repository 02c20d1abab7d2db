package io.panoptes.training.augmentation;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;

/**
 * A shadow over one side of the photo, such as of who takes it.
 *
 * @param share of photos with a shadow, 0 to 1
 * @param darkness share of the light that is lost in the shadow, 0 to 1
 * @param edge where the shadow ends, from the centre, in shares of the longer side; below 0 less
 *     than half is shaded
 * @param softness width of the shadow's edge in shares of the longer side, above 0
 */
public record Shade(double share, Range darkness, Range edge, Range softness)
    implements Augmentation {
  public Shade {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be from 0 to 1, got " + share);
    }
    darkness.within("darkness", 0, 1);
    edge.within("edge", -1, 1);
    softness.within("softness", 0.001, 1);
  }

  @Override
  public BufferedImage apply(BufferedImage image, Draws draws) {
    if (!draws.happens("shaded", share)) {
      return image;
    }
    double longer = Math.max(image.getWidth(), image.getHeight());
    double angle = draws.in("angle", new Range(0, 2 * Math.PI));
    double from = longer * draws.in("edge", edge);
    double to = from + longer * draws.in("softness", softness);
    Color dark = new Color(0f, 0f, 0f, (float) draws.in("darkness", darkness));
    BufferedImage shaded = Canvas.copy(image);
    Graphics2D graphics = Canvas.graphics(shaded);
    graphics.setPaint(
        new LinearGradientPaint(
            along(image, angle, from),
            along(image, angle, to),
            new float[] {0, 1},
            new Color[] {dark, new Color(0, 0, 0, 0)}));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.dispose();
    return shaded;
  }

  private static Point2D along(BufferedImage image, double angle, double distance) {
    return new Point2D.Double(
        image.getWidth() / 2.0 + distance * StrictMath.cos(angle),
        image.getHeight() / 2.0 + distance * StrictMath.sin(angle));
  }
}

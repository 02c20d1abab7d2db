package io.panoptes.training.augmentation;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;

/**
 * The dark under a thing that stands on a floor.
 *
 * @param darkness share of the light that is lost where it is darkest, 0 to 1
 */
record ContactShadow(Range darkness) {
  /** Half its width and half its height, and where its middle is, in shares of the thing's. */
  private static final double HALF_WIDTH = 0.55;

  private static final double HALF_HEIGHT = 0.12;
  private static final double MIDDLE = 0.93;

  ContactShadow {
    darkness.within("darkness", 0, 1);
  }

  /** Draws it for {@code thing}, which is to be drawn at {@code place}. */
  void draw(Graphics2D graphics, BufferedImage thing, AffineTransform place, Draws draws) {
    Graphics2D under = (Graphics2D) graphics.create();
    under.transform(place);
    under.translate(thing.getWidth() / 2.0, MIDDLE * thing.getHeight());
    under.scale(HALF_WIDTH * thing.getWidth(), HALF_HEIGHT * thing.getHeight());
    Color dark = new Color(0f, 0f, 0f, (float) draws.in("shadow", darkness));
    under.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(),
            1,
            new float[] {0, 1},
            new Color[] {dark, new Color(0, 0, 0, 0)}));
    under.fill(new Ellipse2D.Double(-1, -1, 2, 2));
    under.dispose();
  }
}

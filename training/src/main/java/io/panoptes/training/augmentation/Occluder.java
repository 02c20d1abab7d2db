package io.panoptes.training.augmentation;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.TexturePaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Something nearer than the object that hides a part of it: another thing, or something long (an
 * arm, a post, the edge of a door), pushed in from outside until it hides as much as was drawn.
 *
 * @param share of field photos with one, 0 to 1
 * @param hidden share of the object that it hides, 0 to 0.5
 * @param size longer side of another thing in shares of the picture's shorter one
 * @param breadth of something long, in the same shares
 */
record Occluder(double share, Range hidden, Range size, Range breadth) {
  /** Pushed in by so many steps from beyond the picture to its centre. */
  private static final int STEPS = 64;

  /** Every so manieth pixel of the object, each way, is asked whether it is hidden. */
  private static final int STRIDE = 3;

  /** From here a pixel hides what is behind it. */
  private static final int OPAQUE = 128;

  Occluder {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be from 0 to 1, got " + share);
    }
    hidden.within("hidden", 0, 0.5);
    size.within("size", 0.05, 2);
    breadth.within("breadth", 0.02, 2);
  }

  /**
   * Draws one onto {@code scene}.
   *
   * @param object as it stands in the scene, of the scene's size, {@link
   *     BufferedImage#TYPE_INT_ARGB}
   * @param things of which one may be in front, {@link BufferedImage#TYPE_INT_ARGB}
   */
  void draw(BufferedImage scene, BufferedImage object, List<BufferedImage> things, Draws draws) {
    if (!draws.happens("occluded", share)) {
      return;
    }
    double most = draws.in("hidden", hidden);
    double frame = Math.min(scene.getWidth(), scene.getHeight());
    boolean isThing = !things.isEmpty() && draws.happens("thing", 0.5);
    // What stands in front of the object stands lower in the picture: from one side to the other.
    double angle = draws.in("from", isThing ? new Range(0, Math.PI) : new Range(0, 2 * Math.PI));
    BufferedImage front;
    AffineTransform about = new AffineTransform();
    if (isThing) {
      front = things.get(draws.index("which", things.size()));
      double scale = frame * draws.in("size", size) / Math.max(front.getWidth(), front.getHeight());
      about.scale(scale, scale);
      about.translate(-front.getWidth() / 2.0, -front.getHeight() / 2.0);
    } else {
      front = bar(Math.hypot(scene.getWidth(), scene.getHeight()), frame, draws);
      about.rotate(angle + draws.in("turn", new Range(-0.35, 0.35)));
      about.translate(0, -front.getHeight() / 2.0);
    }
    AffineTransform place = pushed(front, about, angle, object, most);
    Graphics2D graphics = Canvas.graphics(scene);
    graphics.drawImage(front, place, null);
    graphics.dispose();
  }

  /** Returns something {@code length} long with a round end at its left. */
  private BufferedImage bar(double length, double frame, Draws draws) {
    int across = (int) Math.ceil(length);
    int down = (int) Math.ceil(frame * draws.in("breadth", breadth));
    BufferedImage bar = Canvas.clear(across, down);
    BufferedImage surface = Texture.any(across, down, draws.part("surface"));
    Graphics2D graphics = Canvas.graphics(bar);
    graphics.setPaint(new TexturePaint(surface, new Rectangle(across, down)));
    double round = down * draws.in("roundness", new Range(0.1, 1));
    graphics.fill(new RoundRectangle2D.Double(0, 0, across + round, down, round, round));
    graphics.dispose();
    return bar;
  }

  /** Returns {@code about} moved in from {@code angle} as far as the object allows. */
  private static AffineTransform pushed(
      BufferedImage front, AffineTransform about, double angle, BufferedImage object, double most) {
    double beyond = Math.hypot(object.getWidth(), object.getHeight());
    AffineTransform placed = at(object, about, angle, beyond);
    for (int step = 1; step <= STEPS; step++) {
      AffineTransform nearer = at(object, about, angle, beyond * (STEPS - step) / STEPS);
      if (hiddenShare(front, nearer, object) > most) {
        return placed;
      }
      placed = nearer;
    }
    return placed;
  }

  private static AffineTransform at(
      BufferedImage scene, AffineTransform about, double angle, double distance) {
    AffineTransform place =
        AffineTransform.getTranslateInstance(
            scene.getWidth() / 2.0 + distance * StrictMath.cos(angle),
            scene.getHeight() / 2.0 + distance * StrictMath.sin(angle));
    place.concatenate(about);
    return place;
  }

  /** Returns the share of {@code object} that {@code front}, drawn at {@code place}, hides. */
  static double hiddenShare(BufferedImage front, AffineTransform place, BufferedImage object) {
    AffineTransform back;
    try {
      back = place.createInverse();
    } catch (NoninvertibleTransformException e) {
      throw new IllegalArgumentException("a place must have an area, got " + place, e);
    }
    int[] objectArgb = Canvas.pixels(object);
    int[] frontArgb = Canvas.pixels(front);
    Point2D.Double point = new Point2D.Double();
    int seen = 0;
    int hidden = 0;
    for (int y = 0; y < object.getHeight(); y += STRIDE) {
      for (int x = 0; x < object.getWidth(); x += STRIDE) {
        if (objectArgb[object.getWidth() * y + x] >>> 24 >= OPAQUE) {
          seen++;
          point.setLocation(x + 0.5, y + 0.5);
          back.transform(point, point);
          int u = (int) Math.floor(point.x);
          int v = (int) Math.floor(point.y);
          boolean inside = u >= 0 && v >= 0 && u < front.getWidth() && v < front.getHeight();
          hidden += inside && frontArgb[front.getWidth() * v + u] >>> 24 >= OPAQUE ? 1 : 0;
        }
      }
    }
    return seen == 0 ? 0 : (double) hidden / seen;
  }
}

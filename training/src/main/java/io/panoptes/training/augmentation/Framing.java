package io.panoptes.training.augmentation;

import java.awt.geom.AffineTransform;
import java.util.List;

/**
 * Where the phone is held: how large the object is in the picture, how far off its centre, how
 * tilted.
 *
 * @param longerSide of the picture in pixels
 * @param size the object's longer side in shares of the picture's shorter one
 * @param offCentre how far the object is from the picture's centre, each way, from 0 to 1 at the
 *     edge
 * @param cutOff share of its width, and of its height, that is cut off from an object at the edge,
 *     0 to 0.5
 * @param tilt of the whole picture in degrees, clockwise
 * @param shear of the object alone, from a camera that is not straight in front: shares of its
 *     height by which its top goes to the right
 * @param stretch factor on the object's width
 */
record Framing(
    int longerSide,
    Range size,
    Range offCentre,
    double cutOff,
    Range tilt,
    Range shear,
    Range stretch) {
  /** Width to height of phones' pictures: across, upright, and as some apps take them. */
  private static final List<Double> ASPECTS = List.of(4.0 / 3, 3.0 / 4, 1.0);

  Framing {
    if (longerSide < 256 || longerSide > 512) {
      throw new IllegalArgumentException("longerSide must be 256 to 512, got " + longerSide);
    }
    size.within("size", 0.05, 1.5);
    offCentre.within("offCentre", 0, 1);
    if (!(cutOff >= 0 && cutOff <= 0.5)) {
      throw new IllegalArgumentException("cutOff must be from 0 to 0.5, got " + cutOff);
    }
    tilt.within("tilt", -45, 45);
    shear.within("shear", -0.5, 0.5);
    stretch.within("stretch", 0.5, 2);
  }

  /**
   * A framing as drawn.
   *
   * @param width of the picture in pixels, as is {@code height}
   * @param tilt of the whole picture
   * @param reach how many times as large a room must be that fills the tilted picture
   * @param object from the cut-out's pixels to the picture's, tilt included
   * @param objectBottom the object's lowest line before the tilt, in pixels from the top
   */
  record Drawn(
      int width,
      int height,
      AffineTransform tilt,
      double reach,
      AffineTransform object,
      double objectBottom) {
    /** Returns by how many pixels a room must exceed the picture at each end of {@code length}. */
    int beyond(int length) {
      return (int) Math.ceil((reach - 1) * length / 2) + 1;
    }
  }

  /** Draws a framing for an object of this width and height. */
  Drawn draw(int objectWidth, int objectHeight, Draws draws) {
    double aspect = ASPECTS.get(draws.index("aspect", ASPECTS.size()));
    int width = (int) Math.round(longerSide * Math.min(1, aspect));
    int height = (int) Math.round(longerSide / Math.max(1, aspect));
    double longer =
        Math.min(width, height) * draws.in("size", size) / Math.max(objectWidth, objectHeight);
    double aside = draws.in("stretch", stretch);
    double sideways = room(width, longer * aside * objectWidth);
    double upAndDown = room(height, longer * objectHeight);
    double angle = StrictMath.toRadians(draws.in("tilt", tilt));
    AffineTransform tilted = AffineTransform.getRotateInstance(angle, width / 2.0, height / 2.0);
    AffineTransform object = new AffineTransform(tilted);
    double middle = height / 2.0 + off("down", upAndDown, draws);
    object.translate(width / 2.0 + off("right", sideways, draws), middle);
    object.shear(draws.in("shear", shear), 0);
    object.scale(longer * aside, longer);
    object.translate(-objectWidth / 2.0, -objectHeight / 2.0);
    return new Drawn(
        width,
        height,
        tilted,
        reach(width, height, angle),
        object,
        middle + longer * objectHeight / 2);
  }

  /** Returns how far a middle may be from the picture's. */
  private double room(double picture, double object) {
    return Math.max(0, (picture - object) / 2) + cutOff * object;
  }

  private double off(String name, double room, Draws draws) {
    double off = room * draws.in(name, offCentre);
    return draws.happens(name + " inverted", 0.5) ? -off : off;
  }

  private static double reach(double width, double height, double angle) {
    double sine = Math.abs(StrictMath.sin(angle));
    return StrictMath.cos(angle) + sine * Math.max(width, height) / Math.min(width, height);
  }
}

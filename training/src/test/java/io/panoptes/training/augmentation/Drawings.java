package io.panoptes.training.augmentation;

import io.panoptes.encoder.photo.Jpeg;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures drawn for tests. */
final class Drawings {
  static final int SIDE = 256;

  /** The grey of furniture12. */
  static final Color GREY = new Color(212, 212, 212);

  private Drawings() {}

  /** Returns a picture of one colour. */
  static BufferedImage plain(int width, int height, Color colour) {
    BufferedImage image = Canvas.opaque(width, height);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  /** Returns {@code shape} in {@code colour} on {@code background}. */
  static BufferedImage on(Color background, Shape shape, Color colour) {
    BufferedImage image = plain(SIDE, SIDE, background);
    Graphics2D graphics = Canvas.graphics(image);
    graphics.setColor(colour);
    graphics.fill(shape);
    graphics.dispose();
    return image;
  }

  /** Returns a stool: a round seat on three legs, with the background between them. */
  static Area stool() {
    Area stool = new Area(new Ellipse2D.Double(60, 60, 130, 70));
    for (double foot : new double[] {70, 125, 180}) {
      stool.add(
          new Area(new BasicStroke(9).createStrokedShape(new Line2D.Double(125, 100, foot, 220))));
    }
    stool.add(
        new Area(new BasicStroke(7).createStrokedShape(new Line2D.Double(85, 190, 165, 190))));
    return stool;
  }

  /** Returns the share of what either has that both have. */
  static double intersectionOverUnion(CutOut.Done cutOut, Shape shape) {
    int both = 0;
    int either = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean inShape = shape.contains(x + 0.5, y + 0.5);
        boolean inCutOut =
            cutOut.place().contains(x, y)
                && cutOut.image().getRGB(x - cutOut.place().x, y - cutOut.place().y) >>> 24 >= 128;
        both += inShape && inCutOut ? 1 : 0;
        either += inShape || inCutOut ? 1 : 0;
      }
    }
    return (double) both / either;
  }

  /** Returns a picture in which no two neighbours are alike. */
  static BufferedImage busy(int width, int height, long seed) {
    Random random = new Random(seed);
    BufferedImage image = Canvas.opaque(width, height);
    random.nextBytes(Canvas.bytes(image));
    return image;
  }

  /** Returns left half black, right half white. */
  static BufferedImage halves() {
    return on(Color.BLACK, new Rectangle2D.Double(SIDE / 2.0, 0, SIDE / 2.0, SIDE), Color.WHITE);
  }

  /** Returns {@code image} after JPEG, as a photo that was read. */
  static Photo photo(BufferedImage image) {
    try {
      return new PhotoReader().read("drawing", Jpeg.encode(image, 0.9f));
    } catch (UnreadablePhotoException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the mean of a channel, 0 red to 2 blue, over a part of {@code image}. */
  static double mean(BufferedImage image, int channel, int left, int top, int width, int height) {
    long sum = 0;
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        sum += image.getRGB(x, y) >> (16 - 8 * channel) & 0xff;
      }
    }
    return (double) sum / (width * height);
  }

  /** Returns the mean of a channel over all of {@code image}. */
  static double mean(BufferedImage image, int channel) {
    return mean(image, channel, 0, 0, image.getWidth(), image.getHeight());
  }

  static Draws draws() {
    return draws(0);
  }

  static Draws draws(int copy) {
    return Seed.training(1).draws("photo", copy);
  }
}

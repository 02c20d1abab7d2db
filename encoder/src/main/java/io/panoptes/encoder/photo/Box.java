package io.panoptes.encoder.photo;

import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * A part of an upright photo, in fractions of its width and height.
 *
 * @param x left edge, 0 to 1
 * @param y upper edge, 0 to 1
 * @param width positive, {@code x + width} at most 1
 * @param height positive, {@code y + height} at most 1
 */
public record Box(double x, double y, double width, double height) {
  private static final double ROUNDING = 1e-9;

  public Box {
    boolean inside =
        x >= 0
            && y >= 0
            && width > 0
            && height > 0
            && x + width <= 1 + ROUNDING
            && y + height <= 1 + ROUNDING;
    if (!inside) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a box must lie within the photo, as fractions x,y,width,height from 0 to 1, got %s,%s,%s,%s",
              x,
              y,
              width,
              height));
    }
  }

  /**
   * Returns the box that {@code text}, {@code X,Y,W,H}, names.
   *
   * @throws IllegalArgumentException if it is not four numbers, or not a box
   */
  public static Box parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("a box must be X,Y,W,H, got " + text);
    }
    double[] numbers = new double[4];
    for (int i = 0; i < 4; i++) {
      try {
        numbers[i] = Double.parseDouble(parts[i].strip());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("a box must be four numbers X,Y,W,H, got " + text, e);
      }
    }
    return new Box(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  /** Returns what {@link #parse} reads: {@code X,Y,W,H}. */
  @Override
  public String toString() {
    return x + "," + y + "," + width + "," + height;
  }

  /** Returns the part of {@code image} within this box, sharing its memory. */
  BufferedImage of(BufferedImage image) {
    int left = Math.min((int) Math.round(x * image.getWidth()), image.getWidth() - 1);
    int top = Math.min((int) Math.round(y * image.getHeight()), image.getHeight() - 1);
    int right = Math.clamp(Math.round((x + width) * image.getWidth()), left + 1, image.getWidth());
    int bottom =
        Math.clamp(Math.round((y + height) * image.getHeight()), top + 1, image.getHeight());
    return image.getSubimage(left, top, right - left, bottom - top);
  }
}

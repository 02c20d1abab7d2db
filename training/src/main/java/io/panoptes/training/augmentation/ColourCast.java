package io.panoptes.training.augmentation;

import java.awt.image.BufferedImage;

/**
 * Light of another colour and strength, as a camera's white balance and exposure leave it.
 *
 * @param warmth factor on red and, inverted, on blue, as a power of two: 0 is neutral, above is
 *     lamplight
 * @param tint factor on green as a power of two: below 0 is magenta
 * @param exposure factor on all as a power of two
 * @param contrast factor on the distance from middle grey
 * @param saturation factor on the distance from the pixel's own grey
 */
public record ColourCast(Range warmth, Range tint, Range exposure, Range contrast, Range saturation)
    implements Augmentation {
  private static final double MIDDLE = 127.5;

  public ColourCast {
    warmth.within("warmth", -2, 2);
    tint.within("tint", -2, 2);
    exposure.within("exposure", -4, 4);
    contrast.within("contrast", 0, 4);
    saturation.within("saturation", 0, 4);
  }

  @Override
  public BufferedImage apply(BufferedImage image, Draws draws) {
    double warm = draws.in("warmth", warmth);
    double exposed = draws.in("exposure", exposure);
    double contrasted = draws.in("contrast", contrast);
    double saturated = draws.in("saturation", saturation);
    double[] red = table(exposed + warm, contrasted);
    double[] green = table(exposed + draws.in("tint", tint), contrasted);
    double[] blue = table(exposed - warm, contrasted);
    BufferedImage cast = Canvas.copy(image);
    byte[] bytes = Canvas.bytes(cast);
    for (int i = 0; i < bytes.length; i += 3) {
      double b = blue[bytes[i] & 0xff];
      double g = green[bytes[i + 1] & 0xff];
      double r = red[bytes[i + 2] & 0xff];
      double grey = 0.299 * r + 0.587 * g + 0.114 * b; // ITU-R BT.601
      bytes[i] = level(grey + saturated * (b - grey));
      bytes[i + 1] = level(grey + saturated * (g - grey));
      bytes[i + 2] = level(grey + saturated * (r - grey));
    }
    return cast;
  }

  /** Returns what becomes of each of the 256 levels. */
  private static double[] table(double stops, double contrast) {
    double factor = StrictMath.pow(2, stops);
    double[] table = new double[256];
    for (int level = 0; level < table.length; level++) {
      table[level] = MIDDLE + contrast * (factor * level - MIDDLE);
    }
    return table;
  }

  private static byte level(double value) {
    return (byte) Math.clamp(Math.round(value), 0, 255);
  }
}

package io.panoptes.training.augmentation;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/**
 * The object's pixels with an edge that lets through what is behind: along the outline, a pixel
 * between the background's colour and the object's is taken for a mixture of the two, and only the
 * object's share is kept. Otherwise an object carries a rim of its old background.
 */
final class SoftEdge {
  /** Pixels from the background to where the object is pure: an edge is about that wide. */
  private static final int REACH = 2;

  private SoftEdge() {}

  /** Returns the part {@code place} of the object, {@link BufferedImage#TYPE_INT_ARGB}. */
  static BufferedImage of(
      byte[] bgr, int width, Mask mask, PlainBackground background, Rectangle place) {
    BufferedImage image = Canvas.clear(place.width, place.height);
    int[] argb = Canvas.pixels(image);
    for (int y = 0; y < place.height; y++) {
      for (int x = 0; x < place.width; x++) {
        int u = place.x + x;
        int v = place.y + y;
        if (mask.isObject(u, v)) {
          argb[place.width * y + x] = pixel(bgr, width, mask, background, u, v);
        }
      }
    }
    return image;
  }

  private static int pixel(
      byte[] bgr, int width, Mask mask, PlainBackground background, int x, int y) {
    int at = 3 * (width * y + x);
    if (!mask.isNearBackground(x, y, REACH)) {
      return argb(255, bgr, at);
    }
    int pure = 3 * mask.purest(x, y, REACH);
    double share = share(bgr, at, pure, background);
    return argb((int) Math.round(255 * share), bgr, share < 1 ? pure : at);
  }

  /** Returns how far the pixel lies on the way from the background's colour to the pure one. */
  private static double share(byte[] bgr, int at, int pure, PlainBackground background) {
    int[] plain = {background.blue(), background.green(), background.red()};
    double along = 0;
    double whole = 0;
    for (int channel = 0; channel < 3; channel++) {
      double way = (bgr[pure + channel] & 0xff) - plain[channel];
      along += way * ((bgr[at + channel] & 0xff) - plain[channel]);
      whole += way * way;
    }
    return whole == 0 ? 1 : Math.clamp(along / whole, 0, 1);
  }

  private static int argb(int alpha, byte[] bgr, int at) {
    return alpha << 24 | (bgr[at + 2] & 0xff) << 16 | (bgr[at + 1] & 0xff) << 8 | (bgr[at] & 0xff);
  }
}

package io.panoptes.encoder;

import com.twelvemonkeys.image.ResampleOp;
import java.awt.image.BufferedImage;

/** Antialiased resizing. */
final class Resize {
  private Resize() {}

  static Pixels toSquare(BufferedImage image, int side) {
    BufferedImage square =
        new ResampleOp(side, side, ResampleOp.FILTER_TRIANGLE).filter(image, null);
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      int pixel = square.getRGB(i % side, i / side);
      rgb[3 * i] = (byte) (pixel >> 16);
      rgb[3 * i + 1] = (byte) (pixel >> 8);
      rgb[3 * i + 2] = (byte) pixel;
    }
    return new Pixels(side, rgb);
  }
}

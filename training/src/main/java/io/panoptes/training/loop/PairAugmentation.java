package io.panoptes.training.loop;

import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.Square;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The paper's augmentation: a photo is mirrored half of the time, turned by up to 5°, scaled by 0.9
 * to 1.1, and sheared by up to 1° each way, about its centre; what comes in at the edges is black.
 * Pixels between pixels are bilinear. The middle of a photo has the photo's centre, so both change
 * alike; what comes in at the middle's edges is black too.
 */
final class PairAugmentation {
  private static final double MOST_DEGREES = 5;
  private static final double MOST_SHEAR = 1;
  private static final double LEAST_SCALE = 0.9;
  private static final double MOST_SCALE = 1.1;

  private PairAugmentation() {}

  /** Returns {@code photo}, changed as {@code seed} decides, in all its frames alike. */
  static Pixels apply(Pixels photo, long seed) {
    Random random = new Random(Seeds.of(seed)); // seeds near each other begin alike
    double mirror = random.nextBoolean() ? -1 : 1;
    double turn = Math.toRadians(MOST_DEGREES * (2 * random.nextDouble() - 1));
    double scale = LEAST_SCALE + (MOST_SCALE - LEAST_SCALE) * random.nextDouble();
    double across = Math.tan(Math.toRadians(MOST_SHEAR * (2 * random.nextDouble() - 1)));
    double down = Math.tan(Math.toRadians(MOST_SHEAR * (2 * random.nextDouble() - 1)));
    // From the new photo's pixels to the old one's: turned back, scaled back, sheared, mirrored.
    double xx = Math.cos(turn) / scale;
    double xy = Math.sin(turn) / scale;
    double yx = -xy;
    double yy = xx;
    double toX = mirror * (xx + across * yx);
    double toY = mirror * (xy + across * yy);
    Map<Frame, Square> changed = new LinkedHashMap<>();
    photo
        .squares()
        .forEach((frame, square) ->
            changed.put(frame, map(square, toX, toY, yx + down * xx, yy + down * xy)));
    return new Pixels(changed);
  }

  /**
   * Returns the square whose pixel at (x, y) from the centre is the old one's at (xx·x + xy·y, yx·x
   * + yy·y).
   */
  static Square map(Square photo, double xx, double xy, double yx, double yy) {
    int side = photo.side();
    double centre = (side - 1) / 2.0;
    byte[] target = new byte[3 * side * side];
    int at = 0;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double x = xx * (column - centre) + xy * (row - centre) + centre;
        double y = yx * (column - centre) + yy * (row - centre) + centre;
        sample(photo, x, y, target, at);
        at += 3;
      }
    }
    return new Square(side, target);
  }

  private static void sample(Square photo, double x, double y, byte[] target, int at) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double bottom = y - top;
    for (int channel = 0; channel < 3; channel++) {
      double value =
          (1 - bottom)
                  * ((1 - right) * value(photo, left, top, channel)
                      + right * value(photo, left + 1, top, channel))
              + bottom
                  * ((1 - right) * value(photo, left, top + 1, channel)
                      + right * value(photo, left + 1, top + 1, channel));
      target[at + channel] = (byte) Math.round(value);
    }
  }

  private static int value(Square photo, int x, int y, int channel) {
    int side = photo.side();
    boolean isInside = x >= 0 && y >= 0 && x < side && y < side;
    return isInside ? photo.rgb()[3 * (y * side + x) + channel] & 0xff : 0;
  }
}

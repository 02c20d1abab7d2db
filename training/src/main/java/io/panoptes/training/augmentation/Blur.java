package io.panoptes.training.augmentation;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A lens out of focus and a hand that moves.
 *
 * @param sigma of the Gaussian in thousandths of the photo's longer side
 * @param movement length of the way a point goes, in thousandths of the longer side
 */
public record Blur(Range sigma, Range movement) implements Augmentation {
  /** A Gaussian is 0 to the eye beyond three sigma. */
  private static final double REACH = 3;

  /** Movement is drawn as so many exposures. */
  private static final int EXPOSURES = 7;

  public Blur {
    sigma.within("sigma", 0, 50);
    movement.within("movement", 0, 50);
  }

  @Override
  public BufferedImage apply(BufferedImage image, Draws draws) {
    double thousandth = Math.max(image.getWidth(), image.getHeight()) / 1000.0;
    double way = thousandth * draws.in("movement", movement);
    double angle = draws.in("angle", new Range(0, Math.PI));
    double deviation = thousandth * draws.in("sigma", sigma);
    return gaussian(moved(image, way, angle), deviation);
  }

  /** Returns {@code image} as it is while it goes {@code way} pixels at {@code angle}. */
  private static BufferedImage moved(BufferedImage image, double way, double angle) {
    if (way < 0.5) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    int[] sums = new int[3 * width * height];
    byte[] source = Canvas.bytes(Canvas.copy(image));
    for (int exposure = 0; exposure < EXPOSURES; exposure++) {
      double along = way * (exposure / (EXPOSURES - 1.0) - 0.5);
      int right = (int) Math.round(along * StrictMath.cos(angle));
      int down = (int) Math.round(along * StrictMath.sin(angle));
      for (int y = 0; y < height; y++) {
        int row = width * Math.clamp(y + down, 0, height - 1);
        for (int x = 0; x < width; x++) {
          int from = 3 * (row + Math.clamp(x + right, 0, width - 1));
          int to = 3 * (width * y + x);
          sums[to] += source[from] & 0xff;
          sums[to + 1] += source[from + 1] & 0xff;
          sums[to + 2] += source[from + 2] & 0xff;
        }
      }
    }
    BufferedImage moved = Canvas.opaque(width, height);
    byte[] target = Canvas.bytes(moved);
    for (int i = 0; i < sums.length; i++) {
      target[i] = (byte) ((sums[i] + EXPOSURES / 2) / EXPOSURES);
    }
    return moved;
  }

  /** Returns {@code image} through a Gaussian of {@code sigma} pixels; edges are continued. */
  static BufferedImage gaussian(BufferedImage image, double sigma) {
    double[] weights = weights(sigma);
    if (weights.length == 1) {
      return image;
    }
    BufferedImage blurred = Canvas.copy(image);
    byte[] bytes = Canvas.bytes(blurred);
    int width = image.getWidth();
    int height = image.getHeight();
    lines(bytes, width, height, 3, 3 * width, weights);
    lines(bytes, height, width, 3 * width, 3, weights);
    return blurred;
  }

  /** Blurs {@code lines} lines of {@code length} pixels, so many bytes apart, in place. */
  private static void lines(
      byte[] bytes, int length, int lines, int pixelStep, int lineStep, double[] weights) {
    int reach = weights.length / 2;
    double[] line = new double[length + 2 * reach];
    for (int i = 0; i < lines; i++) {
      for (int channel = 0; channel < 3; channel++) {
        int start = i * lineStep + channel;
        for (int at = 0; at < line.length; at++) {
          line[at] = bytes[start + pixelStep * Math.clamp(at - reach, 0, length - 1)] & 0xff;
        }
        for (int at = 0; at < length; at++) {
          double sum = 0;
          for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * line[at + j];
          }
          bytes[start + pixelStep * at] = (byte) Math.clamp(Math.round(sum), 0, 255);
        }
      }
    }
  }

  private static double[] weights(double sigma) {
    int reach = sigma < 0.2 ? 0 : (int) Math.ceil(REACH * sigma);
    double[] weights = new double[2 * reach + 1];
    for (int i = 0; i < weights.length; i++) {
      double distance = i - reach;
      weights[i] = reach == 0 ? 1 : StrictMath.exp(-distance * distance / (2 * sigma * sigma));
    }
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }
}

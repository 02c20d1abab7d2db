package io.panoptes.encoder.photo;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Scales pictures with a triangle filter as wide as the reduction ("bilinear, antialiased"), first
 * across, then down: Pillow's {@code BILINEAR}, bit for bit. It works in whole numbers, so every
 * machine makes the same pixels.
 *
 * <p>Ours, since none at hand does this: Java2D, and TwelveMonkeys' {@code ResampleOp} with its
 * triangle filter, which calls Java2D, look at 2 × 2 pixels however many are reduced to one.
 */
final class Resize {
  private static final int PRECISION = 22;
  private static final int HALF = 1 << (PRECISION - 1);

  private Resize() {}

  /**
   * Returns what {@code frame} shows of {@code image}, {@link BufferedImage#TYPE_3BYTE_BGR}; its
   * proportions are not kept.
   */
  static Square toSquare(BufferedImage image, Frame frame) {
    int side = frame.side();
    return new Square(
        side,
        toRgb(
            image,
            Filter.middle(image.getWidth(), frame.share(), side),
            Filter.middle(image.getHeight(), frame.share(), side)));
  }

  /** Returns {@code image} at another size, {@code (height, width, 3)}, red first. */
  static byte[] toRgb(BufferedImage image, int width, int height) {
    return toRgb(
        image,
        Filter.middle(image.getWidth(), 1, width),
        Filter.middle(image.getHeight(), 1, height));
  }

  private static byte[] toRgb(BufferedImage image, Filter horizontal, Filter vertical) {
    int stride = 3 * horizontal.first.length;
    byte[] across = new byte[stride * vertical.sources()];
    across(image.getRaster(), horizontal, vertical.first[0], across);
    byte[] down = new byte[stride * vertical.first.length];
    down(across, stride, vertical, down);
    return down;
  }

  /** Returns {@code image} at another size, {@link BufferedImage#TYPE_3BYTE_BGR}. */
  static BufferedImage toSize(BufferedImage image, int width, int height) {
    byte[] rgb = toRgb(image, width, height);
    BufferedImage resized = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) resized.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < rgb.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
    }
    return resized;
  }

  /** Fills {@code target} with as many rows as it holds, from {@code top} on. */
  private static void across(Raster raster, Filter filter, int top, byte[] target) {
    byte[] source = ((DataBufferByte) raster.getDataBuffer()).getData();
    PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
    // A crop starts somewhere inside its picture; blue, band 2, is a pixel's first byte.
    int start =
        model.getOffset(-raster.getSampleModelTranslateX(), -raster.getSampleModelTranslateY(), 2);
    int at = 0;
    for (int y = top; at < target.length; y++) {
      int row = start + y * model.getScanlineStride();
      for (int x = 0; x < filter.first.length; x++) {
        int pixel = row + 3 * filter.first[x];
        int blue = HALF;
        int green = HALF;
        int red = HALF;
        for (int weight : filter.weights[x]) {
          blue += weight * (source[pixel] & 0xff);
          green += weight * (source[pixel + 1] & 0xff);
          red += weight * (source[pixel + 2] & 0xff);
          pixel += 3;
        }
        target[at++] = clamp(red);
        target[at++] = clamp(green);
        target[at++] = clamp(blue);
      }
    }
  }

  private static void down(byte[] source, int stride, Filter filter, byte[] target) {
    int[] sums = new int[stride];
    for (int y = 0; y < filter.first.length; y++) {
      Arrays.fill(sums, HALF);
      int at = stride * (filter.first[y] - filter.first[0]);
      for (int weight : filter.weights[y]) {
        for (int i = 0; i < stride; i++) {
          sums[i] += weight * (source[at + i] & 0xff);
        }
        at += stride;
      }
      for (int i = 0; i < stride; i++) {
        target[stride * y + i] = clamp(sums[i]);
      }
    }
  }

  private static byte clamp(int sum) {
    return (byte) Math.clamp(sum >> PRECISION, 0, 255);
  }

  /** For each target pixel, the first source pixel it is made of, and the weights from there on. */
  private static final class Filter {
    final int[] first;
    final int[][] weights;

    /** Makes one from the part of {@code size} pixels between two points to {@code to} pixels. */
    private Filter(int size, float start, float end, int to) {
      first = new int[to];
      weights = new int[to][];
      double scale = (double) (end - start) / to;
      double support = Math.max(1, scale);
      double narrowing = 1 / support;
      for (int i = 0; i < to; i++) {
        double centre = start + (i + 0.5) * scale;
        first[i] = Math.max(0, (int) (centre - support + 0.5));
        int last = Math.min(size, (int) (centre + support + 0.5));
        double[] shares = new double[last - first[i]];
        double total = 0;
        for (int j = 0; j < shares.length; j++) {
          shares[j] = Math.max(0, 1 - Math.abs((first[i] + j - centre + 0.5) * narrowing));
          total += shares[j];
        }
        weights[i] = new int[shares.length];
        for (int j = 0; j < shares.length; j++) {
          weights[i][j] = (int) (0.5 + shares[j] / total * (1 << PRECISION));
        }
      }
    }

    /** Returns the filter for the middle of {@code size} pixels; single precision, as Pillow's. */
    static Filter middle(int size, double share, int to) {
      return new Filter(
          size, (float) ((1 - share) / 2 * size), (float) ((1 + share) / 2 * size), to);
    }

    /** Returns how many source pixels are looked at, from the first one on. */
    int sources() {
      int target = first.length - 1;
      return first[target] + weights[target].length - first[0];
    }
  }
}

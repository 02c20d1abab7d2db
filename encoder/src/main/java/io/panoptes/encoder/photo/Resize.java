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
   * Returns {@code image}, {@link BufferedImage#TYPE_3BYTE_BGR}, as a square; its proportions are
   * not kept.
   */
  static Square toSquare(BufferedImage image, int side) {
    return new Square(side, toRgb(image, side, side));
  }

  /** Returns {@code image} at another size, {@code (height, width, 3)}, red first. */
  static byte[] toRgb(BufferedImage image, int width, int height) {
    Raster raster = image.getRaster();
    byte[] across = new byte[3 * width * image.getHeight()];
    across(raster, new Filter(image.getWidth(), width), across);
    byte[] down = new byte[3 * width * height];
    down(across, 3 * width, new Filter(image.getHeight(), height), down);
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

  private static void across(Raster raster, Filter filter, byte[] target) {
    byte[] source = ((DataBufferByte) raster.getDataBuffer()).getData();
    PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
    // A crop starts somewhere inside its picture; blue, band 2, is a pixel's first byte.
    int start =
        model.getOffset(-raster.getSampleModelTranslateX(), -raster.getSampleModelTranslateY(), 2);
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
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
      int at = stride * filter.first[y];
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

    Filter(int from, int to) {
      first = new int[to];
      weights = new int[to][];
      double scale = (double) from / to;
      double support = Math.max(1, scale);
      double narrowing = 1 / support;
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        first[i] = Math.max(0, (int) (centre - support + 0.5));
        int end = Math.min(from, (int) (centre + support + 0.5));
        double[] shares = new double[end - first[i]];
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
  }
}

package io.panoptes.encoder.photo;

import io.panoptes.encoder.photo.PhotoHeader.Inks;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a decoder returns (8 or 16 bits, grey, palette, RGB or inks, with alpha or without) a
 * {@link BufferedImage#TYPE_3BYTE_BGR} in sRGB on white, a few rows at a time, so that nothing else
 * of the photo's size is needed.
 *
 * <p>Java2D is not asked to: it takes grey samples as linear light, which brightens photos, and
 * converts other colour spaces pixel by pixel.
 */
final class Srgb {
  /** As many as keep the cost of a call to the colour engine small. */
  private static final int PIXELS_AT_ONCE = 1 << 14;

  private final Raster raster;
  private final @Nullable ColorModel model;
  private final Inks inks;
  private final @Nullable ColourProfile profile;
  private final int width;
  private final int components;
  private final int bands;
  private final int rows;
  private final int[] stored;
  private final byte[] samples;
  private final byte[] rgb;
  private final byte[] alpha;

  private Srgb(
      Raster raster, @Nullable ColorModel model, Inks inks, @Nullable ColourProfile profile) {
    this.raster = raster;
    this.model = model;
    this.inks = inks;
    this.width = raster.getWidth();
    this.bands = raster.getNumBands();
    this.components =
        model == null ? 4 : model instanceof IndexColorModel ? 3 : model.getNumColorComponents();
    this.profile = profile != null && profile.components() == components ? profile : null;
    this.rows = Math.clamp(PIXELS_AT_ONCE / width, 1, raster.getHeight());
    this.stored = new int[bands * width * rows];
    this.samples = new byte[components * width * rows];
    this.rgb = new byte[3 * width * rows];
    this.alpha = new byte[width * rows];
  }

  static BufferedImage of(BufferedImage image, @Nullable ColourProfile profile) {
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR && profile == null) {
      return image;
    }
    return new Srgb(image.getRaster(), image.getColorModel(), Inks.NONE, profile).convert();
  }

  /** Makes sRGB of the four components of a JPEG, inverted as Adobe writes them. */
  static BufferedImage of(Raster raster, Inks inks, @Nullable ColourProfile profile) {
    return new Srgb(raster, null, inks, profile).convert();
  }

  private BufferedImage convert() {
    BufferedImage image =
        new BufferedImage(width, raster.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < raster.getHeight(); y += rows) {
      int height = Math.min(rows, raster.getHeight() - y);
      int pixels = width * height;
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, height, stored);
      boolean transparent = readSamples(pixels);
      if (profile != null) {
        profile.toSrgb(samples, pixels, rgb);
      } else {
        toRgb(pixels);
      }
      write(bgr, 3 * width * y, pixels, transparent);
    }
    return image;
  }

  /** Fills samples, and alpha where there is one: the answer tells. */
  private boolean readSamples(int pixels) {
    if (model instanceof IndexColorModel palette) {
      for (int x = 0; x < pixels; x++) {
        int argb = palette.getRGB(stored[x]);
        samples[3 * x] = (byte) (argb >> 16);
        samples[3 * x + 1] = (byte) (argb >> 8);
        samples[3 * x + 2] = (byte) argb;
        alpha[x] = (byte) (argb >>> 24);
      }
      return palette.hasAlpha();
    }
    for (int c = 0; c < components; c++) {
      scale(c, pixels, samples, c, components);
    }
    if (inks != Inks.NONE) {
      readInks(pixels);
    }
    if (model == null || !model.hasAlpha()) {
      return false;
    }
    scale(bands - 1, pixels, alpha, 0, 1);
    return true;
  }

  private void scale(int band, int pixels, byte[] into, int first, int step) {
    int max = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
    for (int x = 0; x < pixels; x++) {
      int sample = stored[x * bands + band];
      into[first + x * step] = (byte) (max == 255 ? sample : (sample * 255 + max / 2) / max);
    }
  }

  private void readInks(int pixels) {
    for (int i = 0; i < 4 * pixels; i += 4) {
      if (inks == Inks.YCCK) {
        int y = samples[i] & 0xff;
        int cb = (samples[i + 1] & 0xff) - 128;
        int cr = (samples[i + 2] & 0xff) - 128;
        samples[i] = clamp(y + 1.402 * cr);
        samples[i + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
        samples[i + 2] = clamp(y + 1.772 * cb);
      } else {
        samples[i] = (byte) ~samples[i];
        samples[i + 1] = (byte) ~samples[i + 1];
        samples[i + 2] = (byte) ~samples[i + 2];
      }
      samples[i + 3] = (byte) ~samples[i + 3];
    }
  }

  private static byte clamp(double value) {
    return (byte) Math.clamp(Math.round(value), 0, 255);
  }

  private void toRgb(int pixels) {
    for (int x = 0; x < pixels; x++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * x + c] =
            switch (components) {
              case 1 -> samples[x];
              case 3 -> samples[3 * x + c];
              default -> withoutInk(samples[4 * x + c], samples[4 * x + 3]);
            };
      }
    }
  }

  /** Paper less ink less black: plain, and the same on every machine. */
  private static byte withoutInk(byte ink, byte black) {
    return (byte) (((255 - (ink & 0xff)) * (255 - (black & 0xff)) + 127) / 255);
  }

  private void write(byte[] bgr, int start, int pixels, boolean transparent) {
    boolean premultiplied = model != null && model.isAlphaPremultiplied();
    for (int x = 0; x < pixels; x++) {
      for (int c = 0; c < 3; c++) {
        byte sample = rgb[3 * x + c];
        if (transparent) {
          int a = alpha[x] & 0xff;
          int colour = premultiplied ? (sample & 0xff) : ((sample & 0xff) * a + 127) / 255;
          sample = (byte) Math.min(255, colour + 255 - a);
        }
        bgr[start + 3 * x + 2 - c] = sample;
      }
    }
  }
}

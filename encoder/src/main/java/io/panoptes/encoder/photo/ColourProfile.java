package io.panoptes.encoder.photo;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/**
 * An embedded ICC profile that leads to sRGB. Profiles that cannot be used (broken, or of another
 * number of components than the picture) and those that change nothing (sRGB itself, under its many
 * names) are {@code null}: the samples are then taken as sRGB. For one thread at a time.
 */
final class ColourProfile {
  /** A profile that moves no colour by more than this is sRGB written by another hand. */
  private static final int UNSEEN = 2;

  private final int components;
  private final ColorConvertOp conversion;

  private ColourProfile(int components, ColorConvertOp conversion) {
    this.components = components;
    this.conversion = conversion;
  }

  /** Returns the profile in {@code icc} for pictures of {@code components}, if there is one. */
  static @Nullable ColourProfile parse(byte[] icc, int components) {
    if (icc.length == 0) {
      return null;
    }
    try {
      ICC_Profile profile = ICC_Profile.getInstance(icc);
      if (profile.getNumComponents() != components
          || profile.getColorSpaceType() != space(components)) {
        return null;
      }
      ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
      ColourProfile parsed =
          new ColourProfile(
              components, new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null));
      return parsed.changesNothing() ? null : parsed;
    } catch (RuntimeException e) {
      // Broken profiles fail in more ways than CMMException, and no photo is lost for its profile.
      return null;
    }
  }

  private static int space(int components) {
    return switch (components) {
      case 1 -> ColorSpace.TYPE_GRAY;
      case 3 -> ColorSpace.TYPE_RGB;
      case 4 -> ColorSpace.TYPE_CMYK;
      default -> -1;
    };
  }

  int components() {
    return components;
  }

  /**
   * Converts {@code pixels} pixels, {@code (pixels, components)}, into {@code rgb}, {@code (pixels,
   * 3)}.
   */
  void toSrgb(byte[] samples, int pixels, byte[] rgb) {
    conversion.filter(raster(samples, pixels, components), raster(rgb, pixels, 3));
  }

  private static WritableRaster raster(byte[] samples, int pixels, int components) {
    int[] offsets = new int[components];
    for (int i = 0; i < components; i++) {
      offsets[i] = i;
    }
    DataBuffer buffer = new DataBufferByte(samples, pixels * components);
    return Raster.createInterleavedRaster(
        buffer, pixels, 1, pixels * components, components, offsets, null);
  }

  /** Tries 9 levels of each component; a broken profile fails here, before any photo does. */
  private boolean changesNothing() {
    int levels = components == 1 ? 256 : 9;
    int pixels = (int) Math.pow(levels, components);
    byte[] samples = new byte[pixels * components];
    for (int i = 0; i < pixels; i++) {
      int rest = i;
      for (int c = 0; c < components; c++) {
        samples[i * components + c] = (byte) (rest % levels * 255 / (levels - 1));
        rest /= levels;
      }
    }
    byte[] rgb = new byte[3 * pixels];
    toSrgb(samples, pixels, rgb);
    boolean unchanged = components != 4;
    for (int i = 0; unchanged && i < rgb.length; i++) {
      int sample = components == 1 ? samples[i / 3] : samples[i];
      unchanged = Math.abs((sample & 0xff) - (rgb[i] & 0xff)) <= UNSEEN;
    }
    return unchanged;
  }
}

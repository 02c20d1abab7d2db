package io.panoptes.encoder.photo;

import java.util.stream.LongStream;

/** Reads the first directory of a TIFF and checks that its strips or tiles are all there. */
final class TiffHeader {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int STRIP_BYTE_COUNTS = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTE_COUNTS = 325;
  private static final int SAMPLE_FORMAT = 339;
  private static final int PROFILE = 34675;

  private static final int UNCOMPRESSED = 1;
  private static final int YCBCR = 6;
  private static final int CMYK = 5;
  private static final int MAX_TILE_SIDE = 1 << 16;

  private TiffHeader() {}

  static PhotoHeader read(Bytes bytes) throws UnreadablePhotoException {
    TiffDirectory directory = TiffDirectory.first(bytes);
    directory.requireValues();
    long width = directory.value(WIDTH, 0);
    long height = directory.value(HEIGHT, 0);
    checkSamples(bytes, directory);
    checkParts(bytes, directory, width, height);
    int components =
        switch ((int) directory.value(PHOTOMETRIC, 1)) {
          case 0, 1 -> 1;
          case CMYK -> 4;
          default -> 3;
        };
    Bytes profile = directory.raw(PROFILE);
    return new PhotoHeader(
        width,
        height,
        directory.orientation(),
        ColourProfile.parse(profile.copy(0, profile.length()), components));
  }

  private static void checkSamples(Bytes bytes, TiffDirectory directory)
      throws UnreadablePhotoException {
    long bits = LongStream.of(directory.values(BITS)).max().orElse(1);
    long format = directory.value(SAMPLE_FORMAT, 1);
    if (bits > 16 || format != 1) {
      throw bytes.unsupported(
          "a TIFF must have samples of 1 to 16 bits, unsigned",
          "has " + bits + " bits of format " + format);
    }
    for (int tag : new int[] {TILE_WIDTH, TILE_HEIGHT}) {
      if (directory.value(tag, 1) < 1 || directory.value(tag, 1) > MAX_TILE_SIDE) {
        throw bytes.damaged(
            "a TIFF's tiles may have " + MAX_TILE_SIDE + " pixels a side",
            "has some of " + directory.value(tag, 1));
      }
    }
  }

  private static void checkParts(Bytes bytes, TiffDirectory directory, long width, long height)
      throws UnreadablePhotoException {
    boolean tiled = directory.has(TILE_OFFSETS);
    long[] offsets = directory.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
    long[] counts = directory.values(tiled ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS);
    if (offsets.length == 0 || offsets.length != counts.length) {
      throw bytes.damaged(
          "a TIFF must say where its pixels are",
          "has " + offsets.length + " places and " + counts.length + " lengths");
    }
    long total = 0;
    for (int i = 0; i < offsets.length; i++) {
      bytes.require(offsets[i], counts[i]);
      total += counts[i];
    }
    boolean subsampled = directory.value(PHOTOMETRIC, 1) == YCBCR;
    if (directory.value(COMPRESSION, UNCOMPRESSED) == UNCOMPRESSED && !subsampled) {
      long bitsPerPixel = directory.value(BITS, 1) * directory.value(SAMPLES, 1);
      if (total < (width * bitsPerPixel + 7) / 8 * height) {
        throw bytes.truncated(
            "a TIFF must have all its pixels, says it has " + total + " bytes of them");
      }
    }
  }
}

package io.panoptes.encoder.photo;

import java.nio.ByteOrder;

/** Reads a BMP's headers and checks that its rows are all there. */
final class BmpHeader {
  private BmpHeader() {}

  static PhotoHeader read(Bytes content) throws UnreadablePhotoException {
    Bytes bytes = content.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.u32(2) > bytes.length()) {
      throw bytes.truncated("a BMP of " + bytes.u32(2) + " bytes must have as many");
    }
    long pixels = bytes.u32(10);
    boolean old = bytes.u32(14) == 12;
    long width = old ? bytes.u16(18) : bytes.i32(18);
    // A negative height means that rows go from the top.
    long height = old ? bytes.u16(20) : Math.abs((long) bytes.i32(22));
    int bits = bytes.u16(old ? 24 : 28);
    long compression = old ? 0 : bytes.u32(30);
    switch ((int) compression) {
      case 0, 3 -> {
        long row = (width * bits + 31) / 32 * 4;
        if (width > 0 && height > (bytes.length() - pixels) / Math.max(1, row)) {
          throw bytes.truncated("a BMP must have all its " + height + " rows");
        }
      }
      case 1, 2 -> checkRuns(bytes, pixels, compression == 2);
      default ->
          throw bytes.unsupported(
              "a BMP must be uncompressed or run-length encoded", "has compression " + compression);
    }
    return new PhotoHeader(width, height, 1, null);
  }

  /** Follows run-length codes up to the end of the bitmap. */
  private static void checkRuns(Bytes bytes, long from, boolean halfBytes)
      throws UnreadablePhotoException {
    long at = from;
    while (true) {
      int count = bytes.u8(at);
      int value = bytes.u8(at + 1);
      at += 2;
      if (count == 0 && value == 1) {
        return;
      }
      if (count == 0 && value == 2) {
        at += 2;
      } else if (count == 0 && value > 2) {
        int length = halfBytes ? (value + 1) / 2 : value;
        at += length + (length & 1);
      }
    }
  }
}

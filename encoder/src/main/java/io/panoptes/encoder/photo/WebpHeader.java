package io.panoptes.encoder.photo;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks a WebP from chunk to chunk. Of an animated one the first frame is read, in its own
 * rectangle.
 */
final class WebpHeader {
  private static final int FLAGS = 20;
  private static final int PROFILE_FLAG = 0x20;
  private static final int FRAME_HEADER = 16;

  private final Bytes bytes;
  private final long end;
  private int width = -1;
  private int height;
  private int orientation = 1;
  private byte[] profile = {};

  private WebpHeader(Bytes bytes, long end) {
    this.bytes = bytes;
    this.end = end;
  }

  static PhotoHeader read(Bytes content) throws UnreadablePhotoException {
    Bytes bytes = content.order(ByteOrder.LITTLE_ENDIAN);
    long end = 8 + bytes.u32(4);
    if (end > bytes.length()) {
      throw bytes.truncated("a WebP of " + end + " bytes must have as many");
    }
    WebpHeader header = new WebpHeader(bytes, end);
    header.walk();
    return new PhotoHeader(
        header.width, header.height, header.orientation, ColourProfile.parse(header.profile, 3));
  }

  /**
   * Returns {@code content} as the decoder shall see it: with its profile hidden, since profiles
   * are applied here, and followed by zeros, which VP8's arithmetic decoder may read a few of past
   * the end of a whole file.
   */
  static byte[] forDecoder(byte[] content) {
    byte[] padded = Arrays.copyOf(content, content.length + 16);
    if (padded[12] == 'V' && padded[15] == 'X') {
      padded[FLAGS] &= (byte) ~PROFILE_FLAG;
    }
    return padded;
  }

  private void walk() throws UnreadablePhotoException {
    long canvasWidth = -1;
    long canvasHeight = -1;
    boolean animated = false;
    for (long at = 12; at + 8 <= end; ) {
      long length = bytes.u32(at + 4);
      Bytes chunk = bytes.part(at + 8, length);
      switch (bytes.ascii(at, 4)) {
        case "VP8X" -> {
          animated = (chunk.u8(0) & 0x02) != 0;
          canvasWidth = 1L + chunk.u24(4);
          canvasHeight = 1L + chunk.u24(7);
        }
        case "VP8 ", "VP8L" -> {
          if (!animated) {
            picture(bytes.ascii(at, 4), chunk);
          }
        }
        case "ANMF" -> {
          if (animated && width < 0) {
            frame(chunk);
            canvasWidth = 1L + chunk.u24(6);
            canvasHeight = 1L + chunk.u24(9);
          }
        }
        case "EXIF" -> {
          int prefix = chunk.has(0, "Exif\0\0") ? 6 : 0;
          orientation = TiffDirectory.orientation(chunk.part(prefix, chunk.length() - prefix));
        }
        case "ICCP" -> profile = chunk.copy(0, length);
        default -> {}
      }
      at += 8 + length + (length & 1);
    }
    if (width < 0) {
      throw bytes.damaged("a WebP must hold a picture", animated ? "has no frame" : "has none");
    }
    if (canvasWidth >= 0 && (canvasWidth != width || canvasHeight != height)) {
      throw bytes.damaged(
          "a WebP's picture must be as large as its header says, "
              + canvasWidth
              + "×"
              + canvasHeight,
          "has one of " + width + "×" + height);
    }
  }

  private void frame(Bytes frame) throws UnreadablePhotoException {
    for (long at = FRAME_HEADER; at + 8 <= frame.length(); ) {
      long length = frame.u32(at + 4);
      picture(frame.ascii(at, 4), frame.part(at + 8, length));
      at += 8 + length + (length & 1);
    }
  }

  private void picture(String type, Bytes chunk) throws UnreadablePhotoException {
    if (type.equals("VP8 ")) {
      width = chunk.u16(6) & 0x3fff;
      height = chunk.u16(8) & 0x3fff;
    } else if (type.equals("VP8L")) {
      int sizes = chunk.i32(1);
      width = 1 + (sizes & 0x3fff);
      height = 1 + (sizes >>> 14 & 0x3fff);
    }
  }
}

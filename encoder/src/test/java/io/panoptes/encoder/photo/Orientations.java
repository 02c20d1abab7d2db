package io.panoptes.encoder.photo;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Photos as a camera stores them when it is not held upright. */
final class Orientations {
  private Orientations() {}

  /** Returns a JPEG of {@code upright}, stored and marked as EXIF's {@code orientation}. */
  static byte[] jpeg(BufferedImage upright, int orientation) {
    return marked(TestPhotos.encode(stored(upright, orientation), "jpeg"), orientation);
  }

  /** Returns {@code jpeg} with an EXIF block whose thumbnail is marked otherwise. */
  static byte[] marked(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(8 + 2 * 18);
    exif.putShort((short) 0x4d4d).putShort((short) 42).putInt(8);
    directory(exif, orientation, 26);
    directory(exif, orientation == 3 ? 6 : 3, 0);
    return Fixtures.withSegment(
        jpeg, 0xe1, "Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif.array());
  }

  private static void directory(ByteBuffer exif, int orientation, int next) {
    exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(next);
  }

  /**
   * Stores {@code upright} so that row 0 and column 0 are what EXIF says of {@code orientation},
   * done by Java2D's transforms.
   */
  static BufferedImage stored(BufferedImage upright, int orientation) {
    int w = upright.getWidth();
    int h = upright.getHeight();
    AffineTransform transform =
        switch (orientation) {
          case 1 -> new AffineTransform();
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          // Row 0 is the right-hand side, column 0 the top.
          case 6 -> new AffineTransform(0, -1, 1, 0, 0, w);
          // Row 0 is the right-hand side, column 0 the bottom.
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          // Row 0 is the left-hand side, column 0 the bottom.
          case 8 -> new AffineTransform(0, 1, -1, 0, h, 0);
          default -> throw new IllegalArgumentException("no orientation " + orientation);
        };
    BufferedImage stored =
        new BufferedImage(
            orientation < 5 ? w : h, orientation < 5 ? h : w, BufferedImage.TYPE_3BYTE_BGR);
    return new AffineTransformOp(transform, AffineTransformOp.TYPE_NEAREST_NEIGHBOR)
        .filter(upright, stored);
  }
}

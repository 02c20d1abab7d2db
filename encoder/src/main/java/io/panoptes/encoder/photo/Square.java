package io.panoptes.encoder.photo;

/**
 * A photo at the size of a network: 8-bit sRGB, {@code (side, side, 3)}, rows from the top.
 * Immutable by agreement: {@link #rgb()} is not copied, and nobody writes to it.
 */
public final class Square {
  private final int side;
  private final byte[] rgb;

  /** Makes a square of {@code side × side} pixels from {@code 3 · side²} bytes. */
  public Square(int side, byte[] rgb) {
    if (side <= 0 || rgb.length != 3 * side * side) {
      throw new IllegalArgumentException(
          "a square must be side × side × 3 bytes, got side "
              + side
              + " and "
              + rgb.length
              + " bytes");
    }
    this.side = side;
    this.rgb = rgb;
  }

  /** Returns the length of a side in pixels. */
  public int side() {
    return side;
  }

  /** Returns the bytes, {@code (side, side, 3)}, not a copy. */
  public byte[] rgb() {
    return rgb;
  }
}

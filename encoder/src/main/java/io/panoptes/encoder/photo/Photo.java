package io.panoptes.encoder.photo;

import java.awt.image.BufferedImage;

/**
 * A decoded photo: upright, sRGB, without alpha. Holds the image in memory, so keep it for as short
 * a time as it takes to {@linkplain Encoder#prepare prepare} it.
 */
public final class Photo {
  private final String id;
  private final BufferedImage image;

  /**
   * Makes a photo.
   *
   * @param id SHA-256 of the file's bytes, 64 hex digits
   * @param image upright, {@link BufferedImage#TYPE_3BYTE_BGR}, sRGB
   */
  Photo(String id, BufferedImage image) {
    if (image.getType() != BufferedImage.TYPE_3BYTE_BGR) {
      throw new IllegalArgumentException(
          "a photo must be TYPE_3BYTE_BGR, got type " + image.getType());
    }
    this.id = id;
    this.image = image;
  }

  /** Returns the SHA-256 of the file's bytes, 64 hex digits; a crop keeps its photo's id. */
  public String id() {
    return id;
  }

  /**
   * Returns the upright image, {@link BufferedImage#TYPE_3BYTE_BGR}, sRGB; not to be written to.
   */
  public BufferedImage image() {
    return image;
  }

  /**
   * Returns what {@code frame} shows of this photo, antialiased: the one way in which photos come
   * to the size of a network.
   */
  public Square toSquare(Frame frame) {
    return Resize.toSquare(image, frame);
  }

  /** Returns the whole photo squashed to a square of {@code side × side} pixels. */
  public Square toSquare(int side) {
    return toSquare(Frame.whole(side));
  }

  /** Returns the part of this photo within {@code box}, at least one pixel each way. */
  public Photo crop(Box box) {
    return new Photo(id, box.of(image));
  }

  /**
   * Returns this photo reduced until its longer side is at most {@code side} pixels, antialiased; a
   * smaller one stays as it is.
   */
  public Photo atMost(int side) {
    if (side <= 0) {
      throw new IllegalArgumentException("side must be positive, got " + side);
    }
    int longer = Math.max(image.getWidth(), image.getHeight());
    if (longer <= side) {
      return this;
    }
    double scale = (double) side / longer;
    return new Photo(
        id,
        Resize.toSize(
            image,
            Math.max(1, (int) Math.round(scale * image.getWidth())),
            Math.max(1, (int) Math.round(scale * image.getHeight()))));
  }

  /**
   * Returns {@code changed}, {@link BufferedImage#TYPE_3BYTE_BGR}, sRGB, as what became of this
   * photo, whose id it keeps. Public for augmentation.
   */
  public Photo with(BufferedImage changed) {
    return new Photo(id, changed);
  }
}

package io.panoptes.encoder.photo;

/** Small pictures of photos to be shown to people. */
public final class Thumbnail {
  private static final int LONGEST_SIDE = 320;
  private static final float QUALITY = 0.85f;

  private Thumbnail() {}

  /**
   * Returns {@code photo} as a JPEG whose longer side is at most 320 pixels. It holds the pixels
   * and nothing else: no place, no time, no camera.
   */
  public static byte[] jpeg(Photo photo) {
    return Jpeg.encode(photo.atMost(LONGEST_SIDE).image(), QUALITY);
  }
}

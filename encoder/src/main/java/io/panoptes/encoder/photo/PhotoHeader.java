package io.panoptes.encoder.photo;

import org.jspecify.annotations.Nullable;

/**
 * What a whole photo says about itself before any of its pixels is decoded.
 *
 * @param width as stored, before {@code orientation} is applied; not yet checked
 * @param height likewise
 * @param orientation 1 to 8, as in EXIF
 * @param profile the embedded colour profile, if it is one that can be used
 * @param inks how a JPEG of four components stores its inks
 */
record PhotoHeader(
    long width, long height, int orientation, @Nullable ColourProfile profile, Inks inks) {
  /** Four-component JPEGs are decoded by hand: ImageIO would ask the system for a profile. */
  enum Inks {
    NONE,
    CMYK,
    YCCK
  }

  PhotoHeader(long width, long height, int orientation, @Nullable ColourProfile profile) {
    this(width, height, orientation, profile, Inks.NONE);
  }
}

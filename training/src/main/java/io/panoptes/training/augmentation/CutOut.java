package io.panoptes.training.augmentation;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * What comes of cutting the object out of a photo with a plain background: renders and studio
 * pictures.
 */
sealed interface CutOut {
  /**
   * The object alone.
   *
   * @param image cut down to the object, {@link BufferedImage#TYPE_INT_ARGB}, its edge soft
   * @param place of that part in the photo, in pixels
   */
  record Done(BufferedImage image, Rectangle place) implements CutOut {}

  /**
   * No object could be told from its background.
   *
   * @param reason a code in lower case with hyphens, {@code ": "}, and the rule with its value
   */
  record Refused(String reason) implements CutOut {}

  /** Fewer pixels than this each way show nothing. */
  int LEAST_SIDE = 16;

  /** The border is plain if this share of it has one colour: an object may well reach it. */
  double PLAIN = 0.75;

  /** Less than this share of the photo is no object. */
  double LEAST_OBJECT = 0.005;

  /** More than this share of an outline without contrast has a leak somewhere. */
  double FAINT = 0.5;

  /** Contrast of an outline that can be trusted, in tolerances. */
  double CONTRAST = 2.5;

  /** Specks below this share of the photo are dust or compression. */
  double SPECK = 0.0004;

  /** Cuts the object out of {@code photo}, {@link BufferedImage#TYPE_3BYTE_BGR}. */
  static CutOut of(BufferedImage photo) {
    int width = photo.getWidth();
    int height = photo.getHeight();
    if (Math.min(width, height) < LEAST_SIDE) {
      return new Refused(
          String.format(
              Locale.ROOT,
              "too-small: a photo must have %d pixels each way to be cut out, got %d×%d",
              LEAST_SIDE,
              width,
              height));
    }
    byte[] bgr = Canvas.bytes(Canvas.copy(photo));
    PlainBackground background = PlainBackground.of(bgr, width, height);
    if (background.plainShare() < PLAIN) {
      return new Refused(
          String.format(
              Locale.ROOT,
              "background-not-plain: %.0f %% of the border must have one colour, %.0f %% have",
              100 * PLAIN,
              100 * background.plainShare()));
    }
    Mask mask = new Mask(bgr, width, height, background, (int) (SPECK * width * height));
    double share = mask.objectShare();
    if (share < LEAST_OBJECT) {
      return new Refused(
          String.format(
              Locale.ROOT,
              "nothing-stands-out: %.1f %% of the photo must differ from its background, %.1f %% do",
              100 * LEAST_OBJECT,
              100 * share));
    }
    double faint = mask.faintShare((int) Math.round(CONTRAST * background.tolerance()));
    if (faint > FAINT) {
      return new Refused(
          String.format(
              Locale.ROOT,
              "faint-outline: at most %.0f %% of the object's outline may look like the background,"
                  + " %.0f %% do",
              100 * FAINT,
              100 * faint));
    }
    Rectangle place = mask.place();
    return new Done(SoftEdge.of(bgr, width, mask, background, place), place);
  }
}

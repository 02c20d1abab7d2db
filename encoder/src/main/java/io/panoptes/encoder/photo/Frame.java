package io.panoptes.encoder.photo;

/**
 * The part of a photo that a network is shown, and its size there: the centred box whose sides are
 * {@code share} of the photo's, squashed to a square.
 *
 * <p>The box is not rounded to pixels: its edges may fall within them. At its edges the filter also
 * sees what lies just outside, as Pillow's {@code resize} with a {@code box} does.
 *
 * @param share above 0, at most 1: the whole photo
 * @param side length of the square in pixels, positive
 */
public record Frame(double share, int side) {
  public Frame {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "a frame's share must be above 0 and at most 1, got " + share);
    }
    if (side <= 0) {
      throw new IllegalArgumentException("side must be positive, got " + side);
    }
  }

  /** Returns the frame around the whole photo. */
  public static Frame whole(int side) {
    return new Frame(1, side);
  }

  /** Returns whether nothing of the photo is left out. */
  public boolean isWhole() {
    return share == 1;
  }

  /** Returns what people are told: "the middle 0.7 at side 260". */
  @Override
  public String toString() {
    return (isWhole() ? "the whole" : "the middle " + share) + " at side " + side;
  }
}

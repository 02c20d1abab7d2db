package io.panoptes.encoder;

import io.panoptes.encoder.network.Backbone.Normalization;

/**
 * How a photo becomes a network's input: squashed to a square by an antialiased triangle filter,
 * then normalised.
 *
 * @param side length of the square in pixels
 * @param mirrored whether the features of a photo are the mean of its own and those of its mirror
 *     image, left to right; encoding then takes twice as long
 */
public record Preprocessing(int side, Normalization normalization, boolean mirrored) {
  /** The one way of resizing there is; model folders record it by this name. */
  static final String RESIZE = "triangle-antialiased";

  public Preprocessing {
    if (side <= 0) {
      throw new IllegalArgumentException("side must be positive, got " + side);
    }
  }
}

package io.panoptes.encoder;

import io.panoptes.encoder.network.Backbone.Normalization;

/**
 * How a photo becomes a network's input: squashed to a square by an antialiased triangle filter,
 * then normalised.
 *
 * @param side length of the square in pixels
 */
public record Preprocessing(int side, Normalization normalization) {
  /** The one way of resizing there is; model folders record it by this name. */
  static final String RESIZE = "triangle-antialiased";

  public Preprocessing {
    if (side <= 0) {
      throw new IllegalArgumentException("side must be positive, got " + side);
    }
  }
}

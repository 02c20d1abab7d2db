package io.panoptes.encoder.photo;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A photo ready for one model: a square for each side that its backbones ask for.
 *
 * @param squares at least one, no side twice
 */
public record Pixels(List<Square> squares) {
  public Pixels {
    squares = List.copyOf(squares);
    long sides = squares.stream().map(Square::side).distinct().count();
    if (squares.isEmpty() || sides < squares.size()) {
      throw new IllegalArgumentException(
          "pixels must be squares of different sides, got " + sides(squares));
    }
  }

  /**
   * Returns the square of {@code side} pixels.
   *
   * @throws IllegalArgumentException if there is none: these pixels are another model's
   */
  public Square square(int side) {
    return squares.stream()
        .filter(square -> square.side() == side)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "pixels must have side " + side + ", got " + sides(squares)));
  }

  private static String sides(List<Square> squares) {
    return squares.isEmpty()
        ? "none"
        : squares.stream()
            .map(square -> Integer.toString(square.side()))
            .collect(Collectors.joining(" and "));
  }
}

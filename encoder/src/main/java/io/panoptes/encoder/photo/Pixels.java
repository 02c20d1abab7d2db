package io.panoptes.encoder.photo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A photo ready for one model: a square for each frame that its backbones look through.
 *
 * @param squares at least one, each as large as its frame says
 */
public record Pixels(Map<Frame, Square> squares) {
  public Pixels {
    squares = Map.copyOf(squares);
    if (squares.isEmpty()) {
      throw new IllegalArgumentException(
          "pixels must have a square for a frame at least, got none");
    }
    squares.forEach((frame, square) -> {
      if (square.side() != frame.side()) {
        throw new IllegalArgumentException(
            "the square of a frame must have its side, got side "
                + square.side()
                + " for "
                + frame);
      }
    });
  }

  /** Returns what {@code photo} shows in each of {@code frames}, which may name one twice. */
  public static Pixels of(Photo photo, List<Frame> frames) {
    Map<Frame, Square> squares = new LinkedHashMap<>();
    frames.forEach(frame -> squares.computeIfAbsent(frame, photo::toSquare));
    return new Pixels(squares);
  }

  /** Returns the pixels of a photo of which only {@code whole} is looked at. */
  public static Pixels of(Square whole) {
    return new Pixels(Map.of(Frame.whole(whole.side()), whole));
  }

  /**
   * Returns the square of {@code frame}.
   *
   * @throws IllegalArgumentException if there is none: these pixels are another model's
   */
  public Square square(Frame frame) {
    Square square = squares.get(frame);
    if (square == null) {
      throw new IllegalArgumentException(
          "pixels must have "
              + frame
              + ", got "
              + squares.keySet().stream()
                  .map(Frame::toString)
                  .sorted()
                  .collect(Collectors.joining(" and ")));
    }
    return square;
  }
}

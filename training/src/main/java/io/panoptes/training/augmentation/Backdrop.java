package io.panoptes.training.augmentation;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What is behind everything: a part of a photo of a place, where the clutter has such, else a room
 * with a wall, pictures on it, and a floor that comes nearer.
 *
 * @param placeShare share of field photos in front of a place, where there are any
 * @param pictures most pictures on a wall
 */
record Backdrop(double placeShare, int pictures) {
  /** The floor's lines meet so far above the wall's foot, in shares of the height. */
  private static final double VANISHING = 0.5;

  Backdrop {
    if (!(placeShare >= 0 && placeShare <= 1)) {
      throw new IllegalArgumentException("placeShare must be from 0 to 1, got " + placeShare);
    }
    if (pictures < 0) {
      throw new IllegalArgumentException("pictures must not be negative, got " + pictures);
    }
  }

  /**
   * Returns one.
   *
   * @param foot of the wall, in pixels from the top, positive and below {@code height}
   */
  BufferedImage paint(int width, int height, int foot, List<Clutter.Piece> clutter, Draws draws) {
    List<Clutter.Piece> places = clutter.stream().filter(piece -> !piece.isCutOut()).toList();
    BufferedImage backdrop = Canvas.opaque(width, height);
    Graphics2D graphics = Canvas.graphics(backdrop);
    if (!places.isEmpty() && draws.happens("place", placeShare)) {
      BufferedImage place = places.get(draws.index("which", places.size())).image();
      drawPart(graphics, place, new Rectangle(width, height), draws);
    } else {
      graphics.drawImage(Texture.any(width, foot, draws.part("wall")), 0, 0, null);
      int count = draws.index("pictures", pictures + 1);
      for (int i = 0; i < count; i++) {
        picture(graphics, width, foot, clutter, draws.part("picture" + i));
      }
      if (draws.happens("skirting", 0.6)) {
        graphics.setColor(Texture.colour(draws.part("skirting")));
        graphics.fillRect(0, foot - height / 40, width, height / 40);
      }
      BufferedImage boards = Texture.any(3 * width / 2, height, draws.part("floor"));
      floor(graphics, width, height, foot, boards);
    }
    graphics.dispose();
    return backdrop;
  }

  /** Draws {@code texture} row by row, the smaller the farther away. */
  private static void floor(
      Graphics2D graphics, int width, int height, int foot, BufferedImage texture) {
    double vanishing = foot - VANISHING * height;
    double farthest = (height - vanishing) / (foot - vanishing);
    for (int y = foot; y < height; y++) {
      double distance = (height - vanishing) / (y + 0.5 - vanishing); // 1 at the lower edge
      int row = (int) ((texture.getHeight() - 1) * (distance - 1) / (farthest - 1));
      int shown = (int) (texture.getWidth() * distance / farthest);
      int left = (texture.getWidth() - shown) / 2;
      int from = Math.clamp(row, 0, texture.getHeight() - 1);
      graphics.drawImage(texture, 0, y, width, y + 1, left, from, left + shown, from + 1, null);
    }
  }

  private static void picture(
      Graphics2D graphics, int width, int foot, List<Clutter.Piece> clutter, Draws draws) {
    int across = Math.max(4, (int) (width * draws.in("width", new Range(0.1, 0.3))));
    int down = Math.max(4, (int) (across * draws.in("height", new Range(0.6, 1.6))));
    int left = (int) (width * draws.in("left", new Range(0, 0.8)));
    int top = (int) (foot * draws.in("top", new Range(0, 0.6)));
    int frame = Math.max(1, across / 16);
    graphics.setColor(Texture.colour(draws.part("frame")));
    graphics.fillRect(left - frame, top - frame, across + 2 * frame, down + 2 * frame);
    graphics.drawImage(Texture.any(across, down, draws.part("canvas")), left, top, null);
    if (!clutter.isEmpty()) {
      BufferedImage image = clutter.get(draws.index("of", clutter.size())).image();
      drawPart(graphics, image, new Rectangle(left, top, across, down), draws);
    }
  }

  /** Draws a part of {@code image}, as wide for its height as {@code place}, into it. */
  private static void drawPart(
      Graphics2D graphics, BufferedImage image, Rectangle place, Draws draws) {
    double scale =
        Math.max(place.getWidth() / image.getWidth(), place.getHeight() / image.getHeight());
    double zoom = scale * draws.in("zoom", new Range(1, 1.8));
    double width = place.width / zoom;
    double height = place.height / zoom;
    Graphics2D clipped = (Graphics2D) graphics.create();
    clipped.clip(place);
    clipped.translate(place.x, place.y);
    clipped.scale(zoom, zoom);
    clipped.translate(
        -draws.in("from left", new Range(0, image.getWidth() - width)),
        -draws.in("from top", new Range(0, image.getHeight() - height)));
    clipped.drawImage(image, 0, 0, null);
    clipped.dispose();
  }
}

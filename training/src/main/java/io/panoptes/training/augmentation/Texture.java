package io.panoptes.training.augmentation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Surfaces of rooms, drawn by chance: floors, walls, cloth. All sizes are shares of the width. */
enum Texture {
  /** Paint, plaster, carpet: one colour. */
  PLASTER {
    @Override
    void draw(Graphics2D graphics, int width, int height, Draws draws) {
      fill(graphics, width, height, colour(draws));
    }
  },
  /** Boards, each a little darker or lighter than the last. */
  BOARDS {
    @Override
    void draw(Graphics2D graphics, int width, int height, Draws draws) {
      Color wood =
          Color.getHSBColor(
              (float) draws.in("hue", new Range(0.04, 0.12)),
              (float) draws.in("saturation", new Range(0.15, 0.65)),
              (float) draws.in("brightness", new Range(0.4, 0.95)));
      int board = pixels(draws.in("board", new Range(1 / 14.0, 1 / 6.0)), width);
      for (int x = 0; x < width; x += board) {
        graphics.setColor(brighter(wood, 0.88 + 0.24 * draws.grain()));
        graphics.fillRect(x, 0, board, height);
        graphics.setColor(brighter(wood, 0.5));
        graphics.fillRect(x, 0, 2, height);
        graphics.fillRect(x, (int) (height * draws.grain()), board, 2);
      }
    }
  },
  /** Tiles with joints, all alike or chequered. */
  TILES {
    @Override
    void draw(Graphics2D graphics, int width, int height, Draws draws) {
      Color base = colour(draws);
      Color other = brighter(base, draws.in("contrast", new Range(0.6, 1.4)));
      int tile = pixels(draws.in("tile", new Range(1 / 12.0, 1 / 4.0)), width);
      boolean chequered = draws.happens("chequered", 0.4);
      for (int y = 0; y < height; y += tile) {
        for (int x = 0; x < width; x += tile) {
          Color colour = chequered && (x / tile + y / tile) % 2 == 1 ? other : base;
          graphics.setColor(brighter(colour, 0.95 + 0.1 * draws.grain()));
          graphics.fillRect(x, y, tile, tile);
        }
      }
      graphics.setColor(brighter(base, draws.happens("pale joints", 0.5) ? 1.25 : 0.65));
      graphics.setStroke(new BasicStroke(Math.max(2, tile / 24f)));
      for (int at = 0; at < Math.max(width, height); at += tile) {
        graphics.draw(new Line2D.Double(at, 0, at, height));
        graphics.draw(new Line2D.Double(0, at, width, at));
      }
    }
  },
  /** Stripes, as on wallpaper and curtains. */
  STRIPES {
    @Override
    void draw(Graphics2D graphics, int width, int height, Draws draws) {
      Color base = colour(draws);
      fill(graphics, width, height, base);
      double period = width * draws.in("period", new Range(1 / 30.0, 1 / 6.0));
      double share = draws.in("share", new Range(0.2, 0.6));
      graphics.setColor(brighter(base, draws.in("contrast", new Range(0.65, 1.3))));
      for (double x = 0; x < width; x += period) {
        graphics.fill(new Rectangle2D.Double(x, 0, share * period, height));
      }
    }
  },
  /** Dots, as on wallpaper and carpets, in rows or anyhow. */
  DOTS {
    @Override
    void draw(Graphics2D graphics, int width, int height, Draws draws) {
      fill(graphics, width, height, colour(draws));
      graphics.setColor(colour(draws.part("dots")));
      double period = width * draws.in("period", new Range(1 / 36.0, 1 / 12.0));
      double size = period * draws.in("size", new Range(0.2, 0.6));
      double disorder = period * draws.in("disorder", new Range(0, 1));
      for (double y = 0; y < height; y += period) {
        for (double x = 0; x < width; x += period) {
          graphics.fill(
              new Ellipse2D.Double(
                  x + disorder * draws.grain(), y + disorder * draws.grain(), size, size));
        }
      }
    }
  },
  /** Bricks, or stones of one size, row over row. */
  BRICKS {
    @Override
    void draw(Graphics2D graphics, int width, int height, Draws draws) {
      Color base = colour(draws);
      fill(graphics, width, height, brighter(base, draws.in("joint", new Range(0.6, 1.3))));
      int brick = pixels(draws.in("brick", new Range(1 / 14.0, 1 / 7.0)), width);
      int row = Math.max(4, brick / 3);
      int joint = Math.max(2, brick / 16);
      for (int y = 0; y < height; y += row) {
        for (int x = (y / row) % 2 * -brick / 2; x < width; x += brick) {
          graphics.setColor(brighter(base, 0.85 + 0.3 * draws.grain()));
          graphics.fillRect(x, y, brick - joint, row - joint);
        }
      }
    }
  };

  abstract void draw(Graphics2D graphics, int width, int height, Draws draws);

  /** Returns some texture of this size, {@link BufferedImage#TYPE_3BYTE_BGR}. */
  static BufferedImage any(int width, int height, Draws draws) {
    Texture texture = values()[draws.index("texture", values().length)];
    BufferedImage image = Canvas.opaque(width, height);
    Graphics2D graphics = Canvas.graphics(image);
    texture.draw(graphics, width, height, draws);
    graphics.dispose();
    new Grain(texture == BOARDS ? 10 : 1, draws.in("grain", new Range(2, 12))).draw(image, draws);
    return image;
  }

  /** Draws a colour that walls and cloth have: seldom a loud one. */
  static Color colour(Draws draws) {
    double loudness = draws.in("loudness", new Range(0, 1));
    return Color.getHSBColor(
        (float) draws.in("hue", new Range(0, 1)),
        (float) (0.5 * loudness * loudness),
        (float) draws.in("brightness", new Range(0.35, 0.95)));
  }

  private static Color brighter(Color colour, double factor) {
    return new Color(
        (int) Math.clamp(factor * colour.getRed(), 0, 255),
        (int) Math.clamp(factor * colour.getGreen(), 0, 255),
        (int) Math.clamp(factor * colour.getBlue(), 0, 255));
  }

  private static void fill(Graphics2D graphics, int width, int height, Color colour) {
    graphics.setColor(colour);
    graphics.fillRect(0, 0, width, height);
  }

  private static int pixels(double share, int width) {
    return Math.max(4, (int) (share * width));
  }
}

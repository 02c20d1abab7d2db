package io.panoptes.training.augmentation;

import java.awt.image.BufferedImage;

/**
 * Light and dark spots of several sizes on a surface, as stone, cloth and wood have: random levels
 * on grids, linear between the grid's points ("value noise").
 *
 * @param length how many times as high as wide a spot is: wood has long ones
 * @param strength largest change of a level by the spots of one size, 0 to 64
 */
record Grain(int length, double strength) {
  /** Sizes of spots in pixels. */
  private static final int[] SPOTS = {61, 23, 7, 2};

  Grain {
    if (length < 1) {
      throw new IllegalArgumentException("length must be positive, got " + length);
    }
    if (!(strength >= 0 && strength <= 64)) {
      throw new IllegalArgumentException("strength must be from 0 to 64, got " + strength);
    }
  }

  /** Draws the spots onto {@code image}, {@link BufferedImage#TYPE_3BYTE_BGR}. */
  void draw(BufferedImage image, Draws draws) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] change = new float[width * height];
    for (int spot : SPOTS) {
      add(change, width, height, spot, draws);
    }
    byte[] bytes = Canvas.bytes(image);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.clamp((bytes[i] & 0xff) + Math.round(change[i / 3]), 0, 255);
    }
  }

  private void add(float[] change, int width, int height, int spot, Draws draws) {
    int high = spot * length;
    int columns = width / spot + 2;
    float[] upper = row(columns, draws);
    float[] lower = row(columns, draws);
    for (int y = 0; y < height; y++) {
      if (y > 0 && y % high == 0) {
        upper = lower;
        lower = row(columns, draws);
      }
      float down = (float) (y % high) / high;
      for (int x = 0; x < width; x++) {
        int column = x / spot;
        float right = (float) (x % spot) / spot;
        float above = upper[column] + right * (upper[column + 1] - upper[column]);
        float below = lower[column] + right * (lower[column + 1] - lower[column]);
        change[width * y + x] += above + down * (below - above);
      }
    }
  }

  private float[] row(int columns, Draws draws) {
    float[] row = new float[columns];
    for (int i = 0; i < columns; i++) {
      row[i] = (float) (strength * (2 * draws.grain() - 1));
    }
    return row;
  }
}

package io.panoptes.training.augmentation;

import java.awt.Rectangle;
import java.util.function.IntPredicate;

/**
 * Which pixels of a photo are its background: those of the background's colour that the borders
 * lead to, and enclosed patches of that colour that end at edges (between the legs of a chair),
 * unless it is the white of a burnt-out backdrop, which labels share. Longer than most, since one
 * flood leads to the next: each step reads what the one before has marked.
 */
final class Mask {
  private static final byte UNKNOWN = 0;
  private static final byte BACKGROUND = 1;
  private static final byte OBJECT = 2;

  /** Enclosed patches below this many pixels are the object's own. */
  private static final int LEAST_HOLE = 12;

  /** At least so much of a hole has the background's colour, and the rest that of rings. */
  private static final double HOLE_PLAIN = 0.2;

  /** Levels by which a hole may be brighter or darker than the background. */
  private static final double HOLE_BRIGHTNESS = 2;

  /**
   * A hole ends at edges on so much of its outline; where a surface of the object only passes
   * through the background's colour, it goes on without any.
   */
  private static final double HOLE_ENDS = 0.7;

  /** An island no farther from the background's colour than rings are may be so much larger. */
  private static final int FAINT_SPECK = 10;

  /** Contrast is looked for so many pixels around: an edge is about that wide. */
  private static final int EDGE = 3;

  private final int width;
  private final int height;
  private final byte[] kinds;

  /** For each pixel, how far from the background's colour it is. */
  private final int[] distances;

  /** For each pixel, by how many levels it is brighter than the background, or below 0. */
  private final float[] brighter;

  private final int tolerance;

  /** For each pixel, how far from the background's colour a ring about an edge may be. */
  private final int[] rings;

  /** Pixels found by a fill, in the order in which they were found. */
  private final int[] found;

  /**
   * Finds the background of the photo whose bytes are {@code bgr}, {@code (height, width, 3)}.
   *
   * @param speck islands of at most so many pixels are background, too
   */
  Mask(byte[] bgr, int width, int height, PlainBackground background, int speck) {
    this.width = width;
    this.height = height;
    this.kinds = new byte[width * height];
    this.found = new int[width * height];
    this.distances = new int[width * height];
    this.brighter = new float[width * height];
    for (int pixel = 0; pixel < distances.length; pixel++) {
      distances[pixel] = background.distance(bgr, 3 * pixel);
      brighter[pixel] = background.brighter(bgr, 3 * pixel);
    }
    this.tolerance = background.tolerance();
    this.rings = Rings.heights(distances, width, height);
    fillFromBorders();
    fillRings();
    if (!background.isBurntOut()) {
      fillHoles();
    }
    dropSpecks(speck);
  }

  /** Returns whether a pixel is the object's. */
  boolean isObject(int x, int y) {
    return kinds[width * y + x] == OBJECT;
  }

  /** Returns whether a pixel within {@code reach} of this one is background. */
  boolean isNearBackground(int x, int y, int reach) {
    for (int v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (int u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        if (kinds[width * v + u] == BACKGROUND) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns which pixel of the object within {@code reach} of this one, itself the object's, is
   * least like the background: its place in the photo's rows.
   */
  int purest(int x, int y, int reach) {
    int purest = width * y + x;
    for (int v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (int u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        int at = width * v + u;
        if (isObject(u, v) && distances[at] > distances[purest]) {
          purest = at;
        }
      }
    }
    return purest;
  }

  /** Returns the share of the photo that is the object. */
  double objectShare() {
    int count = 0;
    for (byte kind : kinds) {
      count += kind == OBJECT ? 1 : 0;
    }
    return (double) count / kinds.length;
  }

  /** Returns the share of the outline about which nothing differs by {@code contrast}. */
  double faintShare(int contrast) {
    int outline = 0;
    int faint = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (isObject(x, y) && isNearBackground(x, y, 1)) {
          outline++;
          faint += distances[purest(x, y, EDGE)] < contrast ? 1 : 0;
        }
      }
    }
    return outline == 0 ? 0 : (double) faint / outline;
  }

  /** Returns the least rectangle that holds the object, in pixels. */
  Rectangle place() {
    Rectangle place = new Rectangle(-1, -1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (isObject(x, y)) {
          place.add(new Rectangle(x, y, 1, 1));
        }
      }
    }
    return place;
  }

  private void fillFromBorders() {
    for (int x = 0; x < width; x++) {
      fillBackground(x);
      fillBackground(width * (height - 1) + x);
    }
    for (int y = 0; y < height; y++) {
      fillBackground(width * y);
      fillBackground(width * y + width - 1);
    }
  }

  private void fillBackground(int pixel) {
    if (isLikeBackground(pixel)) {
      fill(pixel, BACKGROUND, this::isLikeBackground);
    }
  }

  private void fillHoles() {
    for (int pixel = 0; pixel < kinds.length; pixel++) {
      if (isLikeBackground(pixel)) {
        int count = fill(pixel, OBJECT, this::isLikeBackgroundOrRing);
        if (count >= LEAST_HOLE && isHole(count)) {
          mark(count, BACKGROUND);
        }
      }
    }
    // Patches that are no holes belong to the object's islands, which are told apart next.
    for (int pixel = 0; pixel < kinds.length; pixel++) {
      kinds[pixel] = kinds[pixel] == OBJECT ? UNKNOWN : kinds[pixel];
    }
  }

  /**
   * Returns whether the patch just found is a hole: it is as bright as the background on the whole,
   * since rings are bright and dark in turns, some of it has the background's very colour, and it
   * ends at edges.
   */
  private boolean isHole(int count) {
    double brightness = 0;
    int plain = 0;
    for (int i = 0; i < count; i++) {
      brightness += brighter[found[i]];
      plain += distances[found[i]] <= tolerance ? 1 : 0;
    }
    return Math.abs(brightness) <= HOLE_BRIGHTNESS * count
        && plain >= HOLE_PLAIN * count
        && endShare(count) >= HOLE_ENDS;
  }

  /** Returns the share of the outline of the patch just found that is an edge. */
  private double endShare(int count) {
    int outline = 0;
    int edges = 0;
    for (int i = 0; i < count; i++) {
      int x = found[i] % width;
      int y = found[i] / width;
      if (highest(x, y, 1, UNKNOWN) > 0) {
        outline++;
        edges += highest(x, y, EDGE, UNKNOWN) > Rings.HIGHEST ? 1 : 0;
      }
    }
    return outline == 0 ? 0 : (double) edges / outline;
  }

  /** Returns the largest distance among the pixels of a kind within {@code reach}, else 0. */
  private int highest(int x, int y, int reach, byte kind) {
    int highest = 0;
    for (int v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (int u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        if (kinds[width * v + u] == kind) {
          highest = Math.max(highest, distances[width * v + u]);
        }
      }
    }
    return highest;
  }

  /** Lets the background grow over the rings about edges, no farther than they reach. */
  private void fillRings() {
    for (int step = 0; step < Rings.REACH; step++) {
      int count = 0;
      for (int pixel = 0; pixel < kinds.length; pixel++) {
        if (isLikeBackgroundOrRing(pixel) && isNearBackground(pixel % width, pixel / width, 1)) {
          found[count++] = pixel;
        }
      }
      mark(count, BACKGROUND);
    }
  }

  private void dropSpecks(int speck) {
    for (int pixel = 0; pixel < kinds.length; pixel++) {
      if (kinds[pixel] == UNKNOWN) {
        int count = fill(pixel, OBJECT, other -> kinds[other] == UNKNOWN);
        if (count <= (isFaint(count) ? FAINT_SPECK * speck : speck)) {
          mark(count, BACKGROUND);
        }
      }
    }
  }

  private boolean isFaint(int count) {
    for (int i = 0; i < count; i++) {
      if (distances[found[i]] > Rings.HIGHEST) {
        return false;
      }
    }
    return true;
  }

  private boolean isLikeBackground(int pixel) {
    return kinds[pixel] == UNKNOWN && distances[pixel] <= tolerance;
  }

  private boolean isLikeBackgroundOrRing(int pixel) {
    return kinds[pixel] == UNKNOWN && distances[pixel] <= Math.max(tolerance, rings[pixel]);
  }

  private void mark(int count, byte kind) {
    for (int i = 0; i < count; i++) {
      kinds[found[i]] = kind;
    }
  }

  /**
   * Marks all pixels that {@code joins} takes and {@code pixel} leads to, and returns how many;
   * what is marked must no longer be taken.
   */
  private int fill(int pixel, byte kind, IntPredicate joins) {
    int count = add(pixel, kind, joins, 0);
    for (int i = 0; i < count; i++) {
      int x = found[i] % width;
      if (x > 0) {
        count = add(found[i] - 1, kind, joins, count);
      }
      if (x < width - 1) {
        count = add(found[i] + 1, kind, joins, count);
      }
      if (found[i] >= width) {
        count = add(found[i] - width, kind, joins, count);
      }
      if (found[i] < kinds.length - width) {
        count = add(found[i] + width, kind, joins, count);
      }
    }
    return count;
  }

  private int add(int pixel, byte kind, IntPredicate joins, int count) {
    if (!joins.test(pixel)) {
      return count;
    }
    kinds[pixel] = kind;
    found[count] = pixel;
    return count + 1;
  }
}

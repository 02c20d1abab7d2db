package io.panoptes.encoder.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far into a {@link Backbone} its features are read: behind the head, its last layer, or at the
 * end of an earlier stage, where maps are finer and tell more of texture and style. The head's map
 * can be read in two ways. The head comes first in order, then its generalised mean, then the
 * stages from the shallowest on.
 *
 * @param stage number of the stage, counted from 0 as in the names of the weights ({@code
 *     blocks.4.…}); −1 for the generalised mean behind the head, −2 for the head
 */
public record Depth(int stage) implements Comparable<Depth> {
  private static final int HEAD_STAGE = -2;
  private static final int GEM_STAGE = -1;

  /** Behind the last layer: what is usually meant by a backbone's features. */
  public static final Depth HEAD = new Depth(HEAD_STAGE);

  /**
   * Behind the last layer too, but the generalised mean over its map (Radenović, Tolias, Chum,
   * arXiv 1711.02512), which weighs strong responses more than the plain mean does.
   */
  public static final Depth GEM = new Depth(GEM_STAGE);

  private static final Pattern STAGE = Pattern.compile("stage(0|[1-9][0-9]?)");

  public Depth {
    if (stage < HEAD_STAGE) {
      throw new IllegalArgumentException("a stage must be counted from 0, got " + stage);
    }
  }

  /**
   * Returns the depth called {@code name}, {@code head}, {@code gem} or {@code stage4}, as {@link
   * #toString} has it.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static Depth parse(String name) {
    if (name.equals("head")) {
      return HEAD;
    }
    if (name.equals("gem")) {
      return GEM;
    }
    Matcher matcher = STAGE.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a depth must be head, gem or a stage such as stage4, got " + name);
    }
    return new Depth(Integer.parseInt(matcher.group(1)));
  }

  /** Returns whether this is at the end of the whole backbone, not of an earlier stage. */
  public boolean isBehindHead() {
    return stage < 0;
  }

  @Override
  public int compareTo(Depth other) {
    return Integer.compare(stage, other.stage);
  }

  @Override
  public String toString() {
    return switch (stage) {
      case HEAD_STAGE -> "head";
      case GEM_STAGE -> "gem";
      default -> "stage" + stage;
    };
  }
}

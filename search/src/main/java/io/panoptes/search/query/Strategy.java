package io.panoptes.search.query;

/**
 * Which documents of the catalogue a query meets, and how a set of photos asks. Everybody uses
 * {@link #DEFAULT}; the others are there to be measured against it.
 *
 * @param exactUpTo where at most this many documents are asked, all are compared with
 */
public record Strategy(Target target, SetQuery set, int exactUpTo) {
  /**
   * Comparing with 10,000 vectors of 512 dimensions takes a few milliseconds, a small part of what
   * encoding a photo takes.
   */
  private static final int EXACT_UP_TO = 10_000;

  /** The documents of an object that a query meets. */
  public enum Target {
    PHOTOS,
    AGGREGATES,
    BOTH
  }

  /**
   * How a set of photos asks. Where photos ask, an object is as far as their distances to its
   * nearest document on average.
   */
  public enum SetQuery {
    /** The multi-view embedding of the set asks, once. */
    AGGREGATE_QUERY,
    /** Each photo asks. */
    MEAN_OF_PHOTOS,
    /** Both do; an object's distances are averaged. */
    BLENDED
  }

  /** The best on the train splits of furniture12 and ObjectPI: see ARCHITECTURE.md. */
  public static final Strategy DEFAULT = new Strategy(Target.BOTH, SetQuery.MEAN_OF_PHOTOS);

  /** Makes one that searches small indexes exactly. */
  public Strategy(Target target, SetQuery set) {
    this(target, set, EXACT_UP_TO);
  }

  /** Returns this, except that even the smallest index is searched by its graph. */
  public Strategy withGraphAlways() {
    return new Strategy(target, set, 0);
  }
}

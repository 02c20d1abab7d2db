package io.panoptes.search;

/**
 * Which documents of the catalogue a query meets, and how a set of photos asks. Everybody uses
 * {@link #DEFAULT}; the others are there to be measured against it.
 */
public record Strategy(Target target, SetQuery set) {
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
}

package io.panoptes.training.evaluation;

import java.util.Locale;

/** What a query is compared with. */
public enum Protocol {
  /** As the authors do: in category retrieval the query is in its own list, nearest of all. */
  AUTHORS,

  /** The query is never in its own list. */
  STRICT;

  /** Returns the name as users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

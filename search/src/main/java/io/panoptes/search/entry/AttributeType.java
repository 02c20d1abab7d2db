package io.panoptes.search.entry;

import java.util.Locale;

/** An attribute that some object has: its name, and what its values are. */
public record AttributeType(String name, Kind kind) {
  /** What values are. */
  public enum Kind {
    TEXT,
    NUMBER;

    /** Returns the kind as JSON names it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

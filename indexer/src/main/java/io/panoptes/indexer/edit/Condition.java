package io.panoptes.indexer.edit;

import io.panoptes.search.entry.ObjectEntry;
import java.util.List;
import java.util.Optional;

/** What must hold of the object that is there, for an edit to be made. */
public sealed interface Condition {
  /** Returns whether this holds where there is {@code current}. */
  boolean holds(Optional<ObjectEntry> current);

  /** Whether there must be an object. */
  enum Presence implements Condition {
    /** There may be one or not. */
    ANY,
    /** There must be one. */
    PRESENT,
    /** There must be none. */
    ABSENT;

    @Override
    public boolean holds(Optional<ObjectEntry> current) {
      return switch (this) {
        case ANY -> true;
        case PRESENT -> current.isPresent();
        case ABSENT -> current.isEmpty();
      };
    }
  }

  /** There must be an object with one of {@code tags}, see {@link ObjectEntry#tag}. */
  record Tagged(List<String> tags) implements Condition {
    public Tagged {
      tags = List.copyOf(tags);
    }

    @Override
    public boolean holds(Optional<ObjectEntry> current) {
      return current.isPresent() && tags.contains(current.get().tag());
    }
  }
}

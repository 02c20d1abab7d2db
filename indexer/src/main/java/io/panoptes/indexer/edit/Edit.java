package io.panoptes.indexer.edit;

import io.panoptes.search.entry.ObjectEntry;
import java.util.Optional;

/** What became of an edit of an object, when it is on disk. */
public sealed interface Edit {
  /** What can become of {@link ObjectEditor#put}. */
  sealed interface OfPut extends Edit {}

  /** What can become of {@link ObjectEditor#patch}. */
  sealed interface OfPatch extends Edit {}

  /** What can become of {@link ObjectEditor#delete}. */
  sealed interface OfDelete extends Edit {}

  /** The object is new. */
  record Created(ObjectEntry entry) implements OfPut {}

  /** The object was there, and is now as {@code entry} says. */
  record Replaced(ObjectEntry entry) implements OfPut, OfPatch {}

  /** The object is there no more. */
  record Removed(String id) implements OfDelete {}

  /** There is no such object; nothing was written. */
  record Missing(String id) implements OfPatch, OfDelete {}

  /**
   * The condition does not hold; nothing was written.
   *
   * @param current what there is
   */
  record Refused(Optional<ObjectEntry> current) implements OfPut, OfPatch, OfDelete {}
}

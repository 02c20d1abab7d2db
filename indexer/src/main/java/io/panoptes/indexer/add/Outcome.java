package io.panoptes.indexer.add;

import io.panoptes.encoder.folder.Skipped;
import org.jspecify.annotations.Nullable;

/** What became of an object. */
public sealed interface Outcome {
  /** Returns the object's id. */
  String id();

  /** It is new. */
  record Added(String id) implements Outcome {}

  /**
   * It differs from what the catalogue had, and replaced it.
   *
   * @param formerId the id under which the catalogue had it, if it was another
   */
  record Updated(String id, @Nullable String formerId) implements Outcome {}

  /** It is as the catalogue had it; nothing was written. */
  record Unchanged(String id) implements Outcome {}

  /** It was taken out, since its folder or its rows have gone. */
  record Removed(String id) implements Outcome {}

  /** None of its photos could be read; each has been listed. */
  record Unreadable(String id) implements Outcome {}

  /** It was left out. */
  record Refused(String id, Skipped skipped) implements Outcome {}
}

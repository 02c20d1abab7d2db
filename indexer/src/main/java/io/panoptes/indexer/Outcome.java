package io.panoptes.indexer;

import io.panoptes.encoder.folder.Skipped;

/** What became of an object that was brought to the catalogue. */
sealed interface Outcome {
  /** It is new. */
  record Added() implements Outcome {}

  /** It differs from what the catalogue had, and replaced it. */
  record Updated() implements Outcome {}

  /** It is as the catalogue had it; nothing was written. */
  record Unchanged() implements Outcome {}

  /** None of its photos could be read; each has been listed. */
  record Unreadable() implements Outcome {}

  /** It was left out. */
  record Refused(Skipped skipped) implements Outcome {}
}

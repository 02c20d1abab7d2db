package io.panoptes.benchmarks;

import io.panoptes.search.recognition.Recognition;
import io.panoptes.search.recognition.Recognition.CategoryCandidate;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import io.panoptes.search.recognition.Recognition.OfCategory;
import io.panoptes.search.recognition.Recognition.OfObject;
import java.util.List;
import java.util.Objects;

/**
 * What a query was answered. First, as everywhere, is the first candidate, whatever the verdict.
 */
record Answered(Asked asked, Recognition recognition) {
  OfObject object() {
    return Objects.requireNonNull(recognition.object());
  }

  OfCategory category() {
    return Objects.requireNonNull(recognition.category());
  }

  /** Returns whether the object asked is first. */
  boolean isObjectRight() {
    return !ids().isEmpty() && ids().getFirst().equals(asked.id());
  }

  /** Returns whether the category of the object asked is first. */
  boolean isCategoryRight() {
    return !labels().isEmpty() && labels().getFirst().equals(asked.category());
  }

  /** Returns the objects, best first. */
  List<String> ids() {
    return object().candidates().stream().map(ObjectCandidate::id).toList();
  }

  /** Returns the categories, best first. */
  List<String> labels() {
    return category().candidates().stream().map(CategoryCandidate::label).toList();
  }
}

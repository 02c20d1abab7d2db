package io.panoptes.web.demo;

import io.panoptes.search.recognition.Recognition;
import io.panoptes.search.recognition.Recognition.CategoryCandidate;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import io.panoptes.search.recognition.Recognition.OfCategory;
import io.panoptes.search.recognition.Recognition.OfObject;
import io.panoptes.search.recognition.Verdict;
import io.panoptes.web.demo.DemoPhoto.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said of a photo of the demo, and whether that is right. */
record DemoAnswer(DemoPhoto photo, OfCategory kind, OfObject object) {
  /** Makes one of a recognition that was asked for both. */
  static DemoAnswer of(DemoPhoto photo, Recognition recognition) {
    OfCategory kind = recognition.category();
    OfObject object = recognition.object();
    if (kind == null || object == null) {
      throw new IllegalArgumentException("the demo asks for category and object");
    }
    return new DemoAnswer(photo, kind, object);
  }

  /**
   * Returns whether the answer is right: an object of the catalogue is the first candidate,
   * whatever the verdict; a stranger is taken for no object and for no other kind.
   */
  boolean isRight() {
    return switch (photo.truth()) {
      case Truth.InCatalogue known ->
          !object.candidates().isEmpty()
              && lastPart(object.candidates().getFirst().id()).equals(known.name());
      case Truth.Stranger stranger ->
          object.id() == null && (kind.label() == null || kind.label().equals(stranger.kind()));
    };
  }

  /** Returns whether the answer names one object for certain. */
  boolean isSure() {
    return object.verdict() == Verdict.KNOWN;
  }

  /** Returns what a line of the demo's output says: photo, kind, object, whether that is right. */
  List<String> cells() {
    return List.of(
        photo.name(),
        cell(kind.verdict(), kind.candidates().stream().map(CategoryCandidate::label).toList()),
        cell(
            object.verdict(),
            object.candidates().stream()
                .map(ObjectCandidate::id)
                .map(DemoAnswer::lastPart)
                .toList()),
        mark());
  }

  private String mark() {
    boolean unsure = photo.truth() instanceof Truth.InCatalogue && !isSure();
    return (isRight() ? "right" : "WRONG") + (unsure ? ", unsure" : "");
  }

  private static String cell(Verdict verdict, List<String> candidates) {
    String first = candidates.isEmpty() ? null : candidates.getFirst();
    return switch (verdict) {
      case KNOWN -> orNothing(first);
      case AMBIGUOUS -> first + (candidates.size() > 1 ? " or " + candidates.get(1) : "");
      case UNKNOWN -> "unknown" + (first == null ? "" : " (" + first + "?)");
    };
  }

  private static String orNothing(@Nullable String candidate) {
    return candidate == null ? "" : candidate;
  }

  private static String lastPart(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }
}

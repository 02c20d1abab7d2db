package io.panoptes.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.encoder.ModelId;
import io.panoptes.search.PhotoViews.LeftOut;
import io.panoptes.search.PhotoViews.Outcome;
import io.panoptes.search.PhotoViews.Seen;
import io.panoptes.search.recognition.Recognition;
import io.panoptes.search.recognition.Recognition.CategoryCandidate;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import io.panoptes.search.recognition.Recognition.OfCategory;
import io.panoptes.search.recognition.Recognition.OfObject;
import io.panoptes.search.recognition.RecognitionJson;
import io.panoptes.search.recognition.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query, as programs and people read it.
 *
 * @param recognition null if no photo of the query could be read
 */
record Answer(
    ModelId model, int generation, List<Outcome> photos, @Nullable Recognition recognition) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int RUNNERS_UP = 3;

  Answer {
    photos = List.copyOf(photos);
  }

  /** Returns the line of JSON that the contract describes, without a line end. */
  String toJson() throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("model", model.toString());
      json.writeNumberField("generation", generation);
      json.writeArrayFieldStart("photos");
      for (Outcome photo : photos) {
        write(json, photo);
      }
      json.writeEndArray();
      if (recognition != null) {
        RecognitionJson.writeAnswers(json, recognition, used());
      }
      json.writeEndObject();
    }
    return line.toString();
  }

  private static void write(JsonGenerator json, Outcome photo) throws IOException {
    switch (photo) {
      case Seen seen -> RecognitionJson.writeUsed(json, seen.name(), seen.id());
      case LeftOut leftOut ->
          RecognitionJson.writeLeftOut(json, leftOut.name(), leftOut.reason(), leftOut.message());
    }
  }

  private int used() {
    return (int) photos.stream().filter(Seen.class::isInstance).count();
  }

  /** Returns the lines that people read, each with its line end. */
  String toText() {
    StringBuilder text = new StringBuilder();
    for (Outcome photo : photos) {
      text.append(photo.name());
      if (photo instanceof LeftOut leftOut) {
        text.append(": left out, ").append(leftOut.message());
      }
      text.append('\n');
    }
    if (recognition != null && recognition.object() != null) {
      append(text, recognition.object());
    }
    if (recognition != null && recognition.category() != null) {
      append(text, recognition.category());
    }
    return text.toString();
  }

  private void append(StringBuilder text, OfObject object) {
    List<ObjectCandidate> candidates = object.candidates();
    text.append("  object    ").append(padded(object.verdict()));
    if (candidates.isEmpty()) {
      text.append("the catalogue has nothing to compare with\n");
      return;
    }
    ObjectCandidate first = candidates.getFirst();
    String of = first.category() == null ? "" : " (" + first.category() + ")";
    text.append(object.verdict() == Verdict.UNKNOWN ? "nearest is " : "")
        .append(first.id())
        .append(of)
        .append(used() > 1 ? ", mean distance" : ", distance")
        .append(String.format(Locale.ROOT, " %.3f", first.score()))
        .append(", like ")
        .append(first.photoName())
        .append('\n');
    StringJoiner next = new StringJoiner(", ");
    for (ObjectCandidate candidate : candidates.stream().skip(1).limit(RUNNERS_UP).toList()) {
      next.add(String.format(Locale.ROOT, "%s %.3f", candidate.id(), candidate.score()));
    }
    if (next.length() > 0) {
      text.append("            then       ").append(next).append('\n');
    }
  }

  private static void append(StringBuilder text, OfCategory category) {
    text.append("  category  ").append(padded(category.verdict()));
    StringJoiner votes = new StringJoiner(", ");
    for (CategoryCandidate candidate : category.candidates().stream().limit(RUNNERS_UP).toList()) {
      votes.add(
          String.format(Locale.ROOT, "%s %.0f %%", candidate.label(), 100 * candidate.share()));
    }
    text.append(votes.length() == 0 ? "no neighbour has a category" : votes.toString())
        .append('\n');
  }

  private static String padded(Verdict verdict) {
    return String.format(Locale.ROOT, "%-11s", RecognitionJson.word(verdict));
  }
}

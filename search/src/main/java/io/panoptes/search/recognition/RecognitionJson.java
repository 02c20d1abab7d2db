package io.panoptes.search.recognition;

import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.search.recognition.Recognition.CategoryCandidate;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import io.panoptes.search.recognition.Recognition.OfCategory;
import io.panoptes.search.recognition.Recognition.OfObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * How a recognition is written in JSON, by the command and by the server. Each method writes into
 * an object or array that the caller has begun. Public for the server.
 */
public final class RecognitionJson {
  private RecognitionJson() {}

  /** Writes, as an element of {@code photos}, a photo that was looked at. */
  public static void writeUsed(JsonGenerator json, String name, String photoId) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("id", photoId);
    json.writeBooleanField("used", true);
    json.writeEndObject();
  }

  /**
   * Writes, as an element of {@code photos}, a photo that could not be read.
   *
   * @param reason its code
   * @param message the whole story
   */
  public static void writeLeftOut(JsonGenerator json, String name, String reason, String message)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeBooleanField("used", false);
    json.writeStringField("reason", reason);
    json.writeStringField("message", message);
    json.writeEndObject();
  }

  /**
   * Writes the members {@code category} and {@code object}, as far as they were asked for.
   *
   * @param photos how many photos asked: of a set, candidates have a score
   */
  public static void writeAnswers(JsonGenerator json, Recognition recognition, int photos)
      throws IOException {
    if (recognition.category() != null) {
      write(json, recognition.category());
    }
    if (recognition.object() != null) {
      write(json, recognition.object(), photos);
    }
  }

  private static void write(JsonGenerator json, OfCategory category) throws IOException {
    json.writeObjectFieldStart("category");
    json.writeStringField("verdict", word(category.verdict()));
    json.writeStringField("label", category.label());
    json.writeArrayFieldStart("candidates");
    for (CategoryCandidate candidate : category.candidates()) {
      json.writeStartObject();
      json.writeStringField("label", candidate.label());
      json.writeNumberField("share", candidate.share());
      json.writeNumberField("distance", candidate.distance());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, OfObject object, int photos) throws IOException {
    json.writeObjectFieldStart("object");
    json.writeStringField("verdict", word(object.verdict()));
    json.writeStringField("id", object.id());
    writeCandidates(json, "candidates", object.candidates(), photos);
    json.writeEndObject();
  }

  /**
   * Writes the member {@code name}: objects, best first.
   *
   * @param photos how many photos asked; 1 where a stored object did
   */
  public static void writeCandidates(
      JsonGenerator json, String name, List<ObjectCandidate> candidates, int photos)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (ObjectCandidate candidate : candidates) {
      json.writeStartObject();
      json.writeStringField("id", candidate.id());
      json.writeStringField("category", candidate.category());
      json.writeNumberField("distance", candidate.distance());
      if (photos > 1) {
        json.writeNumberField("score", candidate.score());
      }
      json.writeStringField("photo", candidate.photo());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Returns {@code verdict} as it is written. */
  public static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}

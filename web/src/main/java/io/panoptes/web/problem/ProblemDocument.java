package io.panoptes.web.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.web.problem.ProblemException.BadPhoto;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** An RFC 9457 problem document. */
public final class ProblemDocument {
  /** Its media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonFactory JSON = new JsonFactory();

  private ProblemDocument() {}

  /**
   * Returns the document that says {@code failure}.
   *
   * @param instance the path that was asked for; empty if there was none that could be read
   * @param requestId by which the server's log knows the request
   */
  public static String of(ProblemException failure, String instance, String requestId) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", failure.problem().type());
      json.writeStringField("title", failure.problem().title());
      json.writeNumberField("status", failure.problem().status());
      json.writeStringField("detail", failure.detail());
      if (!instance.isEmpty()) {
        json.writeStringField("instance", instance);
      }
      json.writeStringField("request_id", requestId);
      if (!failure.photos().isEmpty()) {
        json.writeArrayFieldStart("photos");
        for (BadPhoto photo : failure.photos()) {
          json.writeStartObject();
          json.writeStringField("name", photo.name());
          json.writeBooleanField("used", false);
          json.writeStringField("reason", photo.reason());
          json.writeStringField("message", photo.message());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written to", e);
    }
    return text.toString();
  }
}

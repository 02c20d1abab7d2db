package io.panoptes.web.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Answers in JSON, written as they are known. */
final class Json {
  private static final JsonFactory JSON = new JsonFactory();

  /** Writes the members of an object. */
  @FunctionalInterface
  interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  private Json() {}

  /** Answers {@code context} by an object with {@code members}. */
  static void answer(Context context, Members members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    }
    context
        .contentType("application/json")
        .header("Cache-Control", "no-store")
        .result(bytes.toByteArray());
  }
}

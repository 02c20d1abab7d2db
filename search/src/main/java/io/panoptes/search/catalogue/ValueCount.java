package io.panoptes.search.catalogue;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A value, and how many objects have it. */
public record ValueCount(String value, int count) {
  /** Writes the JSON form, an object. */
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("value", value);
    json.writeNumberField("count", count);
    json.writeEndObject();
  }
}

package io.panoptes.search.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/** How an object is written in JSON, wherever it is. Public for the commands and the server. */
public final class ObjectJson {
  private ObjectJson() {}

  /** Writes {@code object} in short, as lists of many have it: how many photos, not which. */
  public static void writeShort(JsonGenerator json, ObjectEntry object) throws IOException {
    json.writeStartObject();
    writeShortMembers(json, object);
    json.writeEndObject();
  }

  /** Writes {@code object} with the ids and names of its photos. */
  public static void write(JsonGenerator json, ObjectEntry object) throws IOException {
    json.writeStartObject();
    writeMembers(json, object);
    json.writeEndObject();
  }

  /** Writes what {@link #write} does, into an object that the caller has begun. */
  public static void writeMembers(JsonGenerator json, ObjectEntry object) throws IOException {
    writeShortMembers(json, object);
    json.writeArrayFieldStart("photo_ids");
    for (PhotoEntry photo : object.photos()) {
      json.writeString(photo.id());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("photo_names");
    for (PhotoEntry photo : object.photos()) {
      json.writeString(photo.name());
    }
    json.writeEndArray();
  }

  private static void writeShortMembers(JsonGenerator json, ObjectEntry object) throws IOException {
    json.writeStringField("id", object.id());
    json.writeStringField("category", object.category());
    json.writeNumberField("photos", object.photos().size());
    json.writeObjectFieldStart("attributes");
    for (Map.Entry<String, Attribute> attribute : object.attributes().entrySet()) {
      json.writeFieldName(attribute.getKey());
      attribute.getValue().writeTo(json);
    }
    json.writeEndObject();
  }
}

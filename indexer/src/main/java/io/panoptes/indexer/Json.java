package io.panoptes.indexer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.transfer.ExportResult;
import io.panoptes.indexer.write.RemoveResult;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.ObjectJson;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;

/** What the commands print with {@code --json}: an object a line. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Writes the members of an object. */
  @FunctionalInterface
  interface Members {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private Json() {}

  static String of(AddResult result) throws IOException {
    return object(json -> {
      json.writeNumberField("added", result.added());
      json.writeNumberField("updated", result.updated());
      json.writeNumberField("unchanged", result.unchanged());
      json.writeNumberField("removed", result.removed());
      json.writeArrayFieldStart("renamed");
      for (AddResult.Renamed renamed : result.renamed()) {
        json.writeStartObject();
        json.writeStringField("from", renamed.from());
        json.writeStringField("to", renamed.to());
        json.writeEndObject();
      }
      json.writeEndArray();
      writeIds(json, "gone", result.gone());
      write(json, result.skipped());
      json.writeArrayFieldStart("collisions");
      json.writeEndArray();
      json.writeNumberField("photos", result.photos());
      json.writeNumberField("seconds", seconds(result.wall()));
      json.writeNumberField("generation", result.generation());
    });
  }

  static String of(ExportResult result) throws IOException {
    return object(json -> {
      json.writeNumberField("objects", result.objects());
      json.writeNumberField("photos", result.photos());
      json.writeNumberField("thumbnails", result.thumbnails());
      json.writeNumberField("originals", result.originals());
      json.writeNumberField("bytes", result.bytes());
      write(json, result.skipped());
      json.writeNumberField("seconds", seconds(result.wall()));
    });
  }

  static String of(RemoveResult result) throws IOException {
    return object(json -> {
      json.writeNumberField("removed", result.removed().size());
      write(json, result.skipped());
      json.writeNumberField("generation", result.generation());
    });
  }

  /** Returns a line of {@code list}. */
  static String of(ObjectEntry object) throws IOException {
    return line(json -> ObjectJson.writeShort(json, object));
  }

  /** Returns the answer of {@code show}. */
  static String withPhotos(ObjectEntry object) throws IOException {
    return line(json -> ObjectJson.write(json, object));
  }

  private static void writeIds(JsonGenerator json, String name, List<String> ids)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String id : ids) {
      json.writeString(id);
    }
    json.writeEndArray();
  }

  /** Writes what was left out as a member of an object. */
  static void write(JsonGenerator json, List<Skipped> skipped) throws IOException {
    json.writeArrayFieldStart("skipped");
    for (Skipped one : skipped) {
      json.writeStartObject();
      json.writeStringField("path", one.path());
      json.writeStringField("reason", one.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static double seconds(Duration time) {
    return Math.round(time.toMillis() / 100.0) / 10.0;
  }

  /** Returns a line that is an object of {@code members}. */
  static String object(Members members) throws IOException {
    return line(json -> {
      json.writeStartObject();
      members.writeTo(json);
      json.writeEndObject();
    });
  }

  private static String line(Members value) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      value.writeTo(json);
    }
    return line.toString();
  }
}

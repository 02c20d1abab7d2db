package io.panoptes.indexer.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Box;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.CataloguePhoto;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object as a line of {@code objects.jsonl}, and back, without any loss: vectors bit for bit,
 * numbers with all their digits. Longer than most, since both directions are read as one.
 */
final class ExportedObject {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Pattern PHOTO_ID = Pattern.compile("[0-9a-f]{64}");

  private ExportedObject() {}

  /** Returns the line of {@code object}, with its line break. */
  static byte[] line(CatalogueObject object) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      ObjectEntry entry = object.entry();
      json.writeStartObject();
      json.writeStringField("id", entry.id());
      json.writeStringField("category", entry.category());
      json.writeStringField("source", entry.source());
      json.writeObjectFieldStart("attributes");
      for (Map.Entry<String, Attribute> attribute : entry.attributes().entrySet()) {
        json.writeFieldName(attribute.getKey());
        write(json, attribute.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("photos");
      for (CataloguePhoto photo : object.photos()) {
        write(json, photo);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("aggregate");
      write(json, object.aggregate());
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    if (line.size() > ExportFormat.LONGEST_OBJECT) {
      throw new IndexerException(
          "the object "
              + object.id()
              + " is too large for an export: "
              + object.photos().size()
              + " photos take "
              + line.size()
              + " bytes, the most is "
              + ExportFormat.LONGEST_OBJECT);
    }
    return line.toByteArray();
  }

  private static void write(JsonGenerator json, Attribute attribute) throws IOException {
    json.writeStartObject();
    switch (attribute) {
      case Attribute.Text text -> {
        json.writeArrayFieldStart("text");
        for (String value : text.values()) {
          json.writeString(value);
        }
      }
      case Attribute.Number number -> {
        json.writeArrayFieldStart("number");
        for (double value : number.values()) {
          json.writeNumber(value);
        }
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, CataloguePhoto photo) throws IOException {
    PhotoEntry entry = photo.entry();
    Box box = entry.box();
    json.writeStartObject();
    json.writeStringField("id", entry.id());
    json.writeStringField("name", entry.name());
    json.writeStringField("location", entry.location());
    json.writeNumberField("bytes", entry.bytes());
    json.writeStringField("modified", entry.modified().toString());
    json.writeStringField("box", box == null ? null : box.toString());
    json.writeStringField("session", entry.session());
    // As double, which any reader of JSON has, and which holds every float32.
    json.writeNumberField("category_norm", (double) photo.view().categoryNorm());
    json.writeNumberField("object_norm", (double) photo.view().objectNorm());
    write(json, photo.view().embedding());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Embedding embedding) throws IOException {
    json.writeStringField("category_vector", encode(embedding.category()));
    json.writeStringField("object_vector", encode(embedding.object()));
  }

  private static String encode(UnitVector vector) {
    float[] components = vector.toArray();
    byte[] bytes = new byte[components.length * Float.BYTES];
    littleEndian(bytes).asFloatBuffer().put(components);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @param export what the export says of itself: its vectors' dimensions
   * @param where the line's place, for messages
   * @throws IndexerException if it is not that, whatever it is
   */
  static CatalogueObject parse(byte[] line, ExportManifest export, String where)
      throws IOException {
    Members json = Members.parse(line, where);
    try {
      List<PhotoEntry> photos = new ArrayList<>();
      List<View> views = new ArrayList<>();
      for (Members photo : json.objects("photos")) {
        photos.add(photo(photo));
        views.add(
            new View(
                embedding(photo, export),
                norm(photo, "category_norm"),
                norm(photo, "object_norm")));
      }
      return new CatalogueObject(
          new ObjectEntry(
              json.text("id"),
              json.textOrNull("category"),
              attributes(json.object("attributes")),
              json.text("source"),
              photos),
          views,
          embedding(json.object("aggregate"), export));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IndexerException(where + ": " + e.getMessage(), e);
    }
  }

  private static SortedMap<String, Attribute> attributes(Members json) throws IndexerException {
    SortedMap<String, Attribute> attributes = new TreeMap<>();
    for (String name : json.names()) {
      Members attribute = json.object(name);
      attributes.put(
          name,
          attribute.names().contains("number")
              ? new Attribute.Number(attribute.numbers("number"))
              : new Attribute.Text(attribute.texts("text")));
    }
    return attributes;
  }

  private static PhotoEntry photo(Members json) throws IndexerException {
    String id = json.text("id");
    if (!PHOTO_ID.matcher(id).matches()) {
      throw new IndexerException(
          json.where() + ": id must be 64 hex digits, the SHA-256 of the photo's file, got " + id);
    }
    return new PhotoEntry(
        id,
        json.text("name"),
        json.text("location"),
        json.integer("bytes"),
        Instant.parse(json.text("modified")),
        box(json),
        json.textOrNull("session"));
  }

  private static @Nullable Box box(Members json) throws IndexerException {
    String text = json.textOrNull("box");
    return text == null ? null : Box.parse(text);
  }

  private static float norm(Members json, String name) throws IndexerException {
    float norm = (float) json.number(name);
    if (!(norm > 0) || Float.isInfinite(norm)) {
      throw new IndexerException(
          json.where() + ": " + name + " must be a positive float32, got " + json.number(name));
    }
    return norm;
  }

  private static Embedding embedding(Members json, ExportManifest export) throws IndexerException {
    return new Embedding(
        vector(json, "category_vector", export.categoryDimension()),
        vector(json, "object_vector", export.objectDimension()));
  }

  private static UnitVector vector(Members json, String name, long dimension)
      throws IndexerException {
    try {
      byte[] bytes = Base64.getDecoder().decode(json.text(name));
      if (bytes.length != dimension * Float.BYTES) {
        throw new IndexerException(
            json.where()
                + ": "
                + name
                + " must have "
                + dimension
                + " dimensions of 4 bytes, got "
                + bytes.length
                + " bytes");
      }
      float[] components = new float[bytes.length / Float.BYTES];
      littleEndian(bytes).asFloatBuffer().get(components);
      return UnitVector.of(components);
    } catch (IllegalArgumentException e) {
      throw new IndexerException(json.where() + ": " + name + ": " + e.getMessage(), e);
    }
  }
}

package io.panoptes.indexer.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.encoder.ModelId;
import io.panoptes.indexer.failure.IndexerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What an export says of itself: its {@code export.json}.
 *
 * @param panoptes the version of Panoptes that wrote it
 * @param exported when
 * @param generation the number that the generation had in its catalogue
 * @param photos in all objects; one in two objects counts twice
 * @param categoryDimension of all category vectors
 * @param objectDimension of all object vectors
 */
record ExportManifest(
    String panoptes,
    Instant exported,
    ModelId model,
    long generation,
    long objects,
    long photos,
    long categoryDimension,
    long objectDimension) {
  ExportManifest {
    if (objects < 0 || photos < objects) {
      throw new IllegalArgumentException(
          "objects must be 0 or more, with a photo each at least, got "
              + objects
              + " objects and "
              + photos
              + " photos");
    }
    if (categoryDimension < 1 || objectDimension < 1) {
      throw new IllegalArgumentException(
          "dimensions must be positive, got " + categoryDimension + " and " + objectDimension);
    }
  }

  byte[] toJson() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("format", ExportFormat.NAME);
      json.writeNumberField("version", ExportFormat.VERSION);
      json.writeStringField("panoptes", panoptes);
      json.writeStringField("exported", exported.toString());
      json.writeStringField("model", model.sha256());
      json.writeNumberField("generation", generation);
      json.writeNumberField("objects", objects);
      json.writeNumberField("photos", photos);
      json.writeNumberField("category_dimension", categoryDimension);
      json.writeNumberField("object_dimension", objectDimension);
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param where what it was read from, for messages
   */
  static ExportManifest parse(byte[] text, String where) throws IOException {
    Members json = Members.parse(text, where);
    if (!json.text("format").equals(ExportFormat.NAME)) {
      throw new IndexerException(
          where + ": format must be " + ExportFormat.NAME + ", got " + json.text("format"));
    }
    long version = json.integer("version");
    if (version != ExportFormat.VERSION) {
      throw new IndexerException(
          where
              + " is of version "
              + version
              + ", this Panoptes reads version "
              + ExportFormat.VERSION
              + (version > ExportFormat.VERSION ? ": use a newer Panoptes" : ""));
    }
    try {
      return new ExportManifest(
          json.text("panoptes"),
          Instant.parse(json.text("exported")),
          new ModelId(json.text("model")),
          json.integer("generation"),
          json.integer("objects"),
          json.integer("photos"),
          json.integer("category_dimension"),
          json.integer("object_dimension"));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IndexerException(where + ": " + e.getMessage(), e);
    }
  }
}

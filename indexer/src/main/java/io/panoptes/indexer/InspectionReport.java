package io.panoptes.indexer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.inspection.Inspection;
import io.panoptes.search.inspection.MeasuredRecall;
import io.panoptes.search.inspection.Problem;
import java.io.IOException;
import java.util.Formatter;
import java.util.Locale;

/** What {@code verify} prints. */
final class InspectionReport {
  private InspectionReport() {}

  /** Returns what is printed for people. */
  static String text(Inspection inspection, CatalogueFolder folder) {
    Formatter text = new Formatter(Locale.ROOT);
    text.format(
        "%s, generation %d: %d objects, %d photos, %.1f %% of the documents are deleted ones%n",
        folder,
        inspection.generation(),
        inspection.objects(),
        inspection.photos(),
        100 * inspection.deletedShare());
    inspection.recalls().forEach(recall -> append(text, recall));
    if (inspection.recalls().isEmpty()) {
      text.format("recall@10: not measured because of the problems below%n");
    }
    inspection.problems().forEach(problem -> append(text, problem));
    return text.format(inspection.isOk() ? "ok" : "not ok").toString();
  }

  private static void append(Formatter text, MeasuredRecall recall) {
    String filter = recall.filter();
    text.format("recall@10 of %s%s: ", recall.field(), filter == null ? "" : ", only " + filter);
    if (recall.queries() == 0) {
      text.format("nothing to search for%n");
    } else {
      text.format(
          "%.4f (%.4f to %.4f with 95 %% confidence, %d queries)%n",
          recall.recall(), recall.low(), recall.high(), recall.queries());
    }
  }

  private static void append(Formatter text, Problem problem) {
    text.format("PROBLEM: %s (%d)%n", problem.kind().what(), problem.count());
    problem.places().forEach(place -> text.format("  %s%n", place));
    if (problem.count() > problem.places().size()) {
      text.format("  … and %d more%n", problem.count() - problem.places().size());
    }
    text.format("  to mend: %s%n", problem.kind().mend());
  }

  /** Returns what is printed with {@code --json}. */
  static String json(Inspection inspection) throws IOException {
    return Json.object(json -> {
      json.writeBooleanField("ok", inspection.isOk());
      json.writeNumberField("objects", inspection.objects());
      json.writeNumberField("photos", inspection.photos());
      json.writeObjectFieldStart("recall_at_10");
      for (String field : Inspection.FIELDS) {
        write(json, field, inspection);
      }
      json.writeEndObject();
      json.writeArrayFieldStart("problems");
      for (Problem problem : inspection.problems()) {
        write(json, problem);
      }
      json.writeEndArray();
      json.writeNumberField("generation", inspection.generation());
      json.writeNumberField("deleted_share", inspection.deletedShare());
      json.writeArrayFieldStart("recalls");
      for (MeasuredRecall recall : inspection.recalls()) {
        write(json, recall);
      }
      json.writeEndArray();
    });
  }

  /** Writes the recall of {@code field} without a filter; null if it could not be measured. */
  private static void write(JsonGenerator json, String field, Inspection inspection)
      throws IOException {
    json.writeFieldName(field);
    for (MeasuredRecall recall : inspection.recalls()) {
      if (recall.field().equals(field) && recall.filter() == null && recall.queries() > 0) {
        json.writeNumber(recall.recall());
        return;
      }
    }
    json.writeNull();
  }

  private static void write(JsonGenerator json, Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", problem.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("problem", problem.kind().what());
    json.writeNumberField("count", problem.count());
    json.writeArrayFieldStart("places");
    for (String place : problem.places()) {
      json.writeString(place);
    }
    json.writeEndArray();
    json.writeStringField("mend", problem.kind().mend());
    json.writeEndObject();
  }

  /** Writes a recall as an object. */
  static void write(JsonGenerator json, MeasuredRecall recall) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", recall.field());
    json.writeStringField("filter", recall.filter());
    json.writeNumberField("queries", recall.queries());
    json.writeNumberField("recall_at_10", recall.recall());
    json.writeNumberField("low", recall.low());
    json.writeNumberField("high", recall.high());
    json.writeEndObject();
  }
}

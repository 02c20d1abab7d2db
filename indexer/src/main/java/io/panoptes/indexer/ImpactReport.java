package io.panoptes.indexer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.search.inspection.Impact;
import io.panoptes.search.inspection.Impact.Change;
import io.panoptes.search.inspection.Impact.Nearest;
import io.panoptes.search.inspection.MeasuredRecall;
import java.io.IOException;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** What {@code reindex} prints of an impact; {@link ImpactPage} shows it with pictures. */
final class ImpactReport {
  private ImpactReport() {}

  /** Returns what is printed for people. */
  static String text(Impact impact) {
    Formatter text = new Formatter(Locale.ROOT);
    text.format("%s%n", summary(impact));
    for (MeasuredRecall recall : impact.recalls()) {
      String filter = recall.filter();
      text.format(
          "recall@10 of the new %s%s: %.4f (%.4f to %.4f)%n",
          recall.field(),
          filter == null ? "" : ", only " + filter,
          recall.recall(),
          recall.low(),
          recall.high());
    }
    append(text, "found before and not after", impact.lostCount(), impact.lost());
    append(text, "found after and not before", impact.gainedCount(), impact.gained());
    append(text, "the worst after", impact.worst().size(), impact.worst());
    return text.toString().stripTrailing();
  }

  /** Returns the sentence that says all in short. */
  static String summary(Impact impact) {
    if (impact.asked() == 0) {
      return "what the change does to answers cannot be told: no object has several photos";
    }
    return String.format(
        Locale.ROOT,
        "%d photos%s searched for with themselves left out: %.2f %% found before, %.2f %% after"
            + " (%d lost, %d gained)",
        impact.asked(),
        impact.asked() < impact.photos() ? " of " + impact.photos() : "",
        impact.before(),
        impact.after(),
        impact.lostCount(),
        impact.gainedCount());
  }

  private static void append(Formatter text, String title, int count, List<Change> changes) {
    if (count == 0) {
      return;
    }
    text.format("%s (%d):%n", title, count);
    for (Change change : changes) {
      text.format(
          "  %s %s: before %s; after %s%n",
          change.object(), change.name(), nearest(change.before()), nearest(change.after()));
    }
    if (count > changes.size()) {
      text.format("  … and %d more%n", count - changes.size());
    }
  }

  /** Returns what was found, in a few words. */
  static String nearest(Nearest nearest) {
    return nearest.other() == null
        ? nearest.own() < Double.POSITIVE_INFINITY ? "nothing else to find" : "left behind"
        : String.format(
            Locale.ROOT,
            "%s at %.3f, %s at %.3f",
            nearest.isFound() ? "itself" : nearest.other(),
            Math.min(nearest.own(), nearest.distance()),
            nearest.isFound() ? nearest.other() : "itself",
            Math.max(nearest.own(), nearest.distance()));
  }

  /** Writes the impact as a member of a JSON object. */
  static void write(JsonGenerator json, Impact impact) throws IOException {
    json.writeObjectFieldStart("impact");
    json.writeNumberField("photos", impact.photos());
    json.writeNumberField("asked", impact.asked());
    json.writeNumberField("found_before", impact.before());
    json.writeNumberField("found_after", impact.after());
    json.writeNumberField("loss", impact.loss());
    json.writeNumberField("lost", impact.lostCount());
    json.writeNumberField("gained", impact.gainedCount());
    write(json, "lost_photos", impact.lost());
    write(json, "gained_photos", impact.gained());
    write(json, "worst", impact.worst());
    json.writeArrayFieldStart("recalls");
    for (MeasuredRecall recall : impact.recalls()) {
      InspectionReport.write(json, recall);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, List<Change> changes)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Change change : changes) {
      json.writeStartObject();
      json.writeStringField("object", change.object());
      json.writeStringField("photo", change.photo());
      json.writeStringField("name", change.name());
      write(json, "before", change.before());
      write(json, "after", change.after());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String name, Nearest nearest) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeBooleanField("found", nearest.isFound());
    if (nearest.own() < Double.POSITIVE_INFINITY) {
      json.writeNumberField("own", nearest.own());
    }
    json.writeStringField("other", nearest.other());
    if (nearest.other() != null) {
      json.writeNumberField("distance", nearest.distance());
    }
    json.writeEndObject();
  }
}

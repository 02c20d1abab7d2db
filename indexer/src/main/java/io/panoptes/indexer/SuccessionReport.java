package io.panoptes.indexer;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.write.LeftBehind;
import io.panoptes.indexer.write.ReindexResult;
import java.io.IOException;
import java.util.Formatter;
import java.util.Locale;

/** What {@code reindex} and {@code rollback} print in the end. */
record SuccessionReport(ReindexResult result) {
  /** Returns what is printed for people. */
  String text() {
    Formatter text = new Formatter(Locale.ROOT);
    for (Skipped skipped : result.skipped()) {
      text.format("not readable again: %s%n", skipped);
    }
    for (LeftBehind object : result.leftBehind()) {
      text.format(
          "%s cannot follow: %d of %d photos are missing%n",
          object.id(), object.missing(), object.photos());
    }
    return text.format(
            "%sgeneration %d %s; %d photos encoded in %.1f s",
            result.stopped() ? "interrupted: " : "",
            result.generation(),
            result.swapped() ? "is in use now" : "stays in use",
            result.photos(),
            result.wall().toMillis() / 1000.0)
        .toString();
  }

  /** Returns the line of {@code --json}. */
  String json() throws IOException {
    return Json.object(json -> {
      json.writeNumberField("generation", result.generation());
      json.writeBooleanField("swapped", result.swapped());
      json.writeNumberField("photos", result.photos());
      json.writeArrayFieldStart("left_behind");
      for (LeftBehind object : result.leftBehind()) {
        json.writeStartObject();
        json.writeStringField("id", object.id());
        json.writeNumberField("photos", object.photos());
        json.writeNumberField("missing", object.missing());
        json.writeEndObject();
      }
      json.writeEndArray();
      Json.write(json, result.skipped());
      if (result.impact().isPresent()) {
        ImpactReport.write(json, result.impact().get());
      }
      json.writeNumberField("seconds", Math.round(result.wall().toMillis() / 100.0) / 10.0);
    });
  }
}

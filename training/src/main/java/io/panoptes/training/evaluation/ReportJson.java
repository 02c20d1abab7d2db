package io.panoptes.training.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A report for machines. */
final class ReportJson {
  private ReportJson() {}

  static String of(Report report) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("protocol", report.protocol().toString());
    Evaluation evaluation = report.evaluation();
    for (Task task : Task.values()) {
      json.put(task.key(), percent(evaluation.scores(task)));
    }
    json.put("model", report.model().toString());
    json.put("object_figures", report.objectFigures());
    putQueries(json, evaluation);
    ObjectNode separation = json.putObject("separation");
    put(separation, "category", evaluation.categories());
    put(separation, "object", evaluation.objects());
    ArrayNode growth = json.putArray("growth");
    for (GrowthPoint point : report.growth()) {
      growth
          .addObject()
          .put("photos", point.photos())
          .put("category_accuracy", percent(point.category()))
          .put("object_accuracy", percent(point.object()))
          .put("category_objects", point.category().objects())
          .put("object_objects", point.object().objects());
    }
    put(json, "train", report.train());
    put(json, "test", report.test());
    ArrayNode notes = json.putArray("notes");
    report.notes().forEach(notes::add);
    ArrayNode skipped = json.putArray("skipped");
    report
        .skipped()
        .forEach(each -> skipped.addObject().put("path", each.path()).put("reason", each.reason()));
    return json.toString();
  }

  private static @Nullable Double percent(Scores scores) {
    return scores.asked() == 0 ? null : scores.percent();
  }

  private static void putQueries(ObjectNode json, Evaluation evaluation) {
    ObjectNode intervals = json.putObject("intervals");
    ObjectNode queries = json.putObject("queries");
    for (Task task : Task.values()) {
      Scores scores = evaluation.scores(task);
      queries.put(task.key(), scores.asked());
      if (scores.asked() == 0) {
        intervals.putNull(task.key());
      } else {
        Interval interval = scores.interval();
        intervals.putArray(task.key()).add(interval.low()).add(interval.high());
      }
    }
  }

  private static void put(ObjectNode json, String name, Optional<Separation> measured) {
    if (measured.isEmpty()) {
      json.putNull(name);
      return;
    }
    Separation separation = measured.get();
    json.putObject(name)
        .put("d_intra_max", separation.maxIntra())
        .put("d_intra", separation.meanIntra())
        .put("d_inter", separation.meanInter())
        .put("d_inter_min", separation.minInter())
        .put("rho", Double.isFinite(separation.rho()) ? separation.rho() : null);
  }

  private static void put(ObjectNode json, String name, Report.Count count) {
    json.putObject(name)
        .put("objects", count.objects())
        .put("photos", count.photos())
        .put("categories", count.categories())
        .put("sessions", count.sessions());
  }
}

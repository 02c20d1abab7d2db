package io.panoptes.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.evaluation.Evaluation;
import io.panoptes.training.evaluation.Protocol;
import io.panoptes.training.evaluation.Scores;
import io.panoptes.training.evaluation.Task;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What cross-validation measured.
 *
 * @param objects those measured
 * @param categories names of those that count
 * @param places number of places that the objects were sorted into
 * @param folds of the objects
 * @param evaluations of each fold
 * @param notes what a reader must know of the photos, a line each
 * @param skipped photos and folders left out
 * @param notKept why features were not kept, if they were not
 */
record CrossValidationReport(
    List<ObjectFeatures> objects,
    List<String> categories,
    int places,
    Folds folds,
    List<Evaluation> evaluations,
    List<String> notes,
    List<Skipped> skipped,
    List<String> notKept) {
  private static final String NONE = "–";

  CrossValidationReport {
    objects = List.copyOf(objects);
    categories = List.copyOf(categories);
    evaluations = List.copyOf(evaluations);
    notes = List.copyOf(notes);
    skipped = List.copyOf(skipped);
    notKept = List.copyOf(notKept);
  }

  /** Returns a task's figure in each fold that asked, percent. */
  private List<Double> figures(Task task) {
    return evaluations.stream()
        .map(each -> each.scores(task))
        .filter(scores -> scores.asked() > 0)
        .map(Scores::percent)
        .toList();
  }

  /** Returns the mean of figures, if there are any. */
  static OptionalDouble mean(List<Double> figures) {
    return figures.stream().mapToDouble(Double::doubleValue).average();
  }

  /** Returns the standard deviation of figures, √(Σ(x − mean)² / (n − 1)), of two at least. */
  static OptionalDouble deviation(List<Double> figures) {
    if (figures.size() < 2) {
      return OptionalDouble.empty();
    }
    double mean = mean(figures).orElseThrow();
    double squares = figures.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
    return OptionalDouble.of(Math.sqrt(squares / (figures.size() - 1)));
  }

  private long photos() {
    return objects.stream().mapToLong(each -> each.photos().size()).sum();
  }

  private List<String> idsOf(int fold) {
    return folds.select(objects, fold, true).stream().map(each -> each.object().id()).toList();
  }

  /** Returns a table for people. */
  String toText() {
    StringBuilder text = new StringBuilder();
    List<Integer> sizes =
        IntStream.range(0, folds.count()).mapToObj(fold -> idsOf(fold).size()).sorted().toList();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d objects, %,d photos, %d categories; sorted by their photos into %d places, and these"
                + " into %d folds of %d to %d objects; protocol %s\n\n",
            objects.size(),
            photos(),
            categories.size(),
            places,
            folds.count(),
            sizes.getFirst(),
            sizes.getLast(),
            Protocol.AUTHORS));
    row(text, "percent", "one photo", "several photos");
    row(text, "category accuracy", Task.SV_CATEGORY_ACCURACY, Task.MV_CATEGORY_ACCURACY);
    row(text, "object accuracy", Task.SV_OBJECT_ACCURACY, Task.MV_OBJECT_ACCURACY);
    row(text, "category mAP", Task.SV_CATEGORY_MAP, Task.MV_CATEGORY_MAP);
    row(text, "object mAP", Task.SV_OBJECT_MAP, Task.MV_OBJECT_MAP);
    text.append("mean over folds ± standard deviation between them\n");
    if (!notes.isEmpty()) {
      text.append('\n');
      notes.forEach(note -> text.append(note).append('\n'));
    }
    return text.toString();
  }

  private void row(StringBuilder text, String name, Task single, Task several) {
    row(text, name, cell(figures(single)), cell(figures(several)));
  }

  private static void row(StringBuilder text, String name, String single, String several) {
    text.append(String.format(Locale.ROOT, "%-20s %-16s %s\n", name, single, several));
  }

  private static String cell(List<Double> figures) {
    OptionalDouble deviation = deviation(figures);
    return figures.isEmpty()
        ? NONE
        : String.format(Locale.ROOT, "%.1f", mean(figures).orElseThrow())
            + (deviation.isEmpty()
                ? ""
                : String.format(Locale.ROOT, " ± %.1f", deviation.getAsDouble()));
  }

  /** Returns one line of JSON: means, null where there is none, and all else. */
  String toJson() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("protocol", Protocol.AUTHORS.toString());
    for (Task task : Task.values()) {
      json.put(task.key(), boxed(mean(figures(task))));
    }
    ObjectNode deviations = json.putObject("standard_deviations");
    for (Task task : Task.values()) {
      deviations.put(task.key(), boxed(deviation(figures(task))));
    }
    json.put("objects", objects.size()).put("photos", photos());
    json.put("categories", categories.size()).put("places", places);
    ArrayNode all = json.putArray("folds");
    for (int fold = 0; fold < folds.count(); fold++) {
      ObjectNode one = all.addObject();
      for (Task task : Task.values()) {
        Scores scores = evaluations.get(fold).scores(task);
        one.put(task.key(), scores.asked() == 0 ? null : (Double) scores.percent());
      }
      ArrayNode ids = one.putArray("objects");
      idsOf(fold).forEach(ids::add);
    }
    ArrayNode lines = json.putArray("notes");
    notes.forEach(lines::add);
    ArrayNode left = json.putArray("skipped");
    skipped.forEach(each -> left.addObject().put("path", each.path()).put("reason", each.reason()));
    return json.toString();
  }

  private static @Nullable Double boxed(OptionalDouble figure) {
    return figure.isPresent() ? figure.getAsDouble() : null;
  }
}

package io.panoptes.training.evaluation;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A report for people: tables. */
final class ReportText {
  private static final String NONE = "–";

  private final StringBuilder text = new StringBuilder();

  String of(Report report) {
    line(
        String.format(
            Locale.ROOT,
            "model %s, protocol %s, objects %s",
            report.model(),
            report.protocol(),
            report.objectFigures()));
    count("train", report.train());
    count("test", report.test());
    figures(report.evaluation());
    distances(report.evaluation());
    growth(report);
    if (!report.notes().isEmpty()) {
      line("");
      report.notes().forEach(this::line);
    }
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void count(String name, Report.Count count) {
    line(
        String.format(
            Locale.ROOT,
            "%s: %,d objects, %,d photos, %d categories",
            name,
            count.objects(),
            count.photos(),
            count.categories()));
  }

  private void figures(Evaluation evaluation) {
    line("");
    row("percent", "one photo", "several photos");
    figures(evaluation, "category accuracy", Task.SV_CATEGORY_ACCURACY, Task.MV_CATEGORY_ACCURACY);
    figures(evaluation, "object accuracy", Task.SV_OBJECT_ACCURACY, Task.MV_OBJECT_ACCURACY);
    figures(evaluation, "category mAP", Task.SV_CATEGORY_MAP, Task.MV_CATEGORY_MAP);
    figures(evaluation, "object mAP", Task.SV_OBJECT_MAP, Task.MV_OBJECT_MAP);
    line("in brackets: 95 % intervals over the objects that ask");
  }

  private void figures(Evaluation evaluation, String name, Task single, Task several) {
    row(name, figure(evaluation.scores(single)), figure(evaluation.scores(several)));
  }

  private void row(String name, String single, String several) {
    line(String.format(Locale.ROOT, "%-20s %-24s %s", name, single, several));
  }

  /** Returns percent and interval, or a dash where none was asked. */
  static String figure(Scores scores) {
    if (scores.asked() == 0) {
      return NONE;
    }
    Interval interval = scores.interval();
    return String.format(
        Locale.ROOT, "%.1f (%.1f–%.1f)", scores.percent(), interval.low(), interval.high());
  }

  private void distances(Evaluation evaluation) {
    line("");
    line(
        String.format(
            Locale.ROOT,
            "%-20s %12s %12s %12s %12s %8s",
            "distances",
            "d_intra max",
            "d_intra",
            "d_inter",
            "d_inter min",
            "rho"));
    distances("of categories", evaluation.categories());
    distances("of objects", evaluation.objects());
  }

  private void distances(String name, Optional<Separation> measured) {
    if (measured.isEmpty()) {
      line(String.format(Locale.ROOT, "%-20s %12s", name, NONE));
      return;
    }
    Separation each = measured.get();
    line(
        String.format(
            Locale.ROOT,
            "%-20s %12.3f %12.3f %12.3f %12.3f %8.3f",
            name,
            each.maxIntra(),
            each.meanIntra(),
            each.meanInter(),
            each.minInter(),
            each.rho()));
  }

  private void growth(Report report) {
    line("");
    cells("photos in the query", report, point -> Integer.toString(point.photos()));
    cells("category accuracy", report, point -> percent(point.category()));
    cells("object accuracy", report, point -> percent(point.object()));
    line("objects are looked for among the photos left over, which become fewer");
  }

  private void cells(String name, Report report, Function<GrowthPoint, String> cell) {
    StringBuilder cells = new StringBuilder(String.format(Locale.ROOT, "%-20s", name));
    for (GrowthPoint point : report.growth()) {
      cells.append(String.format(Locale.ROOT, "%7s", cell.apply(point)));
    }
    line(cells.toString());
  }

  private static String percent(Scores scores) {
    return scores.asked() == 0 ? NONE : String.format(Locale.ROOT, "%.1f", scores.percent());
  }
}

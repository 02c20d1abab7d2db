package io.panoptes.training.evaluation;

import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.network.Fusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How accuracy grows with the photos of a query, by how their views are fused.
 *
 * @param category how the model itself fuses views in the category space
 * @param object how it does in the object space
 * @param attention by the model itself: shown of a space whose fusion is attention
 * @param mean by the mean of raw vectors
 * @param maximum by their elementwise maximum
 */
public record FusionReport(
    ModelId model,
    Fusion category,
    Fusion object,
    List<GrowthPoint> attention,
    List<GrowthPoint> mean,
    List<GrowthPoint> maximum) {
  public FusionReport {
    attention = List.copyOf(attention);
    mean = List.copyOf(mean);
    maximum = List.copyOf(maximum);
  }

  private record Column(String name, List<GrowthPoint> points) {}

  /** Returns a table for each space, with a row for each number of photos from 2 on. */
  public String toText() {
    return "model %s; its network.json fuses views by %s for categories, by %s for objects\n"
            .formatted(model, name(category), name(object))
        + table("category accuracy", columns(category), GrowthPoint::category)
        + table("object accuracy", columns(object), GrowthPoint::object)
        + "percent; in brackets: 95 % intervals over the objects that ask; –: none can ask\n"
        + "objects are looked for among the photos left over, which become fewer\n";
  }

  private static String name(Fusion fusion) {
    return switch (fusion) {
      case MEAN -> "the mean";
      case ATTENTION -> "attention";
    };
  }

  private List<Column> columns(Fusion fusion) {
    List<Column> columns = new ArrayList<>();
    if (fusion == Fusion.ATTENTION) {
      columns.add(new Column("attention", attention));
    }
    columns.add(new Column("mean", mean));
    columns.add(new Column("maximum", maximum));
    return columns;
  }

  private String table(String name, List<Column> columns, Function<GrowthPoint, Scores> scores) {
    StringBuilder table = new StringBuilder("\n");
    row(table, name, columns.stream().map(Column::name).toList());
    for (int i = 1; i < mean.size(); i++) { // after that of one photo, which nothing is fused with
      List<String> cells = new ArrayList<>();
      for (Column column : columns) {
        cells.add(ReportText.figure(scores.apply(column.points.get(i))));
      }
      row(table, mean.get(i).photos() + " photos", cells);
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String head, List<String> cells) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-20s", head));
    cells.forEach(cell -> row.append(String.format(Locale.ROOT, "%-20s", cell)));
    table.append(row.toString().stripTrailing()).append('\n');
  }
}

package io.panoptes.training.evaluation;

import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.folder.Skipped;
import java.util.List;

/**
 * All that was measured of a model.
 *
 * @param growth by number of photos
 * @param sessions what is known of the test split's
 * @param notes what a reader must know of the photos, a line each
 * @param skipped photos and folders left out
 */
public record Report(
    ModelId model,
    Protocol protocol,
    Evaluation evaluation,
    List<GrowthPoint> growth,
    Count train,
    Count test,
    Labels.Sessions sessions,
    List<String> notes,
    List<Skipped> skipped) {
  public Report {
    growth = List.copyOf(growth);
    notes = List.copyOf(notes);
    skipped = List.copyOf(skipped);
  }

  /**
   * How much there is of a split.
   *
   * @param sessions those named
   */
  public record Count(int objects, int photos, int categories, int sessions) {}

  /**
   * Returns one line of JSON: the protocol, the eight figures in percent, null where there is none,
   * and all else.
   */
  public String toJson() {
    return ReportJson.of(this);
  }

  /** Returns tables for people. */
  public String toText() {
    return new ReportText().of(this);
  }

  /** Says what the objects of object figures are known again across. */
  String objectFigures() {
    return switch (sessions) {
      case NOT_NAMED -> "across photos";
      case SINGLE -> "single session";
      case SEVERAL -> "across sessions";
    };
  }
}

package io.panoptes.training.evaluation;

import io.panoptes.encoder.command.Progress;
import java.io.IOException;

/** Whether labels are told by the {@link Vote} of the nearest among labelled vectors. */
final class Recognition {
  private Recognition() {}

  /**
   * Returns of each query 1 if its label is told, 0 if another is, and {@link Scores#NOT_ASKED} if
   * it has none, or if nobody has.
   *
   * @param labels of each query, negative: none
   * @param knownLabels of each known vector, negative: none
   */
  static double[] scores(
      Vectors queries, int[] labels, Vectors known, int[] knownLabels, Progress progress)
      throws IOException {
    double[] scores = new double[queries.count()];
    Distances.forEachBlock(
        queries,
        known,
        (first, rows) -> {
          for (int i = 0; i < rows.length; i++) {
            int told = Vote.majority(rows[i], knownLabels);
            int label = labels[first + i];
            if (told < 0 || label < 0) {
              scores[first + i] = Scores.NOT_ASKED;
            } else {
              scores[first + i] = told == label ? 1 : 0;
            }
          }
          progress.addDone(rows.length);
          return first;
        },
        _ -> {});
    return scores;
  }
}

package io.panoptes.search.inspection;

import io.panoptes.search.index.IndexSchema;
import java.util.List;

/**
 * What an {@link Inspector} found.
 *
 * @param generation that was looked at, 0 if none could be told
 * @param objects that are in the index, of what could be read
 * @param photos that are in the index, of what could be read
 * @param deletedShare part of the index's documents that are deleted ones, 0 to 1
 * @param recalls one for each field without a filter, then one for each with; none if what is wrong
 *     kept them from being measured
 */
public record Inspection(
    int generation,
    long objects,
    long photos,
    double deletedShare,
    List<MeasuredRecall> recalls,
    List<Problem> problems) {
  /** The fields whose graphs are measured. */
  public static final List<String> FIELDS =
      List.of(IndexSchema.CATEGORY_VECTOR, IndexSchema.OBJECT_VECTOR);

  public Inspection {
    recalls = List.copyOf(recalls);
    problems = List.copyOf(problems);
  }

  /** Returns whether nothing is wrong. */
  public boolean isOk() {
    return problems.isEmpty();
  }
}

package io.panoptes.training;

import io.panoptes.encoder.FeaturePart;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Some of a photo's features, for a head that is not to see the others: it is fitted to these, and
 * has weights of zero for the rest, so that the network need not know.
 */
final class FeatureSelection {
  private final int[] columns;
  private final int of;

  private FeatureSelection(int[] columns, int of) {
    this.columns = columns;
    this.of = of;
  }

  /** Returns those of the features {@code parts} that come from a part that is {@code chosen}. */
  static FeatureSelection of(List<FeaturePart> parts, Predicate<FeaturePart> chosen) {
    int[] columns =
        parts.stream()
            .filter(chosen)
            .flatMapToInt(part -> IntStream.range(part.first(), part.first() + part.channels()))
            .toArray();
    return new FeatureSelection(columns, parts.stream().mapToInt(FeaturePart::channels).sum());
  }

  /** Returns the number of features chosen. */
  int size() {
    return columns.length;
  }

  /** Returns whether no feature is left out. */
  boolean isAll() {
    return columns.length == of;
  }

  /** Returns the features chosen among all of a photo's. */
  float[] from(float[] features) {
    float[] chosen = new float[columns.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = features[columns[i]];
    }
    return chosen;
  }

  /**
   * Returns the head for all features that does what {@code head} does for those chosen.
   *
   * @param head {@code (dimension, size)}
   */
  LinearHead widen(LinearHead head) {
    DMatrixRMaj weight = new DMatrixRMaj(head.dimension(), of);
    for (int row = 0; row < head.dimension(); row++) {
      for (int i = 0; i < columns.length; i++) {
        weight.unsafe_set(row, columns[i], head.weight().unsafe_get(row, i));
      }
    }
    return new LinearHead(weight, head.bias());
  }
}

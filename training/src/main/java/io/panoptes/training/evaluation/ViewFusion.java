package io.panoptes.training.evaluation;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/**
 * How the views of a thing become one embedding; a model's own is {@code encoder::aggregate}. Many
 * threads may share one.
 */
@FunctionalInterface
public interface ViewFusion {
  /** The mean of the raw vectors, at unit length. */
  ViewFusion MEAN = views -> fuse(views, Double::sum);

  /** The elementwise maximum of the raw vectors, at unit length. */
  ViewFusion MAXIMUM = views -> fuse(views, Math::max);

  /** Returns the embedding of some views, one at least. */
  Embedding of(List<View> views);

  private static Embedding fuse(List<View> views, DoubleBinaryOperator elementwise) {
    return new Embedding(
        fuse(views, view -> view.embedding().category().times(view.categoryNorm()), elementwise),
        fuse(views, view -> view.embedding().object().times(view.objectNorm()), elementwise));
  }

  private static UnitVector fuse(
      List<View> views, Function<View, float[]> raw, DoubleBinaryOperator elementwise) {
    float[] fused = raw.apply(views.getFirst());
    for (View view : views.subList(1, views.size())) {
      float[] further = raw.apply(view);
      for (int i = 0; i < fused.length; i++) {
        fused[i] = (float) elementwise.applyAsDouble(fused[i], further[i]);
      }
    }
    return UnitVector.normalize(fused);
  }
}

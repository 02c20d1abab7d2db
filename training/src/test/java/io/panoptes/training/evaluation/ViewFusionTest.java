package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewFusionTest {
  /** A view whose raw vectors are these. */
  private static View view(float[] category, float[] object) {
    return new View(
        new Embedding(UnitVector.normalize(category), UnitVector.normalize(object)),
        (float) UnitVector.norm(category),
        (float) UnitVector.norm(object));
  }

  private static final List<View> VIEWS =
      List.of(
          view(new float[] {3, 4}, new float[] {1, -2, 2}),
          view(new float[] {0, -1}, new float[] {-4, 3, 0}),
          view(new float[] {0, 3}, new float[] {0, 2, -8}));

  @Test
  void mean_isThatOfRawVectors_soThatLongOnesWeighMore() {
    assertSame(ViewFusion.MEAN.of(VIEWS), new float[] {3, 6}, new float[] {-3, 3, -6});
  }

  @Test
  void maximum_isElementwise_ofRawVectors() {
    assertSame(ViewFusion.MAXIMUM.of(VIEWS), new float[] {3, 4}, new float[] {1, 3, 2});
  }

  @Test
  void orderOfViews_doesNotMatter() {
    for (ViewFusion fusion : List.of(ViewFusion.MEAN, ViewFusion.MAXIMUM)) {
      Embedding reversed = fusion.of(VIEWS.reversed());
      assertThat(reversed.category().distance(fusion.of(VIEWS).category())).isLessThan(1e-6);
      assertThat(reversed.object().distance(fusion.of(VIEWS).object())).isLessThan(1e-6);
    }
  }

  @Test
  void oneView_isItself() {
    for (ViewFusion fusion : List.of(ViewFusion.MEAN, ViewFusion.MAXIMUM)) {
      assertSame(fusion.of(VIEWS.subList(0, 1)), new float[] {3, 4}, new float[] {1, -2, 2});
    }
  }

  private static void assertSame(Embedding actual, float[] category, float[] object) {
    assertThat(actual.category().toArray())
        .containsExactly(UnitVector.normalize(category).toArray(), within(1e-6f));
    assertThat(actual.object().toArray())
        .containsExactly(UnitVector.normalize(object).toArray(), within(1e-6f));
  }
}

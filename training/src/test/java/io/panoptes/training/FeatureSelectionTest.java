package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FeaturePart;
import io.panoptes.encoder.Look;
import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.photo.Frame;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class FeatureSelectionTest {
  private static final Look LOOK =
      new Look(Frame.whole(1), false, List.of(Depth.HEAD, new Depth(1)));

  private static final List<FeaturePart> PARTS =
      List.of(
          new FeaturePart("one", LOOK, Depth.HEAD, 0, 2),
          new FeaturePart("one", LOOK, new Depth(1), 2, 3),
          new FeaturePart("two", LOOK, Depth.HEAD, 5, 1));

  @Test
  void selection_takesTheFeaturesOfTheChosenParts_inOrder() {
    FeatureSelection heads = FeatureSelection.of(PARTS, part -> part.depth().equals(Depth.HEAD));
    assertThat(heads.from(new float[] {0, 1, 2, 3, 4, 5})).containsExactly(0, 1, 5);
    assertThat(heads.size()).isEqualTo(3);
    assertThat(heads.isAll()).isFalse();
    assertThat(FeatureSelection.of(PARTS, part -> true).isAll()).isTrue();
  }

  @Test
  void widenedHead_doesForAllFeatures_whatTheHeadDoesForThoseChosen() {
    FeatureSelection heads = FeatureSelection.of(PARTS, part -> part.depth().equals(Depth.HEAD));
    LinearHead narrow =
        new LinearHead(
            new DMatrixRMaj(new double[][] {{1, 2, 3}, {4, 5, 6}}),
            new DMatrixRMaj(new double[] {7, 8}));
    LinearHead wide = heads.widen(narrow);
    assertThat(wide.weight().getNumCols()).isEqualTo(6);
    assertThat(wide.bias()).isSameAs(narrow.bias());

    DMatrixRMaj raw = new DMatrixRMaj(2, 1);
    CommonOps_DDRM.mult(wide.weight(), new DMatrixRMaj(new double[] {1, 10, 9, 9, 9, 100}), raw);
    assertThat(raw.data).containsExactly(1 + 20 + 300, 4 + 50 + 600);
  }
}

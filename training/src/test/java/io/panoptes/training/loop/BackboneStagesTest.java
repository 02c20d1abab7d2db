package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.nn.Parameter;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Depth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackboneStagesTest {
  private static final List<Depth> HEAD = List.of(Depth.HEAD);

  @ParameterizedTest
  @CsvSource({
    "efficientnet_lite0, 9",
    "efficientnet_lite1, 9",
    "efficientnet_lite2, 9",
    "vgg16, 5",
    "vgg16_pooled, 5"
  })
  void allStages_areAllTensorsThatGradientsReach(String name, int stages) {
    Backbone backbone = Backbone.named(name);
    List<String> reached =
        backbone.getParameters().values().stream()
            .filter(Parameter::requiresGradient)
            .map(Parameter::getName)
            .toList();
    assertThat(BackboneStages.last(backbone, HEAD, -1)).isEqualTo(reached);
    assertThat(BackboneStages.last(backbone, HEAD, stages)).isEqualTo(reached);
    assertThat(BackboneStages.last(backbone, HEAD, stages - 1)).hasSizeLessThan(reached.size());
    assertThat(BackboneStages.last(backbone, HEAD, 0)).isEmpty();
    assertThat(reached).noneMatch(tensor -> tensor.contains("running"));
  }

  @Test
  void lastStages_areTheOnesNearTheFeatures() {
    assertThat(BackboneStages.last(Backbone.named("efficientnet_lite0"), HEAD, 1))
        .containsExactlyInAnyOrder("conv_head.weight", "bn2.weight", "bn2.bias");
    assertThat(BackboneStages.last(Backbone.named("efficientnet_lite0"), HEAD, 2))
        .contains("blocks.6.0.conv_dw.weight")
        .noneMatch(tensor -> tensor.startsWith("blocks.5."));
    assertThat(BackboneStages.last(Backbone.named("vgg16"), HEAD, 1))
        .containsExactlyInAnyOrder(
            "features.24.weight",
            "features.24.bias",
            "features.26.weight",
            "features.26.bias",
            "features.28.weight",
            "features.28.bias");
  }

  @Test
  void stagesBehindTheDeepestThatIsRead_areNotTrained() {
    Backbone lite0 = Backbone.named("efficientnet_lite0");
    List<Depth> read = List.of(new Depth(2), new Depth(4));
    assertThat(BackboneStages.last(lite0, read, 1))
        .contains("blocks.4.0.conv_dw.weight")
        .allMatch(tensor -> tensor.startsWith("blocks.4."));
    assertThat(BackboneStages.last(lite0, read, -1))
        .contains("conv_stem.weight", "blocks.4.2.bn3.weight")
        .doesNotContain("blocks.5.0.conv_pw.weight", "conv_head.weight");
    assertThat(BackboneStages.last(lite0, List.of(Depth.GEM, new Depth(2)), 1))
        .containsExactlyInAnyOrder("conv_head.weight", "bn2.weight", "bn2.bias");
  }
}

package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.network.Fusion;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionReportTest {
  private static final Scores NONE = Scores.of(new double[0], new int[0]);
  private static final Scores ALL = Scores.of(new double[] {1}, new int[] {0});
  private static final Scores HALF = Scores.of(new double[] {1, 0}, new int[] {0, 0});
  private static final Scores NEVER = Scores.of(new double[] {0}, new int[] {0});

  private static List<GrowthPoint> points(Scores two) {
    return List.of(
        new GrowthPoint(1, NEVER, NEVER),
        new GrowthPoint(2, two, two),
        new GrowthPoint(3, two, NONE));
  }

  private static String text(Fusion category, Fusion object) {
    return new FusionReport(
            new ModelId("ab".repeat(32)),
            category,
            object,
            points(ALL),
            points(HALF),
            points(NEVER))
        .toText();
  }

  @Test
  void attention_standsBesideMeanAndMaximum_fromTwoPhotosOn() {
    assertThat(text(Fusion.ATTENTION, Fusion.ATTENTION))
        .startsWith(
            "model abababababab; its network.json fuses views by attention for categories, by"
                + " attention for objects\n")
        .contains(
            """
            category accuracy   attention           mean                maximum
            2 photos            100.0 (100.0–100.0) 50.0 (50.0–50.0)    0.0 (0.0–0.0)
            3 photos            100.0 (100.0–100.0) 50.0 (50.0–50.0)    0.0 (0.0–0.0)

            object accuracy     attention           mean                maximum
            2 photos            100.0 (100.0–100.0) 50.0 (50.0–50.0)    0.0 (0.0–0.0)
            3 photos            –                   –                   –
            """);
  }

  @Test
  void spaceThatIsFusedByTheMean_hasNoColumnOfAttention() {
    assertThat(text(Fusion.MEAN, Fusion.ATTENTION))
        .contains("by the mean for categories, by attention for objects")
        .contains("category accuracy   mean                maximum\n")
        .contains("object accuracy     attention           mean                maximum\n");
    assertThat(text(Fusion.MEAN, Fusion.MEAN)).doesNotContain("attention");
  }
}

package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.folder.Skipped;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Scores HALF = Scores.of(new double[] {1, 0}, new int[] {0, 0});
  private static final Scores NONE = Scores.of(new double[0], new int[0]);

  private static Report report(Labels.Sessions sessions) {
    Map<Task, Scores> scores = new EnumMap<>(Task.class);
    for (Task task : Task.values()) {
      scores.put(task, task.key().contains("object") ? HALF : NONE);
    }
    return new Report(
        new ModelId("ab".repeat(32)),
        Protocol.STRICT,
        new Evaluation(scores, Optional.empty(), Optional.of(new Separation(0.5, 0.25, 1.5, 1))),
        List.of(new GrowthPoint(1, NONE, HALF)),
        new Report.Count(3, 4000, 1, 0),
        new Report.Count(1, 2, 0, 2),
        sessions,
        List.of("a note"),
        List.of(new Skipped("a/1.jpg", "empty")));
  }

  @Test
  void json_hasNullWhereThereIsNoFigure() throws IOException {
    JsonNode json = new ObjectMapper().readTree(report(Labels.Sessions.SEVERAL).toJson());
    assertThat(json.at("/sv_object_map").doubleValue()).isEqualTo(50);
    assertThat(json.at("/intervals/sv_object_map/1").doubleValue()).isEqualTo(50);
    for (String key : List.of("/sv_category_map", "/intervals/sv_category_map")) {
      assertThat(json.at(key).isNull()).as(key).isTrue();
    }
    assertThat(json.at("/growth/0/category_accuracy").isNull()).isTrue();
    assertThat(json.at("/separation/category").isNull()).isTrue();
    assertThat(json.at("/separation/object/rho").doubleValue()).isEqualTo(2);
    assertThat(json.at("/test/sessions").intValue()).isEqualTo(2);
    assertThat(json.at("/notes/0").textValue()).isEqualTo("a note");
    assertThat(json.at("/skipped/0/reason").textValue()).isEqualTo("empty");
  }

  @Test
  void text_hasADashWhereThereIsNoFigure() {
    assertThat(report(Labels.Sessions.SEVERAL).toText())
        .contains("model abababababab, protocol strict, objects across sessions")
        .contains("train: 3 objects, 4,000 photos, 1 categories")
        .containsPattern("category mAP +– +–")
        .containsPattern("object mAP +50\\.0 \\(50\\.0–50\\.0\\) +50\\.0 \\(50\\.0–50\\.0\\)")
        .containsPattern("of categories +–")
        .containsPattern("of objects +0\\.500 +0\\.250 +1\\.500 +1\\.000 +2\\.000")
        .containsPattern("category accuracy +–\n")
        .endsWith("\na note\n");
  }

  @Test
  void sessions_areTold() throws IOException {
    for (Map.Entry<Labels.Sessions, String> expected :
        Map.of(
                Labels.Sessions.NOT_NAMED, "across photos",
                Labels.Sessions.SINGLE, "single session",
                Labels.Sessions.SEVERAL, "across sessions")
            .entrySet()) {
      Report report = report(expected.getKey());
      assertThat(report.toText()).contains("objects " + expected.getValue());
      assertThat(new ObjectMapper().readTree(report.toJson()).at("/object_figures").textValue())
          .isEqualTo(expected.getValue());
    }
  }
}

package io.panoptes.search.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.search.recognition.Recognition.CategoryCandidate;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class VerdictsTest {
  @Test
  void object_nearerThanTheRunnerUpAllows_isKnown() {
    assertThat(Verdicts.object(at(0.7, 1.0))).isEqualTo(Verdict.KNOWN);
    assertThat(Verdicts.object(at(0.8, 1.0))).isEqualTo(Verdict.KNOWN);
    assertThat(Verdicts.object(at(0.9, 1.0))).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void object_withARunnerUpAlmostAsNear_isAmbiguous() {
    assertThat(Verdicts.object(at(0.1, 0.1 + Verdicts.OBJECT_MARGIN / 2)))
        .isEqualTo(Verdict.AMBIGUOUS);
    assertThat(Verdicts.object(at(0.1, 0.1 + 2 * Verdicts.OBJECT_MARGIN))).isEqualTo(Verdict.KNOWN);
  }

  @Test
  void onlyObject_isMeasuredAgainstAnUnrelatedOne() {
    assertThat(Verdicts.object(at(1.0))).isEqualTo(Verdict.KNOWN);
    assertThat(Verdicts.object(at(1.1))).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void noCandidates_areUnknown() {
    assertThat(Verdicts.object(List.of())).isEqualTo(Verdict.UNKNOWN);
    assertThat(Verdicts.category(List.of())).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void category_nearWithTheVote_isKnown() {
    assertThat(category(0.9, 1.0)).isEqualTo(Verdict.KNOWN);
    assertThat(category(0.4, 1.0)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void category_withASplitVote_isAmbiguous() {
    CategoryCandidate mug = new CategoryCandidate("mug", 0.5, 0.3);
    assertThat(Verdicts.category(List.of(mug, new CategoryCandidate("cup", 0.4, 0.4))))
        .isEqualTo(Verdict.AMBIGUOUS);
    assertThat(Verdicts.category(List.of(mug, new CategoryCandidate("cup", 0.2, 0.4))))
        .isEqualTo(Verdict.KNOWN);
  }

  private static Verdict category(double share, double distance) {
    return Verdicts.category(List.of(new CategoryCandidate("mug", share, distance)));
  }

  private static List<ObjectCandidate> at(double... scores) {
    return DoubleStream.of(scores)
        .mapToObj(score -> new ObjectCandidate("o" + score, null, score, score, "p", "p.jpg"))
        .toList();
  }
}

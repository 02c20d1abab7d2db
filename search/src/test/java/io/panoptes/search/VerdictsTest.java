package io.panoptes.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.search.Recognition.CategoryCandidate;
import io.panoptes.search.Recognition.ObjectCandidate;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class VerdictsTest {
  private static final double NEAR = Verdicts.OBJECT_DISTANCE;

  @Test
  void object_nearAndAlone_isKnown() {
    assertThat(Verdicts.object(at(NEAR))).isEqualTo(Verdict.KNOWN);
    assertThat(Verdicts.object(at(0.1, 0.1 + 2 * Verdicts.OBJECT_MARGIN))).isEqualTo(Verdict.KNOWN);
  }

  @Test
  void object_withARunnerUpAlmostAsNear_isAmbiguous() {
    assertThat(Verdicts.object(at(0.1, 0.1 + Verdicts.OBJECT_MARGIN / 2)))
        .isEqualTo(Verdict.AMBIGUOUS);
  }

  @Test
  void object_farOrMissing_isUnknown() {
    assertThat(Verdicts.object(at(Math.nextUp(NEAR)))).isEqualTo(Verdict.UNKNOWN);
    assertThat(Verdicts.object(List.of())).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void category_nearWithItsShare_isKnown() {
    assertThat(category(Verdicts.CATEGORY_SHARE, Verdicts.CATEGORY_DISTANCE))
        .isEqualTo(Verdict.KNOWN);
  }

  @Test
  void category_nearWithASplitVote_isAmbiguous() {
    assertThat(category(Math.nextDown(Verdicts.CATEGORY_SHARE), 0)).isEqualTo(Verdict.AMBIGUOUS);
  }

  @Test
  void category_farOrMissing_isUnknown() {
    assertThat(category(1, Math.nextUp(Verdicts.CATEGORY_DISTANCE))).isEqualTo(Verdict.UNKNOWN);
    assertThat(Verdicts.category(List.of())).isEqualTo(Verdict.UNKNOWN);
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

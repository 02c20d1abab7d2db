package io.panoptes.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeedTest {
  private static final Range UNIT = new Range(0, 1);

  private static double first(Draws draws) {
    return draws.in("x", UNIT);
  }

  @Test
  void samePhotoSeedAndCopy_drawTheSame_andAnyOtherSomethingElse() {
    assertThat(first(Seed.fieldTest(1).draws("a", 0)))
        .isEqualTo(first(Seed.fieldTest(1).draws("a", 0)));
    assertThat(
            Stream.of(
                    Seed.fieldTest(1).draws("a", 0),
                    Seed.training(1).draws("a", 0),
                    Seed.fieldTest(2).draws("a", 0),
                    Seed.fieldTest(1).draws("b", 0),
                    Seed.fieldTest(1).draws("a", 1))
                .map(SeedTest::first)
                .distinct())
        .hasSize(5);
  }

  /** What was drawn once must be drawn by every later version: figures are compared over time. */
  @Test
  void draws_areLaidDown() {
    Draws draws = Seed.fieldTest(1).draws("a", 0);
    assertThat(draws.index("n", 1000)).isEqualTo(9);
    assertThat(draws.part("p").index("n", 1000)).isEqualTo(711);
  }

  @Test
  void part_drawsTheSame_whateverWasDrawnBefore() {
    Draws one = Seed.training(7).draws("a", 0);
    Draws other = Seed.training(7).draws("a", 0);
    first(other);
    assertThat(first(one.part("step"))).isEqualTo(first(other.part("step")));
    assertThat(first(one.part("step"))).isNotEqualTo(first(one.part("another")));
  }

  @Test
  void draws_areRememberedByName() {
    Draws draws = Seed.training(7).draws("a", 0);
    double tilt = draws.part("framing").in("tilt", new Range(-3, 3));
    boolean shaded = draws.happens("shaded", 0.5);
    assertThat(draws.drawn())
        .containsEntry("framing.tilt", tilt)
        .containsEntry("shaded", shaded ? 1.0 : 0.0)
        .hasSize(2);
  }

  @Test
  void draws_fillTheirRange_andShares() {
    Draws draws = Seed.training(7).draws("a", 0);
    List<Double> numbers =
        Stream.generate(() -> draws.in("x", new Range(2, 4))).limit(2000).sorted().toList();
    assertThat(numbers.getFirst()).isBetween(2.0, 2.02);
    assertThat(numbers.getLast()).isBetween(3.98, 4.0);
    assertThat(numbers.get(1000)).isBetween(2.9, 3.1);
    long happened =
        Stream.generate(() -> draws.happens("h", 0.3)).limit(2000).filter(h -> h).count();
    assertThat(happened).isBetween(500L, 700L);
  }

  @Test
  void rangeThatIsNone_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Range(2, 1))
        .withMessage("a range must go from a number to one not below it, got 2.0 to 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(0, Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rotation(new Range(-90, 0)))
        .withMessageContaining("degrees must lie within -45.0 to 45.0, got");
  }
}

package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void percent_isTheMeanOverQueriesAsked() {
    Scores scores = Scores.of(new double[] {1, Scores.NOT_ASKED, 0.5, 0}, new int[] {0, 0, 3, 3});
    assertThat(scores.percent()).isEqualTo(50);
    assertThat(scores.asked()).isEqualTo(3);
    assertThat(scores.objects()).isEqualTo(2);
  }

  @Test
  void interval_isThatOfTheNormalDistribution_whereObjectsAreMany() {
    Random random = new Random(4);
    int objects = 2000;
    double[] scores = IntStream.range(0, objects).mapToDouble(_ -> random.nextInt(2)).toArray();
    Scores all = Scores.of(scores, IntStream.range(0, objects).toArray());
    double half = 100 * 1.96 * Math.sqrt(0.25 / objects);
    assertThat(all.interval().low()).isCloseTo(all.percent() - half, within(0.25));
    assertThat(all.interval().high()).isCloseTo(all.percent() + half, within(0.25));
  }

  @Test
  void photosOfAnObject_areNotDrawnApart() {
    // Ten photos of an object that score alike tell no more than one does.
    double[] alike = IntStream.range(0, 1000).mapToDouble(i -> i / 10 % 2).toArray();
    Scores ofObjects = Scores.of(alike, IntStream.range(0, 1000).map(i -> i / 10).toArray());
    Scores ofPhotos = Scores.of(alike, IntStream.range(0, 1000).toArray());
    assertThat(ofObjects.percent()).isEqualTo(ofPhotos.percent());
    double wide = ofObjects.interval().high() - ofObjects.interval().low();
    double narrow = ofPhotos.interval().high() - ofPhotos.interval().low();
    assertThat(wide / narrow).isCloseTo(Math.sqrt(10), within(0.4));
  }

  @Test
  void interval_isTheSameEachTime_andAPointForOneObject() {
    Scores scores = Scores.of(new double[] {0.2, 0.7, 0.9}, new int[] {0, 1, 1});
    assertThat(scores.interval()).isEqualTo(scores.interval());
    Scores one = Scores.of(new double[] {1, 0}, new int[] {0, 0});
    assertThat(one.interval()).isEqualTo(new Interval(50, 50));
  }

  @Test
  void withoutQueries_thereIsNoFigure() {
    Scores none = Scores.of(new double[] {Scores.NOT_ASKED}, new int[] {0});
    assertThat(none.asked()).isZero();
    assertThatThrownBy(none::percent).hasMessage("no query was asked");
    assertThatThrownBy(none::interval).hasMessage("no query was asked");
  }

  @Test
  void intervalTurnedRound_isRefused() {
    assertThatThrownBy(() -> new Interval(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2.0 to 1.0");
  }
}

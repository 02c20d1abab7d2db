package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
  /** Sorts the whole list, then walks down it. */
  private static Ranking.Found bySorting(float[] squared, int[] labels, int label) {
    List<Integer> list =
        IntStream.range(0, squared.length)
            .filter(i -> labels[i] >= 0 && squared[i] != Ranking.LEFT_OUT)
            .boxed()
            .sorted((a, b) -> Float.compare(squared[a], squared[b])) // stable
            .toList();
    int found = 0;
    double precisions = 0;
    for (int rank = 1; rank <= list.size(); rank++) {
      if (labels[list.get(rank - 1)] == label) {
        found++;
        precisions += (double) found / rank;
      }
    }
    return new Ranking.Found(
        found, found > 0 && labels[list.getFirst()] == label, found == 0 ? 0 : precisions / found);
  }

  private static void assertAsSorted(float[] squared, int[] labels, int label) {
    Ranking.Found expected = bySorting(squared, labels, label);
    Ranking.Found found = Ranking.find(squared, labels, label);
    assertThat(found.sought()).isEqualTo(expected.sought());
    assertThat(found.first()).isEqualTo(expected.first());
    assertThat(found.averagePrecision()).isCloseTo(expected.averagePrecision(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40, 400, 5000})
  void ranksAreThoseOfTheSortedList_alsoWithEqualDistances(int length) {
    Random random = new Random(length);
    for (int run = 0; run < 50; run++) {
      int kinds = 1 + random.nextInt(4);
      int values = random.nextBoolean() ? 7 : 1_000_000; // few: most distances are equal
      float[] squared = new float[length];
      int[] labels = new int[length];
      for (int i = 0; i < length; i++) {
        squared[i] =
            random.nextInt(20) == 0 ? Ranking.LEFT_OUT : random.nextInt(values) * 4f / values;
        labels[i] = random.nextInt(kinds + 1) - 1;
      }
      assertAsSorted(squared, labels, 0);
    }
  }

  @Test
  void distancesThatDifferByTheLastBit_areTold() {
    float one = 1;
    float next = Math.nextUp(one);
    assertThat(Ranking.find(new float[] {next, one}, new int[] {0, 1}, 0))
        .isEqualTo(new Ranking.Found(1, false, 0.5));
    assertThat(Ranking.find(new float[] {one, next}, new int[] {0, 1}, 0))
        .isEqualTo(new Ranking.Found(1, true, 1));
  }

  @Test
  void equalDistances_standInTheOrderOfTheList() {
    float[] equal = new float[3];
    assertThat(Ranking.find(equal, new int[] {0, 1, 1}, 0).averagePrecision()).isEqualTo(1);
    assertThat(Ranking.find(equal, new int[] {1, 0, 1}, 0).averagePrecision()).isEqualTo(0.5);
    assertThat(Ranking.find(equal, new int[] {1, 1, 0}, 0).first()).isFalse();
  }

  @Test
  void oneSoughtAtFour_isTheFarthestOfUnitVectors_andStillOnTheRuler() {
    assertAsSorted(new float[] {4, 0, 4, 2, 4}, new int[] {0, 1, 1, 0, 0}, 0);
  }

  @Test
  void nothingSought_isNotFound() {
    float[] out = new float[4];
    Arrays.fill(out, Ranking.LEFT_OUT);
    assertThat(Ranking.find(out, new int[4], 0)).isEqualTo(new Ranking.Found(0, false, 0));
    assertThat(Ranking.find(new float[2], new int[] {1, -1}, 0).sought()).isZero();
  }
}

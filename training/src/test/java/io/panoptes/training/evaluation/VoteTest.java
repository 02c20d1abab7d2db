package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VoteTest {
  /** Sorts the whole list, and counts. */
  private static int bySorting(float[] squared, int[] labels) {
    Map<Integer, Long> votes =
        IntStream.range(0, squared.length)
            .filter(i -> labels[i] >= 0)
            .boxed()
            .sorted((a, b) -> Float.compare(squared[a], squared[b])) // stable
            .limit(10)
            .collect(Collectors.groupingBy(i -> labels[i], Collectors.counting()));
    return votes.entrySet().stream()
        .min(
            Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(-1);
  }

  @Test
  void winnerIsThatOfTheSortedList() {
    Random random = new Random(5);
    for (int run = 0; run < 2000; run++) {
      int length = random.nextInt(40);
      int values = random.nextBoolean() ? 3 : 1000;
      float[] squared = new float[length];
      int[] labels = new int[length];
      for (int i = 0; i < length; i++) {
        squared[i] = random.nextInt(values);
        labels[i] = random.nextInt(6) - 1;
      }
      assertThat(Vote.majority(squared, labels)).isEqualTo(bySorting(squared, labels));
    }
  }

  @Test
  void equallyManyVotes_goToTheSmallestLabel_evenIfItIsFarther() {
    float[] squared = {0, 1, 2, 3};
    assertThat(Vote.majority(squared, new int[] {7, 7, 3, 3})).isEqualTo(3);
    assertThat(Vote.majority(squared, new int[] {7, 7, 3, 4})).isEqualTo(7);
  }

  @Test
  void eleventhNeighbour_hasNoVote() {
    float[] squared = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
    int[] labels = {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2};
    assertThat(Vote.majority(squared, labels)).isEqualTo(1);
    labels[1] = 2;
    assertThat(Vote.majority(squared, labels)).isEqualTo(2);
  }

  @Test
  void withoutNeighbours_nobodyWins() {
    assertThat(Vote.majority(new float[0], new int[0])).isNegative();
    assertThat(Vote.majority(new float[2], new int[] {-1, -1})).isNegative();
  }
}

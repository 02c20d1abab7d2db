package io.panoptes.training.evaluation;

import java.util.Arrays;

/** What kind a thing is, by the majority of its nearest neighbours whose kind is known. */
final class Vote {
  /** As many neighbours as the authors ask. */
  static final int NEIGHBOURS = 10;

  private Vote() {}

  /**
   * Returns the label that most of the {@value #NEIGHBOURS} nearest have, the smallest of those
   * that equally many have; negative if there are no neighbours. Of equally distant ones, the
   * earlier are nearer. Of fewer neighbours all vote.
   *
   * @param squared squared distances
   * @param labels as many; those of negative ones have no vote
   */
  static int majority(float[] squared, int[] labels) {
    long[] nearest = new long[NEIGHBOURS]; // nearest first
    Arrays.fill(nearest, Long.MAX_VALUE);
    for (int i = 0; i < squared.length; i++) {
      long place = Ranking.place(squared[i], i);
      if (labels[i] >= 0 && place < nearest[NEIGHBOURS - 1]) {
        int at = NEIGHBOURS - 1;
        for (; at > 0 && nearest[at - 1] > place; at--) {
          nearest[at] = nearest[at - 1];
        }
        nearest[at] = place;
      }
    }
    int[] votes =
        Arrays.stream(nearest)
            .filter(place -> place != Long.MAX_VALUE)
            .mapToInt(place -> labels[(int) place])
            .sorted()
            .toArray();
    int winner = -1;
    int most = 0;
    int run = 0;
    for (int i = 0; i < votes.length; i++) {
      run = i > 0 && votes[i] == votes[i - 1] ? run + 1 : 1;
      if (run > most) {
        most = run;
        winner = votes[i];
      }
    }
    return winner;
  }
}

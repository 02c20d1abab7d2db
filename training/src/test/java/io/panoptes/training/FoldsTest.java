package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private static final List<String> NUMBERS = List.of("0", "1", "2", "3", "4", "5", "6", "7");

  @Test
  void withoutCategories_placesGoToTheSmallestFold_largestFirst() {
    int[] places = {0, 1, 1, 2, 2, 2, 3, 3};
    Folds folds = Folds.of(places, new int[] {-1, -1, -1, -1, -1, -1, -1, -1}, 2);
    assertThat(folds.select(NUMBERS, 0, true)).containsExactly("0", "3", "4", "5");
    assertThat(folds.select(NUMBERS, 1, true)).containsExactly("1", "2", "6", "7");
    assertThat(folds.select(NUMBERS, 1, false)).containsExactly("0", "3", "4", "5");
  }

  @Test
  void objectsOfOnePlace_areInOneFold_andNoFoldIsEmpty() {
    Random random = new Random(8);
    for (int trial = 0; trial < 50; trial++) {
      int[] places = IntStream.range(0, 40).map(i -> i < 12 ? i : random.nextInt(12)).toArray();
      int[] categories = random.ints(40, 0, 5).toArray();
      Folds folds = Folds.of(places, categories, 6);
      Set<Integer> met = new HashSet<>();
      for (int object = 0; object < 40; object++) {
        assertThat(folds.of(object)).isEqualTo(folds.of(places[object]));
        met.add(folds.of(object));
      }
      assertThat(met).hasSize(6);
    }
  }

  /** Places 2 and 3 are of the categories of 0 and 1, and fold 0 is as full as fold 1. */
  @Test
  void categories_areSpreadOverFolds() {
    int[] places = {0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5};
    int[] categories = {0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1};
    Folds folds = Folds.of(places, categories, 2);
    assertThat(IntStream.range(0, 12).map(folds::of))
        .containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 0);
  }

  /** The sum of squares, the slow way: a place's fold is the one with which it is least. */
  @Test
  void eachPlace_goesWhereSharesStayMostEqual() {
    Random random = new Random(9);
    int[] places = IntStream.range(0, 90).map(i -> i < 30 ? i : random.nextInt(30)).toArray();
    int[] categories = random.ints(90, -1, 4).toArray();
    Folds folds = Folds.of(places, categories, 5);
    Set<Integer> met = new HashSet<>();
    IntStream.range(0, 30)
        .boxed()
        .sorted(Comparator.comparingLong(place -> -size(places, place)))
        .forEach(place -> {
          int[] objects =
              IntStream.range(0, 90).filter(object -> places[object] == place).toArray();
          double chosen = squares(places, categories, folds, met, place, folds.of(objects[0]));
          for (int other = 0; other < 5; other++) {
            assertThat(chosen)
                .isLessThanOrEqualTo(squares(places, categories, folds, met, place, other) + 1e-9);
          }
          met.add(place);
        });
  }

  private static long size(int[] places, int place) {
    return Arrays.stream(places).filter(each -> each == place).count();
  }

  /**
   * Returns the sum of squared shares if of the places {@code met}, and one more, that is there.
   */
  private static double squares(
      int[] places, int[] categories, Folds folds, Set<Integer> met, int more, int fold) {
    double squares = 0;
    for (int each = 0; each < 5; each++) {
      int in = each;
      int[] held =
          IntStream.range(0, places.length)
              .filter(object ->
                  places[object] == more
                      ? fold == in
                      : met.contains(places[object]) && folds.of(object) == in)
              .toArray();
      squares += Math.pow(held.length / (double) places.length, 2);
      for (int category = 0; category < 4; category++) {
        int of = category;
        double part = Arrays.stream(held).filter(object -> categories[object] == of).count();
        squares += Math.pow(part / Arrays.stream(categories).filter(c -> c == of).count(), 2);
      }
    }
    return squares;
  }

  /** By shares alone, place 2 would go beside place 1: 0.266 against 0.274. */
  @Test
  void category_isKnownToOtherFolds_ifItIsAtSeveralPlaces() {
    int[] places = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3};
    int[] categories = {0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 0, 0, 0, 1, 0};
    Folds folds = Folds.of(places, categories, 2);
    assertThat(folds.of(6)).isEqualTo(1);
    assertThat(folds.of(14)).isEqualTo(0);
    assertThat(folds.of(15)).isEqualTo(1);
    categories[14] = -1; // and without that last object of a category it does
    assertThat(Folds.of(places, categories, 2).of(14)).isEqualTo(1);
  }

  @Test
  void categoryOfOnePlace_isInOneFold_sincePlacesAreNotTornApart() {
    Folds folds = Folds.of(new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, -1}, 2);
    assertThat(folds.select(NUMBERS.subList(0, 4), 0, true)).containsExactly("0", "1");
  }

  @Test
  void moreFoldsThanPlaces_orOne_areRefused() {
    int[] categories = {0, 0};
    assertThatThrownBy(() -> Folds.of(new int[] {0, 1}, categories, 3))
        .hasMessage("folds of 2 places must be 2 to 2, got 3");
    assertThatThrownBy(() -> Folds.of(new int[] {0, 1}, categories, 1))
        .hasMessageContaining("got 1");
  }
}

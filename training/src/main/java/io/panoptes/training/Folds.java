package io.panoptes.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Objects in parts of about equal size, each of which once asks what heads know that are fitted to
 * the others. Objects of one place stay together: from a photo taken at the same place heads can
 * tell what they could not elsewhere.
 */
final class Folds {
  private final int count;
  private final int[] folds; // of each object

  private Folds(int count, int[] folds) {
    this.count = count;
    this.folds = folds;
  }

  /**
   * Puts the objects of each place, large places first, where they keep the share of each category
   * that a fold holds, and of all objects, most equal over folds; but never into a fold that would
   * then hold all of a category, which the others could not know, while there is another one.
   * Merely filling the smallest fold left four tenths of an average category of ObjectPI in one of
   * six, this way three; few others then remained to vote.
   *
   * @param places of each object its place, from 0
   * @param categories of each object its category, negative: none
   * @param count of folds, 2 to the number of places
   */
  static Folds of(int[] places, int[] categories, int count) {
    int most = Arrays.stream(places).max().orElse(-1) + 1;
    if (count < 2 || count > most) {
      throw new IllegalArgumentException(
          "folds of " + most + " places must be 2 to " + most + ", got " + count);
    }
    int[] folds = new int[places.length];
    Filling filling = new Filling(categories, count);
    IntStream.range(0, most)
        .mapToObj(place ->
            IntStream.range(0, places.length).filter(object -> places[object] == place).toArray())
        .sorted(Comparator.comparingInt(objects -> -objects.length))
        .forEach(objects -> {
          int fold = filling.add(objects);
          for (int object : objects) {
            folds[object] = fold;
          }
        });
    return new Folds(count, folds);
  }

  /** What folds hold so far. */
  private static final class Filling {
    private final int[] categories;
    private final int[] all; // objects of each category
    private final int[] sizes;
    private final int[][] held; // of each category

    Filling(int[] categories, int count) {
      this.categories = categories;
      this.all = counts(IntStream.range(0, categories.length).toArray());
      this.sizes = new int[count];
      this.held = new int[count][all.length];
    }

    /** Returns how many of some objects are of each category. */
    private int[] counts(int[] objects) {
      int[] counts = new int[Arrays.stream(categories).max().orElse(-1) + 1];
      for (int object : objects) {
        if (categories[object] >= 0) {
          counts[categories[object]]++;
        }
      }
      return counts;
    }

    /** Puts objects into the best fold, which it returns. */
    int add(int[] objects) {
      int[] counts = counts(objects);
      int fold =
          IntStream.range(0, sizes.length)
              .boxed()
              .min(
                  Comparator.<Integer>comparingInt(each -> swallowed(each, counts))
                      .thenComparingDouble(each -> crowd(each, counts, objects.length)))
              .orElseThrow();
      sizes[fold] += objects.length;
      for (int category = 0; category < all.length; category++) {
        held[fold][category] += counts[category];
      }
      return fold;
    }

    /**
     * Returns by how much the sum of squared shares, over categories, all objects and folds, grows
     * if a fold is given {@code counts} more objects of each category, {@code more} in all; halved,
     * and less what is the same for each fold.
     */
    private double crowd(int fold, int[] counts, int more) {
      double crowd = (double) sizes[fold] * more / ((double) categories.length * categories.length);
      for (int category = 0; category < all.length; category++) {
        if (counts[category] > 0) {
          double share = (double) held[fold][category] / all[category];
          crowd += share * counts[category] / all[category];
        }
      }
      return crowd;
    }

    /** Returns how many categories would be whole in a fold by {@code counts} more objects. */
    private int swallowed(int fold, int[] counts) {
      int swallowed = 0;
      for (int category = 0; category < all.length; category++) {
        if (counts[category] > 0 && held[fold][category] + counts[category] == all[category]) {
          swallowed++;
        }
      }
      return swallowed;
    }
  }

  /** Returns the number of folds. */
  int count() {
    return count;
  }

  /** Returns the fold of an object, from 0. */
  int of(int object) {
    return folds[object];
  }

  /** Returns those of all objects' things that belong to a fold, or to the others. */
  <T> List<T> select(List<T> things, int fold, boolean inFold) {
    return IntStream.range(0, folds.length)
        .filter(object -> (folds[object] == fold) == inFold)
        .mapToObj(things::get)
        .toList();
  }
}

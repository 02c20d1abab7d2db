package io.panoptes.benchmarks;

import io.panoptes.encoder.View;
import java.util.ArrayList;
import java.util.List;

/**
 * An object of a split, and the photos of it that ask.
 *
 * @param half which half of its category's objects it belongs to
 * @param kinds which half of the categories its own belongs to
 */
record Asked(String id, String category, Half half, Half kinds, List<View> views) {
  /** One of two parts of about the same size. */
  enum Half {
    FIRST,
    SECOND;

    /** Returns the half in which number {@code index} is, where every other one is in the first. */
    static Half of(int index) {
      return index % 2 == 0 ? FIRST : SECOND;
    }
  }

  /** How many photos of an object ask at a time. */
  enum By {
    ONE_PHOTO("one photo"),
    ALL_PHOTOS("all together");

    private final String text;

    By(String text) {
      this.text = text;
    }

    /** Returns the queries of the photos {@code views} of an object. */
    List<List<View>> queries(List<View> views) {
      return this == ALL_PHOTOS ? List.of(views) : views.stream().map(List::of).toList();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Asked {
    views = List.copyOf(views);
  }

  /** Returns this object with the photos {@code asking}. */
  Asked withViews(List<View> asking) {
    return new Asked(id, category, half, kinds, asking);
  }

  /**
   * Returns this object once for each {@code count} photos, in their order. Those left over, fewer
   * than {@code count}, do not ask.
   */
  List<Asked> inSetsOf(int count) {
    List<Asked> sets = new ArrayList<>();
    for (int end = count; end <= views.size(); end += count) {
      sets.add(withViews(views.subList(end - count, end)));
    }
    return sets;
  }
}

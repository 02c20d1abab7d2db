package io.panoptes.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;

/** How many of how many. */
record Rate(long hits, long of) {
  /** Returns how many of {@code all} are {@code hit}. */
  static <T> Rate of(Collection<T> all, Predicate<? super T> hit) {
    return new Rate(all.stream().filter(hit).count(), all.size());
  }

  double percent() {
    return 100.0 * hits / of;
  }

  /** Returns the percent and the numbers that they are of. */
  String counted() {
    return String.format(Locale.ROOT, "%.1f (%d of %d)", percent(), hits, of);
  }

  /** Returns the percent. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f", percent());
  }
}

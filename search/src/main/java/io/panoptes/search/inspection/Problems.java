package io.panoptes.search.inspection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what is wrong, and remembers the first of each kind. For one thread. */
final class Problems {
  /** So many of a kind are listed: enough to see what they have in common. */
  private static final int LISTED = 20;

  private final Map<Problem.Kind, Tally> tallies = new EnumMap<>(Problem.Kind.class);

  private static final class Tally {
    private final List<String> places = new ArrayList<>();
    private long count;
  }

  /** Adds one. */
  void add(Problem.Kind kind, String place) {
    Tally tally = tallies.computeIfAbsent(kind, _ -> new Tally());
    tally.count++;
    if (tally.places.size() < LISTED) {
      tally.places.add(place.strip().replaceAll("\\s*\\R\\s*", " "));
    }
  }

  /** Adds one that an exception tells of, which happened at {@code place}. */
  void add(Problem.Kind kind, String place, Exception why) {
    String message = why.getMessage();
    add(kind, place + ": " + (message == null ? why.toString() : message));
  }

  /** Returns whether there is one of {@code kinds}. */
  boolean has(Problem.Kind... kinds) {
    for (Problem.Kind kind : kinds) {
      if (tallies.containsKey(kind)) {
        return true;
      }
    }
    return false;
  }

  /** Returns all, kind by kind. */
  List<Problem> list() {
    List<Problem> list = new ArrayList<>();
    tallies.forEach((kind, tally) -> list.add(new Problem(kind, tally.count, tally.places)));
    return list;
  }
}

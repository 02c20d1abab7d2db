package io.panoptes.search;

import io.panoptes.search.Recognition.CategoryCandidate;
import io.panoptes.search.Recognition.ObjectCandidate;
import java.util.List;

/**
 * From candidates to a verdict: the only place that knows how near is near enough. Independent of
 * how many candidates are shown, given at least two.
 */
final class Verdicts {
  /** An object further away than this is another one. */
  static final double OBJECT_DISTANCE = 0.9;

  /** A second object that is further by less than this may be meant as well. */
  static final double OBJECT_MARGIN = 0.02;

  /** Neighbours further away than this say nothing about the kind. */
  static final double CATEGORY_DISTANCE = 0.9;

  /** A kind needs at least this share of the vote. */
  static final double CATEGORY_SHARE = 0.5;

  private Verdicts() {}

  static Verdict object(List<ObjectCandidate> candidates) {
    if (candidates.isEmpty() || candidates.getFirst().score() > OBJECT_DISTANCE) {
      return Verdict.UNKNOWN;
    }
    boolean alone =
        candidates.size() == 1
            || candidates.get(1).score() - candidates.getFirst().score() >= OBJECT_MARGIN;
    return alone ? Verdict.KNOWN : Verdict.AMBIGUOUS;
  }

  static Verdict category(List<CategoryCandidate> candidates) {
    if (candidates.isEmpty() || candidates.getFirst().distance() > CATEGORY_DISTANCE) {
      return Verdict.UNKNOWN;
    }
    return candidates.getFirst().share() >= CATEGORY_SHARE ? Verdict.KNOWN : Verdict.AMBIGUOUS;
  }
}

package io.panoptes.search.recognition;

import io.panoptes.search.recognition.Recognition.CategoryCandidate;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import java.util.List;

/**
 * From candidates to a verdict: the only place that knows how near is near enough. Independent of
 * how many candidates are shown, given at least two.
 *
 * <p>The thresholds suit the bundled model. They were chosen on the train splits of furniture12 and
 * ObjectPI, photos of objects in the catalogue against photos of objects taken out of it: see
 * ARCHITECTURE.md, and {@code VerdictTable} in {@code benchmarks}, which prints what they let in.
 */
final class Verdicts {
  /**
   * The largest distance of an object, less half the distance of the runner-up: where things look
   * alike, all are near, and the right one must be nearer.
   */
  static final double OBJECT_DISTANCE = 0.375;

  /** A second object that is further by less than this may be meant as well. */
  static final double OBJECT_MARGIN = 0.03;

  /** Where there is no second object, it is taken to be as far as unrelated vectors are: √2. */
  private static final double UNRELATED = Math.sqrt(2);

  /** The largest distance of a kind, less {@link #SHARE_WEIGHT} times its share of the vote. */
  static final double CATEGORY_DISTANCE = 0.875;

  static final double SHARE_WEIGHT = 0.2;

  /** A second kind with a share that is less by less than this may be meant as well. */
  static final double SHARE_MARGIN = 0.2;

  private Verdicts() {}

  static Verdict object(List<ObjectCandidate> candidates) {
    if (candidates.isEmpty()) {
      return Verdict.UNKNOWN;
    }
    double nearest = candidates.getFirst().score();
    double next = candidates.size() == 1 ? UNRELATED : candidates.get(1).score();
    if (nearest - next / 2 > OBJECT_DISTANCE) {
      return Verdict.UNKNOWN;
    }
    return next - nearest < OBJECT_MARGIN ? Verdict.AMBIGUOUS : Verdict.KNOWN;
  }

  static Verdict category(List<CategoryCandidate> candidates) {
    if (candidates.isEmpty()) {
      return Verdict.UNKNOWN;
    }
    CategoryCandidate first = candidates.getFirst();
    if (first.distance() - SHARE_WEIGHT * first.share() > CATEGORY_DISTANCE) {
      return Verdict.UNKNOWN;
    }
    boolean contested =
        candidates.size() > 1 && first.share() - candidates.get(1).share() < SHARE_MARGIN;
    return contested ? Verdict.AMBIGUOUS : Verdict.KNOWN;
  }
}

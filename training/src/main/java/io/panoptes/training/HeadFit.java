package io.panoptes.training;

import io.panoptes.encoder.FeaturePart;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.folder.PhotoTreeException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A fit of both heads of a model to photos that are added one by one. Not safe for threads. */
final class HeadFit {
  /**
   * A covariance of more features than this neither fits in memory nor is fitted in minutes: the
   * algebra holds some ten matrices, of 300 MB each where features are so many. The recipe has
   * 5,520.
   */
  private static final int MOST_FEATURES = 6144;

  private final boolean general;
  private final FeatureSelection forCategories;
  private final Moments moments;
  private final Moments chosen;

  /** The heads, both of all features. */
  record Heads(LinearHead category, LinearHead object) {}

  private HeadFit(boolean general, FeatureSelection forCategories, int features) {
    this.general = general;
    this.forCategories = forCategories;
    this.moments = new Moments(features);
    this.chosen = forCategories.isAll() ? moments : new Moments(forCategories.size());
  }

  /**
   * Begins a fit.
   *
   * @param parts what photos' features consist of
   * @param general for catalogues other than the one fitted on. The category head then sees only
   *     what is behind the heads of backbones. Earlier stages tell of background and style, which
   *     kinds of things share within a catalogue but not beyond: fitted to another they cost 10 to
   *     30 points.
   * @throws IOException if features are more than the algebra takes
   */
  static HeadFit of(List<FeaturePart> parts, boolean general) throws IOException {
    int features = parts.stream().mapToInt(FeaturePart::channels).sum();
    if (features > MOST_FEATURES) {
      throw new IOException(
          "closed-form heads take at most "
              + MOST_FEATURES
              + " features, "
              + parts.stream()
                  .map(FeaturePart::backbone)
                  .distinct()
                  .collect(Collectors.joining("+"))
              + " has "
              + features);
    }
    FeatureSelection forCategories =
        FeatureSelection.of(parts, part -> !general || part.depth().isBehindHead());
    if (forCategories.size() == 0) {
      throw new UsageException(
          "a general model must be read at head or gem in at least one look, got "
              + parts.stream().map(FeaturePart::depth).distinct().toList());
    }
    return new HeadFit(general, forCategories, features);
  }

  /** Adds a photo. */
  void add(float[] feature, String object, @Nullable String category) {
    moments.add(feature, object, category);
    if (chosen != moments) {
      chosen.add(forCategories.from(feature), object, category);
    }
  }

  /** Returns what is known of the photos added; the fit's own. */
  Moments moments() {
    return moments;
  }

  /**
   * Returns the heads.
   *
   * @param source where the photos are from, for the message if there are too few
   * @throws PhotoTreeException if there are not two photos that differ
   */
  Heads heads(String source) throws PhotoTreeException {
    if (moments.photos() < 2) {
      throw new PhotoTreeException(
          "heads are fitted to two photos at least, "
              + source
              + " has "
              + moments.photos()
              + " that can be read");
    }
    CompletableFuture<LinearHead> beside = // on a core of its own: it takes half of the time
        CompletableFuture.supplyAsync(() ->
            general
                ? ClosedFormHeads.generalCategory(chosen)
                : ClosedFormHeads.fittedCategory(chosen));
    LinearHead object =
        general ? ClosedFormHeads.generalObject(moments) : ClosedFormHeads.object(moments);
    LinearHead category = forCategories.widen(result(beside));
    if (category.dimension() == 0 || object.dimension() == 0) {
      throw new PhotoTreeException(
          "heads are fitted to photos that differ, those of " + source + " do not");
    }
    return new Heads(category, object);
  }

  /** Returns the result; fails as it would on this thread. */
  private static LinearHead result(CompletableFuture<LinearHead> head) {
    try {
      return head.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        case null, default -> throw e;
      }
    }
  }
}

package io.panoptes.search.recognition;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Space;
import io.panoptes.search.query.Strategy.SetQuery;
import io.panoptes.search.recognition.Recognition.CategoryCandidate;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import io.panoptes.search.recognition.Recognition.OfCategory;
import io.panoptes.search.recognition.Recognition.OfObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/** Recognises photos against a catalogue, which it does not close. Threads may share one. */
public final class Recogniser {
  /** A verdict needs the runner-up, even where one candidate is shown. */
  private static final int FOR_A_VERDICT = 2;

  private final Catalogue catalogue;
  private final ObjectSearch objects = new ObjectSearch(IndexSchema.OBJECT_VECTOR);
  private final ObjectSearch kinds = new ObjectSearch(IndexSchema.CATEGORY_VECTOR);

  /** Makes one that asks {@code catalogue}. */
  public Recogniser(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Recognises the thing that {@code photos}, at least one, show.
   *
   * @throws UsageException if a filter does not suit the catalogue
   */
  public Recognition recognise(List<View> photos, RecognitionOptions options) throws IOException {
    return recognise(photos, options, 0).recognition();
  }

  /**
   * Does the same, and finds the {@code similar} objects, none or more, that are most alike: by the
   * same options, but in category space.
   */
  public RecognitionWithSimilar recognise(
      List<View> photos, RecognitionOptions options, int similar) throws IOException {
    Embedding aggregate = aggregate(photos, options);
    return catalogue.ask(searcher ->
        new RecognitionWithSimilar(
            recognise(searcher, photos, aggregate, options),
            similar == 0
                ? List.of()
                : similar(
                    searcher,
                    photos,
                    aggregate,
                    options.withSpace(Space.CATEGORY).withTop(similar))));
  }

  private Recognition recognise(
      IndexSearcher searcher,
      List<View> photos,
      @Nullable Embedding aggregate,
      RecognitionOptions options)
      throws IOException {
    return new Recognition(
        options.space().asksCategory()
            ? category(
                CategoryVote.hold(
                    searcher, probe(photos, aggregate, Embedding::category, options), options),
                options.top())
            : null,
        options.space().asksObject()
            ? object(
                objects.nearest(
                    searcher,
                    probe(photos, aggregate, Embedding::object, options),
                    Math.max(FOR_A_VERDICT, options.top()),
                    options),
                options.top())
            : null);
  }

  /**
   * Returns the objects nearest to what {@code photos}, at least one, show, best first, in the one
   * space that the options name: what looks the same in object space, what is alike in category
   * space.
   *
   * @throws UsageException if a filter does not suit the catalogue, or the options name both spaces
   */
  List<ObjectCandidate> similar(List<View> photos, RecognitionOptions options) throws IOException {
    Embedding aggregate = aggregate(photos, options);
    return catalogue.ask(searcher -> similar(searcher, photos, aggregate, options));
  }

  private List<ObjectCandidate> similar(
      IndexSearcher searcher,
      List<View> photos,
      @Nullable Embedding aggregate,
      RecognitionOptions options)
      throws IOException {
    Probe probe = probe(photos, aggregate, vectorIn(options.space()), options);
    return searchIn(options.space()).nearest(searcher, probe, options.top(), options);
  }

  /** Returns the multi-view embedding of {@code photos}, null if it is not asked with. */
  private @Nullable Embedding aggregate(List<View> photos, RecognitionOptions options)
      throws IOException {
    boolean aggregates = photos.size() > 1 && options.strategy().set() != SetQuery.MEAN_OF_PHOTOS;
    return aggregates ? catalogue.encoder().aggregate(photos) : null;
  }

  /**
   * Returns the objects nearest to the object {@code id} as a whole, without itself, best first, in
   * the one space that the options name: what looks the same in object space, what is alike in
   * category space. Empty if there is no such object.
   *
   * @throws UsageException if a filter does not suit the catalogue, or the options name both spaces
   */
  public Optional<List<ObjectCandidate>> similarTo(String id, RecognitionOptions options)
      throws IOException {
    Function<Embedding, UnitVector> vector = vectorIn(options.space());
    return catalogue.ask(searcher -> {
      Optional<Embedding> aggregate = Catalogue.aggregate(searcher, id);
      if (aggregate.isEmpty()) {
        return Optional.empty();
      }
      Probe probe = new Probe(List.of(vector.apply(aggregate.get())), null);
      return Optional.of(
          searchIn(options.space()).nearest(searcher, probe, options.top() + 1, options).stream()
              .filter(candidate -> !candidate.id().equals(id))
              .limit(options.top())
              .toList());
    });
  }

  private ObjectSearch searchIn(Space space) {
    return space == Space.CATEGORY ? kinds : objects;
  }

  private static Function<Embedding, UnitVector> vectorIn(Space space) {
    return switch (space) {
      case OBJECT -> Embedding::object;
      case CATEGORY -> Embedding::category;
      case BOTH ->
          throw new UsageException(
              "similar objects are of one space, object or category, got both");
    };
  }

  private static Probe probe(
      List<View> photos,
      @Nullable Embedding aggregate,
      Function<Embedding, UnitVector> space,
      RecognitionOptions options) {
    boolean photosAsk = aggregate == null || options.strategy().set() != SetQuery.AGGREGATE_QUERY;
    return new Probe(
        photosAsk ? photos.stream().map(View::embedding).map(space).toList() : List.of(),
        aggregate == null ? null : space.apply(aggregate));
  }

  private static OfCategory category(List<CategoryCandidate> candidates, int top) {
    Verdict verdict = Verdicts.category(candidates);
    return new OfCategory(
        verdict,
        verdict == Verdict.UNKNOWN ? null : candidates.getFirst().label(),
        candidates.stream().limit(top).toList());
  }

  private static OfObject object(List<ObjectCandidate> candidates, int top) {
    Verdict verdict = Verdicts.object(candidates);
    return new OfObject(
        verdict,
        verdict == Verdict.UNKNOWN ? null : candidates.getFirst().id(),
        candidates.stream().limit(top).toList());
  }
}

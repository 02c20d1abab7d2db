package io.panoptes.search.inspection;

import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.command.Progress;
import io.panoptes.search.index.BlockReader;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.index.VectorCursor;
import io.panoptes.search.query.Candidates;
import io.panoptes.search.query.Filter;
import io.panoptes.search.query.IndexQueries;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Strategy;
import io.panoptes.search.recognition.CategoryVote;
import io.panoptes.search.recognition.ObjectSearch;
import io.panoptes.search.recognition.Probe;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/**
 * Measures how much of the ten nearest the graphs find, against comparing with everything. Stored
 * vectors ask, each as a photo of the same thing would, by the very code that answers queries: the
 * graph is asked for more than is shown, and what it finds is re-scored. So this is the recall that
 * people get, only that small catalogues, which are searched exactly, are asked by their graphs,
 * too. Queries ask side by side, on all processors.
 */
final class RecallCheck {
  /**
   * As asked, graphs that were just built find 0.985 to 1 of the ten nearest, also where photos lie
   * in dense clusters, which is the hard case; after hundreds of small updates and merges it was
   * 0.94 to 0.98 ({@code RecallDecayTest}). Whoever loses one answer in fifty should rebuild.
   */
  static final double BOUND = 0.98;

  private static final int SEED = 5;
  private static final int NEAREST = 10;

  /** A filter of more categories would be slow, and no more telling. */
  private static final int MOST_CATEGORIES = 500;

  private static final RecognitionOptions GRAPH =
      RecognitionOptions.DEFAULT.withTop(NEAREST).withStrategy(Strategy.DEFAULT.withGraphAlways());

  private final IndexSearcher searcher;
  private final int sample;
  private final Progress progress;
  private final ObjectSearch objects = new ObjectSearch(IndexSchema.OBJECT_VECTOR);

  /** Returns the distances of what is nearest to {@code probe}, nearest first. */
  @FunctionalInterface
  private interface Asked {
    double[] nearest(Probe probe, RecognitionOptions options) throws IOException;
  }

  /** Some categories that half of the catalogue's vectors have, and how to say so. */
  private record Half(Filter filter, String text) {}

  RecallCheck(IndexReader reader, int sample, Progress progress) {
    this.searcher = new IndexSearcher(reader);
    this.sample = sample;
    this.progress = progress;
  }

  /** Returns the recall of each field without a filter, then with one if there are categories. */
  List<MeasuredRecall> run(Problems problems) throws IOException {
    List<MeasuredRecall> recalls = new ArrayList<>();
    measure(null, recalls);
    Half half = half();
    if (half != null) {
      measure(half, recalls);
    }
    for (MeasuredRecall recall : recalls) {
      if (recall.high() < BOUND) {
        String filter = recall.filter();
        problems.add(
            Problem.Kind.RECALL,
            String.format(
                Locale.ROOT,
                "%s%s: recall@%d must be %s, is %.3f (%.3f to %.3f, %d queries)",
                recall.field(),
                filter == null ? "" : ", filtered to " + filter,
                NEAREST,
                BOUND,
                recall.recall(),
                recall.low(),
                recall.high(),
                recall.queries()));
      }
    }
    return recalls;
  }

  private void measure(@Nullable Half half, List<MeasuredRecall> recalls) throws IOException {
    RecognitionOptions options = half == null ? GRAPH : GRAPH.withFilters(List.of(half.filter()));
    String text = half == null ? null : half.text();
    int[] asking = sample(Candidates.all(searcher, IndexQueries.met(options, reader())));
    recalls.add(
        measure(
            IndexSchema.CATEGORY_VECTOR,
            text,
            asking,
            options,
            (probe, how) -> CategoryVote.distances(searcher, probe, how)));
    recalls.add(
        measure(
            IndexSchema.OBJECT_VECTOR,
            text,
            asking,
            options,
            (probe, how) ->
                objects.nearest(searcher, probe, NEAREST, how).stream()
                    .mapToDouble(ObjectCandidate::distance)
                    .toArray()));
  }

  private MeasuredRecall measure(
      String field, @Nullable String filter, int[] asking, RecognitionOptions options, Asked asked)
      throws IOException {
    progress.say("graph of " + field);
    progress.begin(asking.length);
    List<Probe> probes = probes(field, asking);
    double[] recalls;
    try {
      recalls =
          probes.parallelStream()
              .mapToDouble(probe -> recall(probe, options, asked))
              .filter(recall -> !Double.isNaN(recall))
              .toArray();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return MeasuredRecall.of(field, filter, recalls);
  }

  private List<Probe> probes(String field, int[] documents) throws IOException {
    List<Probe> probes = new ArrayList<>();
    VectorCursor vectors = new VectorCursor(reader(), field);
    for (int document : documents) {
      probes.add(new Probe(List.of(UnitVector.of(vectors.vector(document))), null));
    }
    return probes;
  }

  /** Returns which part of the nearest to {@code probe} the graph finds; NaN if nothing is near. */
  private double recall(Probe probe, RecognitionOptions options, Asked asked) {
    try {
      double[] nearest = asked.nearest(probe, options.withExact(true));
      double[] found = asked.nearest(probe, options);
      progress.addDone(1);
      return nearest.length == 0 ? Double.NaN : found(found, nearest) / (double) nearest.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many of {@code found} are among the nearest; of equally far ones any will do. */
  private static long found(double[] found, double[] nearest) {
    double furthest = nearest[nearest.length - 1];
    long count = 0;
    for (double distance : found) {
      count += distance <= furthest ? 1 : 0;
    }
    return Math.min(count, nearest.length);
  }

  /** Returns some of {@code documents}, or all if they are few, ascending. */
  private int[] sample(int[] documents) {
    return new Random(SEED)
        .ints(0, Math.max(1, documents.length))
        .distinct()
        .limit(Math.min(sample, documents.length))
        .map(i -> documents[i])
        .sorted()
        .toArray();
  }

  /** Returns the most frequent categories that together have half of the documents. */
  private @Nullable Half half() throws IOException {
    List<BlockReader.CategoryCount> counts = BlockReader.categories(reader());
    long all = counts.stream().mapToLong(BlockReader.CategoryCount::documents).sum();
    List<Filter.Alternative> names = new ArrayList<>();
    long covered = 0;
    for (BlockReader.CategoryCount count : counts) {
      if (2 * covered >= all || names.size() == MOST_CATEGORIES) {
        break;
      }
      names.add(new Filter.Value(count.category()));
      covered += count.documents();
    }
    return names.isEmpty()
        ? null
        : new Half(
            new Filter(IndexSchema.CATEGORY, names),
            String.format(
                Locale.ROOT,
                "the %d most frequent of %d categories, %.0f %% of the documents that have one",
                names.size(),
                counts.size(),
                100.0 * covered / all));
  }

  private IndexReader reader() {
    return searcher.getIndexReader();
  }
}

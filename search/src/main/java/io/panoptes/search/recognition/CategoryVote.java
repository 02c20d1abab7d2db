package io.panoptes.search.recognition;

import io.panoptes.encoder.UnitVector;
import io.panoptes.search.index.BlockReader;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.index.VectorCursor;
import io.panoptes.search.query.Candidates;
import io.panoptes.search.query.IndexQueries;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.recognition.Recognition.CategoryCandidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;

/**
 * Lets the documents nearest to a query in category space vote for their category; those without
 * one do not. Public for inspection, which measures it.
 */
public final class CategoryVote {
  /** How many vote: as in the paper, and however many candidates are shown. */
  private static final int VOTERS = 10;

  private static final Comparator<Voter> NEAREST_FIRST =
      Comparator.comparingDouble(Voter::distance).thenComparing(Voter::label);

  private static final Comparator<CategoryCandidate> BEST_FIRST =
      Comparator.comparingDouble(CategoryCandidate::share)
          .reversed()
          .thenComparingDouble(CategoryCandidate::distance)
          .thenComparing(CategoryCandidate::label);

  private record Voter(double distance, String label) {}

  /** What one label has got; changed while votes are counted. */
  private static final class Tally {
    private final double[] shares;
    private double nearest = Double.POSITIVE_INFINITY;

    Tally(int polls) {
      this.shares = new double[polls];
    }
  }

  private CategoryVote() {}

  /** Returns the categories that got votes, best first. */
  public static List<CategoryCandidate> hold(
      IndexSearcher searcher, Probe probe, RecognitionOptions options) throws IOException {
    List<UnitVector> vectors = probe.vectors();
    List<PriorityQueue<Voter>> polls = polls(searcher, probe, options);
    Map<String, Tally> tallies = new HashMap<>();
    for (int i = 0; i < polls.size(); i++) {
      for (Voter voter : polls.get(i)) {
        Tally tally = tallies.computeIfAbsent(voter.label(), _ -> new Tally(vectors.size()));
        tally.shares[i] += 1.0 / polls.get(i).size();
        tally.nearest = Math.min(tally.nearest, voter.distance());
      }
    }
    List<CategoryCandidate> ballot = new ArrayList<>();
    tallies.forEach((label, tally) ->
        ballot.add(new CategoryCandidate(label, probe.combine(tally.shares), tally.nearest)));
    ballot.sort(BEST_FIRST);
    return ballot;
  }

  /** Returns how far those are that vote, nearest first, where one photo asks. */
  public static double[] distances(IndexSearcher searcher, Probe photo, RecognitionOptions options)
      throws IOException {
    return polls(searcher, photo, options).getFirst().stream()
        .mapToDouble(Voter::distance)
        .sorted()
        .toArray();
  }

  private static List<PriorityQueue<Voter>> polls(
      IndexSearcher searcher, Probe probe, RecognitionOptions options) throws IOException {
    IndexReader reader = searcher.getIndexReader();
    int[] candidates =
        Candidates.exact(searcher, options)
            ? Candidates.all(searcher, IndexQueries.voters(options, reader))
            : graph(searcher, probe, options);
    return polls(reader, probe.vectors(), candidates);
  }

  private static int[] graph(IndexSearcher searcher, Probe probe, RecognitionOptions options)
      throws IOException {
    Query filter = IndexQueries.voterFilter(options, searcher.getIndexReader());
    return Candidates.near(
        searcher,
        probe.vectors(),
        VOTERS,
        options,
        (vector, k) -> new KnnFloatVectorQuery(IndexSchema.CATEGORY_VECTOR, vector, k, filter));
  }

  /** Returns, for each of {@code vectors}, those of {@code candidates} that vote. */
  private static List<PriorityQueue<Voter>> polls(
      IndexReader reader, List<UnitVector> vectors, int[] candidates) throws IOException {
    List<PriorityQueue<Voter>> furthestFirst = new ArrayList<>();
    vectors.forEach(_ -> furthestFirst.add(new PriorityQueue<>(NEAREST_FIRST.reversed())));
    VectorCursor cursor = new VectorCursor(reader, IndexSchema.CATEGORY_VECTOR);
    for (int document : candidates) {
      LeafReaderContext leaf = cursor.leaf(document);
      float[] stored = cursor.vector(document);
      for (int i = 0; i < vectors.size(); i++) {
        double distance = vectors.get(i).distance(stored);
        PriorityQueue<Voter> queue = furthestFirst.get(i);
        Voter furthest = queue.size() < VOTERS ? null : queue.peek();
        if (furthest == null || distance <= furthest.distance()) {
          String label = BlockReader.category(leaf.reader(), document - leaf.docBase);
          if (label != null) {
            queue.add(new Voter(distance, label));
          }
          if (queue.size() > VOTERS) {
            queue.poll();
          }
        }
      }
    }
    return furthestFirst;
  }
}

package io.panoptes.search.recognition;

import io.panoptes.encoder.UnitVector;
import io.panoptes.search.index.BlockReader;
import io.panoptes.search.index.CatalogueException;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.index.VectorCursor;
import io.panoptes.search.query.Candidates;
import io.panoptes.search.query.IndexQueries;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Strategy.Target;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.DiversifyingChildrenFloatKnnVectorQuery;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.util.BitSet;

/**
 * Finds the objects that are nearest to a query in one space. Threads may share one. Public for
 * inspection, which measures it.
 */
public final class ObjectSearch {
  /** Remembers for each segment, as long as that is open, which documents are parents. */
  private static final BitSetProducer PARENTS =
      new QueryBitSetProducer(IndexSchema.Kind.OBJECT.query());

  private static final Comparator<Found> NEAREST_FIRST =
      Comparator.comparingDouble(Found::score).thenComparing(Found::id);

  private final String field;

  /** Makes one that compares the vectors in {@code field}. */
  public ObjectSearch(String field) {
    this.field = field;
  }

  /** An object that was met, by its parent document. */
  private record Found(int parent, String id, double score, double distance) {}

  /** Returns the {@code shown} objects nearest to {@code probe}, nearest first. */
  public List<ObjectCandidate> nearest(
      IndexSearcher searcher, Probe probe, int shown, RecognitionOptions options)
      throws IOException {
    int[] candidates =
        Candidates.exact(searcher, options)
            ? Candidates.all(
                searcher, IndexQueries.objects(options.filters(), searcher.getIndexReader()))
            : graph(searcher, probe, shown, options);
    Target target = options.strategy().target();
    List<ObjectCandidate> nearest = new ArrayList<>();
    for (Found found : nearest(searcher.getIndexReader(), probe, shown, candidates, target)) {
      nearest.add(describe(searcher.getIndexReader(), probe, found));
    }
    return nearest;
  }

  /** Returns the parents of the documents that the graph finds near, one document an object. */
  private int[] graph(IndexSearcher searcher, Probe probe, int shown, RecognitionOptions options)
      throws IOException {
    IndexReader reader = searcher.getIndexReader();
    Query filter = IndexQueries.vectorFilter(options, reader);
    int[] documents =
        Candidates.near(
            searcher,
            probe.vectors(),
            shown,
            options,
            (vector, k) ->
                new DiversifyingChildrenFloatKnnVectorQuery(field, vector, filter, k, PARENTS));
    for (int i = 0; i < documents.length; i++) {
      LeafReaderContext leaf = leaf(reader, documents[i]);
      BitSet blocks = PARENTS.getBitSet(leaf);
      if (blocks == null) {
        throw new CatalogueException("the index is damaged: " + leaf + " has no objects");
      }
      documents[i] = leaf.docBase + blocks.nextSetBit(documents[i] - leaf.docBase);
    }
    return Candidates.ascending(documents);
  }

  /** Returns the nearest objects among those whose parents are {@code candidates}. */
  private List<Found> nearest(
      IndexReader reader, Probe probe, int shown, int[] candidates, Target target)
      throws IOException {
    List<UnitVector> vectors = probe.vectors();
    double[] distances = new double[vectors.size()];
    VectorCursor cursor = new VectorCursor(reader, field);
    PriorityQueue<Found> furthestFirst = new PriorityQueue<>(NEAREST_FIRST.reversed());
    for (int parent : candidates) {
      LeafReaderContext leaf = cursor.leaf(parent);
      int aggregate = parent - 1;
      int first =
          target == Target.AGGREGATES
              ? aggregate
              : aggregate - BlockReader.photoCount(leaf.reader(), parent - leaf.docBase);
      int last = target == Target.PHOTOS ? aggregate - 1 : aggregate;
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
      for (int child = first; child <= last; child++) {
        float[] stored = cursor.vector(child);
        for (int i = 0; i < distances.length; i++) {
          distances[i] = Math.min(distances[i], vectors.get(i).distance(stored));
        }
      }
      double score = probe.combine(distances);
      Found furthest = furthestFirst.size() < shown ? null : furthestFirst.peek();
      if (furthest == null || score <= furthest.score()) {
        String id = BlockReader.id(leaf.reader(), parent - leaf.docBase);
        double distance = Arrays.stream(distances).min().orElseThrow();
        furthestFirst.add(new Found(parent, id, score, distance));
        if (furthestFirst.size() > shown) {
          furthestFirst.poll();
        }
      }
    }
    return furthestFirst.stream().sorted(NEAREST_FIRST).toList();
  }

  /** Looks up what people are shown: the photo that is nearest to any that asks. */
  private ObjectCandidate describe(IndexReader reader, Probe probe, Found found)
      throws IOException {
    LeafReaderContext context = leaf(reader, found.parent());
    LeafReader leaf = context.reader();
    int parent = found.parent() - context.docBase;
    VectorCursor cursor = new VectorCursor(leaf, field);
    int photo = -1;
    double nearest = Double.POSITIVE_INFINITY;
    int aggregate = parent - 1;
    for (int child = aggregate - BlockReader.photoCount(leaf, parent); child < aggregate; child++) {
      float[] stored = cursor.vector(child);
      for (UnitVector vector : probe.vectors()) {
        double distance = vector.distance(stored);
        if (distance < nearest) {
          nearest = distance;
          photo = child;
        }
      }
    }
    return new ObjectCandidate(
        found.id(),
        BlockReader.category(leaf, parent),
        found.score(),
        found.distance(),
        BlockReader.photoId(leaf, photo),
        BlockReader.photoName(leaf, photo));
  }

  private static LeafReaderContext leaf(IndexReader reader, int document) {
    return reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
  }
}

package io.panoptes.search.query;

import io.panoptes.encoder.UnitVector;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.Bits;

/**
 * Which documents are worth an exact look: all, or those that the graph finds. What follows is the
 * same for both, so that an exact search is the fast one's twin. Public for the catalogue,
 * recognition and inspection, which look.
 */
public final class Candidates {
  /**
   * The graph is asked for this many times what is shown, and for at least so many: on 90,000
   * clustered vectors (GraphRecall in benchmarks) it misses the nearest object in 3.6 % of queries
   * if asked for 10 objects, in 16 % if asked for 10 documents, and in none if asked for 100.
   */
  private static final int TIMES = 5;

  private static final int AT_LEAST = 100;

  /**
   * With a filter the graph is asked for this many times more: where all that is near is filtered
   * out, the rest is almost equally far, and of 100 objects the nearest was not one in 6 % of
   * queries.
   */
  private static final int TIMES_FILTERED = 8;

  /** Makes the query for the {@code k} documents that a vector finds nearest. */
  @FunctionalInterface
  public interface NearestQuery {
    Query of(float[] vector, int k);
  }

  private Candidates() {}

  /** Returns whether {@code options}, or the number of documents to ask, call for all of them. */
  public static boolean exact(IndexSearcher searcher, RecognitionOptions options)
      throws IOException {
    int few = options.strategy().exactUpTo();
    IndexReader reader = searcher.getIndexReader();
    return options.exact()
        || reader.numDocs() <= few
        || (few > 0
            && !options.filters().isEmpty()
            && searcher.count(IndexQueries.vectorFilter(options, reader)) <= few);
  }

  /** Returns the live documents that satisfy {@code query}, ascending. */
  public static int[] all(IndexSearcher searcher, Query query) throws IOException {
    int[] found = new int[16];
    int count = 0;
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      DocIdSetIterator documents = scorer.iterator();
      for (int document = documents.nextDoc();
          document != DocIdSetIterator.NO_MORE_DOCS;
          document = documents.nextDoc()) {
        if (live == null || live.get(document)) {
          found = ArrayUtil.grow(found, count + 1);
          found[count++] = leaf.docBase + document;
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  /**
   * Returns the documents that the graph finds near any of {@code vectors}, ascending, each once.
   *
   * @param shown how many answers will be shown
   */
  public static int[] near(
      IndexSearcher searcher,
      List<UnitVector> vectors,
      int shown,
      RecognitionOptions options,
      NearestQuery nearest)
      throws IOException {
    int k = Math.max(TIMES * shown, AT_LEAST) * (options.filters().isEmpty() ? 1 : TIMES_FILTERED);
    int[] found = new int[0];
    int count = 0;
    for (UnitVector vector : vectors) {
      ScoreDoc[] hits = searcher.search(nearest.of(vector.toArray(), k), k).scoreDocs;
      found = Arrays.copyOf(found, count + hits.length);
      for (ScoreDoc hit : hits) {
        found[count++] = hit.doc;
      }
    }
    return ascending(found);
  }

  /** Returns {@code documents} in order, each once. */
  public static int[] ascending(int[] documents) {
    return Arrays.stream(documents).sorted().distinct().toArray();
  }
}

package io.panoptes.search.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the documents of an index, upwards, and reads their vectors in one space. Public for
 * those that compare vectors.
 */
public final class VectorCursor {
  private final List<LeafReaderContext> leaves;
  private final String field;

  // Where the cursor stands; one thread walks.
  private @Nullable LeafReaderContext leaf;
  private @Nullable FloatVectorValues vectors;
  private KnnVectorValues.@Nullable DocIndexIterator documents;

  /** Makes one that reads the vectors in {@code field}. */
  public VectorCursor(IndexReader reader, String field) {
    this.leaves = reader.leaves();
    this.field = field;
  }

  /** Returns the segment of {@code document}, and moves to it. */
  public LeafReaderContext leaf(int document) throws IOException {
    LeafReaderContext current = leaf;
    if (current == null || document >= current.docBase + current.reader().maxDoc()) {
      current = leaves.get(ReaderUtil.subIndex(document, leaves));
      leaf = current;
      vectors = current.reader().getFloatVectorValues(field);
      documents = vectors == null ? null : vectors.iterator();
    }
    return current;
  }

  /**
   * Returns the vector of {@code document}, which must not lie before the last one asked for. The
   * array is good until the next call.
   */
  public float[] vector(int document) throws IOException {
    float[] vector = find(document);
    if (vector == null) {
      LeafReaderContext current = leaf(document);
      throw noVector(current.reader(), document - current.docBase);
    }
    return vector;
  }

  /** Returns what {@link #vector} does; null if {@code document} has none. */
  public float @Nullable [] find(int document) throws IOException {
    int local = document - leaf(document).docBase;
    if (vectors == null || documents == null) {
      return null;
    }
    if (documents.docID() < local) {
      documents.advance(local);
    }
    return documents.docID() == local ? vectors.vectorValue(documents.index()) : null;
  }

  private CatalogueException noVector(LeafReader reader, int local) {
    return new CatalogueException(
        "the index is damaged: document " + local + " of " + reader + " has no " + field);
  }
}

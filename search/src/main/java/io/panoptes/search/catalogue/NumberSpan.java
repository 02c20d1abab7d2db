package io.panoptes.search.catalogue;

import io.panoptes.search.index.BlockReader;
import java.io.IOException;
import java.util.OptionalDouble;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.util.FixedBitSet;

/**
 * Which of some objects have numbers in a field, and from which to which: meets the numbers of all
 * documents, and takes note of those of the objects' parents. For one thread.
 */
final class NumberSpan implements PointValues.IntersectVisitor {
  private final FixedBitSet objects;
  private final FixedBitSet met;

  // Of the one thread.
  private int docBase;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  private NumberSpan(FixedBitSet objects) {
    this.objects = objects;
    this.met = new FixedBitSet(objects.length());
  }

  /** Returns the span of the numbers that {@code objects}, given by their parents, have. */
  static NumberSpan of(IndexReader reader, String field, FixedBitSet objects) throws IOException {
    NumberSpan span = new NumberSpan(objects);
    for (LeafReaderContext leaf : reader.leaves()) {
      PointValues points = leaf.reader().getPointValues(field);
      if (points != null) {
        span.docBase = leaf.docBase;
        points.intersect(span);
      }
    }
    return span;
  }

  /** Returns how many objects have any. */
  int count() {
    return met.cardinality();
  }

  Facet.Numbers facet(String name) {
    int count = count();
    return new Facet.Numbers(
        name,
        count,
        count == 0 ? OptionalDouble.empty() : OptionalDouble.of(min),
        count == 0 ? OptionalDouble.empty() : OptionalDouble.of(max));
  }

  @Override
  public void visit(int document) {
    throw new IllegalStateException("every cell is looked into");
  }

  @Override
  public void visit(int document, byte[] packed) {
    int parent = docBase + document;
    if (objects.get(parent)) {
      double number = BlockReader.number(packed);
      met.set(parent);
      min = Math.min(min, number);
      max = Math.max(max, number);
    }
  }

  @Override
  public PointValues.Relation compare(byte[] least, byte[] greatest) {
    return PointValues.Relation.CELL_CROSSES_QUERY;
  }
}

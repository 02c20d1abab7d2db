package io.panoptes.search;

import io.panoptes.encoder.command.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.SortedMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts the values that objects have: of words, by walking over what the index has under each; of
 * numbers, over its points. Words that are not listed take no memory. For one thread.
 */
final class FacetCounts {
  private static final Comparator<ValueCount> MOST_FIRST =
      Comparator.comparingInt(ValueCount::count).reversed().thenComparing(ValueCount::value);

  private final IndexReader reader;

  FacetCounts(IndexReader reader) {
    this.reader = reader;
  }

  /**
   * Returns what the objects whose parents are {@code objects} have under {@code name}: a facet, or
   * two if some have words there and some numbers.
   *
   * @throws UsageException if no object has such an attribute
   */
  List<Facet> of(String name, FixedBitSet objects) throws IOException {
    IndexQueries.Fields fields = IndexQueries.fields(name, reader, "to count by");
    List<Facet> facets = new ArrayList<>();
    if (fields.text() != null) {
      facets.add(values(name, fields.text(), objects, Facet.MOST_VALUES));
    }
    if (fields.number() != null) {
      facets.add(numbers(name, fields.number(), objects));
    }
    return facets;
  }

  /** Returns the categories of {@code objects}, all of them. */
  List<ValueCount> categories(FixedBitSet objects) throws IOException {
    return values(IndexSchema.CATEGORY, IndexSchema.CATEGORY, objects, Integer.MAX_VALUE).values();
  }

  private Facet.Values values(String name, String field, FixedBitSet objects, int most)
      throws IOException {
    PriorityQueue<ValueCount> fewestFirst = new PriorityQueue<>(MOST_FIRST.reversed());
    long all = 0;
    Terms terms = MultiTerms.getTerms(reader, field);
    if (terms != null) {
      TermsEnum term = terms.iterator();
      PostingsEnum documents = null;
      while (term.next() != null) {
        documents = term.postings(documents, PostingsEnum.NONE);
        int count = count(documents, objects);
        all += count;
        if (count > 0 && (fewestFirst.size() < most || isMore(count, fewestFirst.peek()))) {
          fewestFirst.add(new ValueCount(term.term().utf8ToString(), count));
          if (fewestFirst.size() > most) {
            fewestFirst.remove();
          }
        }
      }
    }
    List<ValueCount> listed = fewestFirst.stream().sorted(MOST_FIRST).toList();
    long listedCount = listed.stream().mapToLong(ValueCount::count).sum();
    return new Facet.Values(name, listed, all - listedCount);
  }

  /** Returns whether {@code count} is worth a place in the list; terms come in order of value. */
  private static boolean isMore(int count, @Nullable ValueCount fewest) {
    return fewest == null || count > fewest.count();
  }

  private static int count(DocIdSetIterator documents, FixedBitSet objects) throws IOException {
    int count = 0;
    for (int document = documents.nextDoc();
        document != DocIdSetIterator.NO_MORE_DOCS;
        document = documents.nextDoc()) {
      if (objects.get(document)) {
        count++;
      }
    }
    return count;
  }

  private Facet.Numbers numbers(String name, String field, FixedBitSet objects) throws IOException {
    NumberVisitor visitor = new NumberVisitor(objects);
    for (LeafReaderContext leaf : reader.leaves()) {
      PointValues points = leaf.reader().getPointValues(field);
      if (points != null) {
        visitor.docBase = leaf.docBase;
        points.intersect(visitor);
      }
    }
    int count = visitor.met.cardinality();
    return new Facet.Numbers(
        name,
        count,
        count == 0 ? OptionalDouble.empty() : OptionalDouble.of(visitor.min),
        count == 0 ? OptionalDouble.empty() : OptionalDouble.of(visitor.max));
  }

  /** Meets the numbers of all documents, and takes note of those of the objects. */
  private static final class NumberVisitor implements PointValues.IntersectVisitor {
    private final FixedBitSet objects;
    private final FixedBitSet met;
    private int docBase;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    NumberVisitor(FixedBitSet objects) {
      this.objects = objects;
      this.met = new FixedBitSet(objects.length());
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

  /** Returns the attributes that any of {@code objects} has. */
  List<AttributeType> attributes(FixedBitSet objects) throws IOException {
    SortedMap<String, IndexQueries.Fields> attributes = IndexQueries.attributes(reader);
    List<AttributeType> used = new ArrayList<>();
    for (var attribute : attributes.entrySet()) {
      String text = attribute.getValue().text();
      String number = attribute.getValue().number();
      if (text != null && hasText(text, objects)) {
        used.add(new AttributeType(attribute.getKey(), AttributeType.Kind.TEXT));
      }
      if (number != null && numbers(attribute.getKey(), number, objects).count() > 0) {
        used.add(new AttributeType(attribute.getKey(), AttributeType.Kind.NUMBER));
      }
    }
    return used;
  }

  /** A field stays known to the index until the last segment that had it has been merged away. */
  private boolean hasText(String field, FixedBitSet objects) throws IOException {
    Terms terms = MultiTerms.getTerms(reader, field);
    if (terms == null) {
      return false;
    }
    TermsEnum term = terms.iterator();
    PostingsEnum documents = null;
    while (term.next() != null) {
      documents = term.postings(documents, PostingsEnum.NONE);
      for (int document = documents.nextDoc();
          document != DocIdSetIterator.NO_MORE_DOCS;
          document = documents.nextDoc()) {
        if (objects.get(document)) {
          return true;
        }
      }
    }
    return false;
  }
}

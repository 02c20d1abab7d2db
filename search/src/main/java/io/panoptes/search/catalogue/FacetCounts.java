package io.panoptes.search.catalogue;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.entry.AttributeType;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.query.IndexQueries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.util.FixedBitSet;

/** Counts the values that objects have under names; objects are given by their parents. */
final class FacetCounts {
  private final IndexReader reader;

  FacetCounts(IndexReader reader) {
    this.reader = reader;
  }

  /**
   * Returns what {@code objects} have under {@code name}: a facet, or two if some have words there
   * and some numbers.
   *
   * @throws UsageException if no object has such an attribute
   */
  List<Facet> of(String name, FixedBitSet objects) throws IOException {
    IndexQueries.Fields fields = IndexQueries.fields(name, reader, "to count by");
    List<Facet> facets = new ArrayList<>();
    if (fields.text() != null) {
      facets.add(new WordCount(reader, fields.text(), objects).values(name, Facet.MOST_VALUES));
    }
    if (fields.number() != null) {
      facets.add(NumberSpan.of(reader, fields.number(), objects).facet(name));
    }
    return facets;
  }

  /** Returns the categories of {@code objects}, all of them. */
  List<ValueCount> categories(FixedBitSet objects) throws IOException {
    return new WordCount(reader, IndexSchema.CATEGORY, objects)
        .values(IndexSchema.CATEGORY, Integer.MAX_VALUE)
        .values();
  }

  /**
   * Returns the attributes that any of {@code objects} has: the index knows more, until the last
   * segment has been merged away that had them.
   */
  List<AttributeType> attributes(FixedBitSet objects) throws IOException {
    List<AttributeType> used = new ArrayList<>();
    for (Map.Entry<String, IndexQueries.Fields> attribute :
        IndexQueries.attributes(reader).entrySet()) {
      String text = attribute.getValue().text();
      String number = attribute.getValue().number();
      if (text != null && new WordCount(reader, text, objects).hasAny()) {
        used.add(new AttributeType(attribute.getKey(), AttributeType.Kind.TEXT));
      }
      if (number != null && NumberSpan.of(reader, number, objects).count() > 0) {
        used.add(new AttributeType(attribute.getKey(), AttributeType.Kind.NUMBER));
      }
    }
    return used;
  }
}

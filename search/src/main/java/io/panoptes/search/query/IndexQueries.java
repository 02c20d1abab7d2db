package io.panoptes.search.query;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.query.Strategy.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Which documents of the index are asked, in queries of Lucene. Public for the catalogue,
 * recognition and inspection, which ask.
 */
public final class IndexQueries {
  /** Lucene refuses queries of 1,024 clauses. */
  private static final int MAX_ALTERNATIVES = 500;

  private IndexQueries() {}

  /**
   * Where the index has what objects have under a name.
   *
   * @param text the field of words; null if none has words
   * @param number the field of numbers; null if none has numbers
   */
  public record Fields(@Nullable String text, @Nullable String number) {
    private static final Fields NONE = new Fields(null, null);

    private Fields withText(String field) {
      return new Fields(field, number);
    }

    private Fields withNumber(String field) {
      return new Fields(text, field);
    }
  }

  /** Returns the query for the parents of the objects that satisfy {@code filters}. */
  public static Query objects(List<Filter> filters, IndexReader reader) {
    return all(filters, reader).add(IndexSchema.Kind.OBJECT.query(), Occur.FILTER).build();
  }

  /** Returns the query for the documents with vectors that have a category to vote for. */
  public static Query voters(RecognitionOptions options, IndexReader reader) {
    return all(options.filters(), reader)
        .add(met(options.strategy().target()), Occur.FILTER)
        .add(new FieldExistsQuery(IndexSchema.CATEGORY), Occur.FILTER)
        .build();
  }

  /** Returns the query for the documents with vectors that {@code options} ask of. */
  public static Query met(RecognitionOptions options, IndexReader reader) {
    return all(options.filters(), reader)
        .add(met(options.strategy().target()), Occur.FILTER)
        .build();
  }

  /** Returns the filter for the vectors that {@code options} ask of; null for all vectors. */
  public static @Nullable Query vectorFilter(RecognitionOptions options, IndexReader reader) {
    return orNull(vectors(options, reader));
  }

  /** Returns the filter that leaves, of all vectors, those of {@link #voters}; null for all. */
  public static @Nullable Query voterFilter(RecognitionOptions options, IndexReader reader)
      throws IOException {
    BooleanQuery.Builder filter = vectors(options, reader);
    if (reader.getDocCount(IndexSchema.CATEGORY) < reader.maxDoc()) {
      filter.add(new FieldExistsQuery(IndexSchema.CATEGORY), Occur.FILTER);
    }
    return orNull(filter);
  }

  private static BooleanQuery.Builder vectors(RecognitionOptions options, IndexReader reader) {
    BooleanQuery.Builder filter = all(options.filters(), reader);
    Target target = options.strategy().target();
    return target == Target.BOTH ? filter : filter.add(met(target), Occur.FILTER);
  }

  private static @Nullable Query orNull(BooleanQuery.Builder filter) {
    BooleanQuery query = filter.build();
    return query.clauses().isEmpty() ? null : query;
  }

  private static Query met(Target target) {
    return switch (target) {
      case PHOTOS -> IndexSchema.Kind.PHOTO.query();
      case AGGREGATES -> IndexSchema.Kind.AGGREGATE.query();
      case BOTH ->
          either(List.of(IndexSchema.Kind.PHOTO.query(), IndexSchema.Kind.AGGREGATE.query()));
    };
  }

  private static BooleanQuery.Builder all(List<Filter> filters, IndexReader reader) {
    int alternatives = filters.stream().mapToInt(filter -> filter.alternatives().size()).sum();
    if (alternatives > MAX_ALTERNATIVES) {
      throw new UsageException(
          "filters must name at most "
              + MAX_ALTERNATIVES
              + " values together, got "
              + alternatives);
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (Filter filter : filters) {
      all.add(filter(filter, reader), Occur.FILTER);
    }
    return all;
  }

  /**
   * Returns the query for the documents of objects that satisfy {@code filter}.
   *
   * @throws UsageException if there is no such attribute, or it is not of the kind that the filter
   *     supposes
   */
  private static Query filter(Filter filter, IndexReader reader) {
    Fields fields = fields(filter.name(), reader, "to filter by");
    String text = fields.text();
    String number = fields.number();
    List<Query> alternatives = new ArrayList<>();
    for (Filter.Alternative alternative : filter.alternatives()) {
      switch (alternative) {
        case Filter.Range range -> {
          if (number == null) {
            throw new UsageException(
                filter.name() + " is text and has no ranges, got " + range.text());
          }
          alternatives.add(DoublePoint.newRangeQuery(number, range.least(), range.greatest()));
        }
        case Filter.Value value -> {
          if (text != null) {
            alternatives.add(new TermQuery(new Term(text, value.text())));
          }
          if (number != null) {
            OptionalDouble parsed = value.number();
            if (parsed.isPresent()) {
              alternatives.add(DoublePoint.newExactQuery(number, parsed.getAsDouble()));
            } else if (text == null) {
              throw new UsageException(filter.name() + " is a number, got " + value.text());
            }
          }
        }
      }
    }
    return either(alternatives);
  }

  /**
   * Returns where the index has what objects have under {@code name}: an attribute, or the
   * category.
   *
   * @param purpose what the name is good for, for the message
   * @throws UsageException if there is no such attribute
   */
  public static Fields fields(String name, IndexReader reader, String purpose) {
    if (name.equals(IndexSchema.CATEGORY)) {
      return new Fields(IndexSchema.CATEGORY, null);
    }
    SortedMap<String, Fields> attributes = attributes(reader);
    Fields fields = attributes.get(name);
    if (fields == null) {
      SortedSet<String> names = new TreeSet<>(attributes.keySet());
      names.add(IndexSchema.CATEGORY);
      throw new UsageException(
          "no object has the attribute "
              + name
              + " "
              + purpose
              + "; there are: "
              + String.join(", ", names));
    }
    return fields;
  }

  /** Returns where the index has attributes, by name; perhaps only of objects that have gone. */
  public static SortedMap<String, Fields> attributes(IndexReader reader) {
    SortedMap<String, Fields> attributes = new TreeMap<>();
    for (FieldInfo info : FieldInfos.getMergedFieldInfos(reader)) {
      String field = info.name;
      if (field.startsWith(IndexSchema.TEXT_ATTRIBUTE)) {
        String name = field.substring(IndexSchema.TEXT_ATTRIBUTE.length());
        attributes.put(name, attributes.getOrDefault(name, Fields.NONE).withText(field));
      } else if (field.startsWith(IndexSchema.NUMBER_ATTRIBUTE)) {
        String name = field.substring(IndexSchema.NUMBER_ATTRIBUTE.length());
        attributes.put(name, attributes.getOrDefault(name, Fields.NONE).withNumber(field));
      }
    }
    return attributes;
  }

  private static Query either(List<Query> queries) {
    BooleanQuery.Builder either = new BooleanQuery.Builder();
    queries.forEach(query -> either.add(query, Occur.SHOULD));
    return either.build();
  }
}

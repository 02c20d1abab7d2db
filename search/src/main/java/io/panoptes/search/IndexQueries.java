package io.panoptes.search;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.Strategy.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Which documents of the index are asked, in queries of Lucene. */
final class IndexQueries {
  private IndexQueries() {}

  /** Returns the query for the parents of the objects that {@code options} ask of. */
  static Query objects(RecognitionOptions options, IndexReader reader) {
    return all(options, reader).add(IndexSchema.Kind.OBJECT.query(), Occur.FILTER).build();
  }

  /** Returns the query for the documents with vectors that have a category to vote for. */
  static Query voters(RecognitionOptions options, IndexReader reader) {
    return all(options, reader)
        .add(met(options.strategy().target()), Occur.FILTER)
        .add(new FieldExistsQuery(IndexSchema.CATEGORY), Occur.FILTER)
        .build();
  }

  /** Returns the query for the documents with vectors that {@code options} ask of. */
  static Query met(RecognitionOptions options, IndexReader reader) {
    return all(options, reader).add(met(options.strategy().target()), Occur.FILTER).build();
  }

  /** Returns the filter for the vectors that {@code options} ask of; null for all vectors. */
  static @Nullable Query vectorFilter(RecognitionOptions options, IndexReader reader) {
    return orNull(vectors(options, reader));
  }

  /** Returns the filter that leaves, of all vectors, those of {@link #voters}; null for all. */
  static @Nullable Query voterFilter(RecognitionOptions options, IndexReader reader)
      throws IOException {
    BooleanQuery.Builder filter = vectors(options, reader);
    if (reader.getDocCount(IndexSchema.CATEGORY) < reader.maxDoc()) {
      filter.add(new FieldExistsQuery(IndexSchema.CATEGORY), Occur.FILTER);
    }
    return orNull(filter);
  }

  private static BooleanQuery.Builder vectors(RecognitionOptions options, IndexReader reader) {
    BooleanQuery.Builder filter = all(options, reader);
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

  private static BooleanQuery.Builder all(RecognitionOptions options, IndexReader reader) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (Filter filter : options.filters()) {
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
  static Query filter(Filter filter, IndexReader reader) {
    boolean category = filter.name().equals(IndexSchema.CATEGORY);
    String text = category ? IndexSchema.CATEGORY : IndexSchema.TEXT_ATTRIBUTE + filter.name();
    String number = IndexSchema.NUMBER_ATTRIBUTE + filter.name();
    SortedSet<String> fields = new TreeSet<>();
    FieldInfos.getMergedFieldInfos(reader).forEach(field -> fields.add(field.name));
    boolean isText = category || fields.contains(text);
    boolean isNumber = !category && fields.contains(number);
    if (!isText && !isNumber) {
      throw new UsageException(
          "no object has the attribute "
              + filter.name()
              + " to filter by; there are: "
              + String.join(", ", filterNames(fields)));
    }
    List<Query> alternatives = new ArrayList<>();
    for (Filter.Alternative alternative : filter.alternatives()) {
      switch (alternative) {
        case Filter.Range range -> {
          if (!isNumber) {
            throw new UsageException(
                filter.name() + " is text and has no ranges, got " + range.text());
          }
          alternatives.add(DoublePoint.newRangeQuery(number, range.least(), range.greatest()));
        }
        case Filter.Value value -> {
          if (isText) {
            alternatives.add(new TermQuery(new Term(text, value.text())));
          }
          if (isNumber) {
            OptionalDouble parsed = value.number();
            if (parsed.isPresent()) {
              alternatives.add(DoublePoint.newExactQuery(number, parsed.getAsDouble()));
            } else if (!isText) {
              throw new UsageException(filter.name() + " is a number, got " + value.text());
            }
          }
        }
      }
    }
    return either(alternatives);
  }

  private static SortedSet<String> filterNames(SortedSet<String> fields) {
    SortedSet<String> names = new TreeSet<>(List.of(IndexSchema.CATEGORY));
    for (String field : fields) {
      if (field.startsWith(IndexSchema.TEXT_ATTRIBUTE)) {
        names.add(field.substring(IndexSchema.TEXT_ATTRIBUTE.length()));
      } else if (field.startsWith(IndexSchema.NUMBER_ATTRIBUTE)) {
        names.add(field.substring(IndexSchema.NUMBER_ATTRIBUTE.length()));
      }
    }
    return names;
  }

  private static Query either(List<Query> queries) {
    BooleanQuery.Builder either = new BooleanQuery.Builder();
    queries.forEach(query -> either.add(query, Occur.SHOULD));
    return either.build();
  }
}

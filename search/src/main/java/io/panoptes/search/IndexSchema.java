package io.panoptes.search;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.photo.Box;
import io.panoptes.search.Strategy.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * How an object lies in the index: a block of a child document a photo, a child for the aggregate
 * and, last, a parent without vectors. The only class that knows field names, similarity and codec,
 * hence longer than most. Public for the indexer, which writes blocks; stateless, so threads may
 * share it.
 *
 * <p>The object's id, category and attributes are on every document of a block: a filter then needs
 * no join, and one delete by {@link #idTerm} takes the block as a whole. The index is not sorted,
 * so Lucene keeps blocks together without a parent field of its own ({@code setParentField}).
 */
public final class IndexSchema {
  /** The version of this schema that is written; readers refuse others. */
  public static final int FORMAT = 2;

  static final String CATEGORY_VECTOR = "category_vector";
  static final String OBJECT_VECTOR = "object_vector";

  private static final String KIND = "kind";
  static final String ID = "id";
  static final String CATEGORY = "category";
  private static final String TEXT_ATTRIBUTE = "text.";
  private static final String NUMBER_ATTRIBUTE = "number.";

  private static final String PHOTO_ID = "photo_id";
  private static final String PHOTO_NAME = "photo_name";
  private static final String PHOTO_BYTES = "photo_bytes";
  private static final String PHOTO_MODIFIED = "photo_modified";
  private static final String PHOTO_LOCATION = "photo_location";
  private static final String PHOTO_BOX = "photo_box";
  private static final String PHOTO_SESSION = "photo_session";
  private static final String CATEGORY_NORM = "category_norm";
  private static final String OBJECT_NORM = "object_norm";

  private static final String SOURCE = "source";
  private static final String PHOTOS = "photos";

  private static final String COMMIT_FORMAT = "format";
  private static final String COMMIT_MODEL = "model";
  private static final String COMMIT_PREVIOUS = "previous";

  /** What a document of a block stands for. */
  enum Kind {
    PHOTO,
    AGGREGATE,
    OBJECT;

    private String value() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the query for the documents of this kind. */
    Query query() {
      return new TermQuery(new Term(KIND, value()));
    }

    /** Returns the documents of this kind in {@code leaf}, deleted ones among them. */
    DocIdSetIterator documents(LeafReader leaf) throws IOException {
      PostingsEnum documents = leaf.postings(new Term(KIND, value()), PostingsEnum.NONE);
      return documents == null ? DocIdSetIterator.empty() : documents;
    }
  }

  /** A category, and how many documents have it, deleted ones among them. */
  record CategoryCount(String category, long documents) {}

  private IndexSchema() {}

  /** Returns the documents of {@code object}, which must be written as one block. */
  public static List<Document> block(CatalogueObject object) {
    List<Document> block = new ArrayList<>();
    for (CataloguePhoto photo : object.photos()) {
      View view = photo.view();
      PhotoEntry entry = photo.entry();
      Document child = document(Kind.PHOTO, object, Field.Store.NO);
      addVectors(child, view.embedding());
      child.add(new StoredField(CATEGORY_NORM, view.categoryNorm()));
      child.add(new StoredField(OBJECT_NORM, view.objectNorm()));
      child.add(new StringField(PHOTO_ID, entry.id(), Field.Store.NO));
      child.add(new BinaryDocValuesField(PHOTO_ID, new BytesRef(entry.id())));
      child.add(new StoredField(PHOTO_NAME, entry.name()));
      child.add(new StoredField(PHOTO_LOCATION, entry.location()));
      child.add(new StoredField(PHOTO_BYTES, entry.bytes()));
      child.add(new StoredField(PHOTO_MODIFIED, entry.modified().toEpochMilli()));
      addIfKnown(child, PHOTO_BOX, entry.box());
      addIfKnown(child, PHOTO_SESSION, entry.session());
      block.add(child);
    }
    Document aggregate = document(Kind.AGGREGATE, object, Field.Store.NO);
    addVectors(aggregate, object.aggregate());
    block.add(aggregate);
    Document parent = document(Kind.OBJECT, object, Field.Store.YES);
    parent.add(new StringField(SOURCE, object.entry().source(), Field.Store.YES));
    parent.add(new NumericDocValuesField(PHOTOS, object.photos().size()));
    block.add(parent);
    return block;
  }

  private static void addIfKnown(Document child, String field, @Nullable Object value) {
    if (value != null) {
      child.add(new StoredField(field, value.toString()));
    }
  }

  private static Document document(Kind kind, CatalogueObject object, Field.Store store) {
    Document document = new Document();
    document.add(new StringField(KIND, kind.value(), Field.Store.NO));
    document.add(new StringField(ID, object.id(), store));
    document.add(new SortedDocValuesField(ID, new BytesRef(object.id())));
    String category = object.category();
    if (category != null) {
      document.add(new StringField(CATEGORY, category, store));
      document.add(new SortedDocValuesField(CATEGORY, new BytesRef(category)));
    }
    object
        .attributes()
        .forEach((name, attribute) -> addAttribute(document, name, attribute, store));
    return document;
  }

  private static void addAttribute(
      Document document, String name, Attribute attribute, Field.Store store) {
    switch (attribute) {
      case Attribute.Text text -> {
        for (String value : text.values()) {
          document.add(new StringField(TEXT_ATTRIBUTE + name, value, store));
        }
      }
      case Attribute.Number number -> {
        for (double value : number.values()) {
          document.add(new DoublePoint(NUMBER_ATTRIBUTE + name, value));
          if (store == Field.Store.YES) {
            document.add(new StoredField(NUMBER_ATTRIBUTE + name, value));
          }
        }
      }
    }
  }

  private static void addVectors(Document document, Embedding embedding) {
    document.add(vector(CATEGORY_VECTOR, embedding.category()));
    document.add(vector(OBJECT_VECTOR, embedding.object()));
  }

  private static KnnFloatVectorField vector(String field, UnitVector vector) {
    return new KnnFloatVectorField(field, vector.toArray(), VectorSimilarityFunction.DOT_PRODUCT);
  }

  /** Returns the term that all documents of the object {@code objectId} have, and no others. */
  public static Term idTerm(String objectId) {
    return new Term(ID, objectId);
  }

  /** Returns the term that the photos with the id {@code photoId} have, one in each object. */
  static Term photoTerm(String photoId) {
    return new Term(PHOTO_ID, photoId);
  }

  /** Returns the term that the parents of the objects added from {@code source} have. */
  static Term sourceTerm(String source) {
    return new Term(SOURCE, source);
  }

  /**
   * Returns how an index is written: nothing but {@code commit} makes a change last, closing does
   * not.
   */
  public static IndexWriterConfig writerConfig() {
    return new IndexWriterConfig().setCodec(new LongVectorsCodec()).setCommitOnClose(false);
  }

  /** Returns what a commit says of itself: the format, and the model that made the vectors. */
  public static Map<String, String> commitData(ModelId model) {
    return Map.of(COMMIT_FORMAT, Integer.toString(FORMAT), COMMIT_MODEL, model.sha256());
  }

  /** Returns the same for an index made in place of the generation {@code previous}. */
  public static Map<String, String> commitData(ModelId model, int previous) {
    Map<String, String> data = new HashMap<>(commitData(model));
    data.put(COMMIT_PREVIOUS, Integer.toString(previous));
    return data;
  }

  /** Returns the generation in whose place the index was made that {@code commitData} is of. */
  static OptionalInt previous(Map<String, String> commitData) {
    String previous = commitData.get(COMMIT_PREVIOUS);
    return previous == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(previous));
  }

  /**
   * Returns the model that {@link #commitData} named.
   *
   * @param index where the commit is, for messages
   * @throws CatalogueException if the commit is of a newer format, or none of ours
   */
  public static ModelId model(Map<String, String> commitData, String index)
      throws CatalogueException {
    String format = commitData.get(COMMIT_FORMAT);
    String model = commitData.get(COMMIT_MODEL);
    if (format == null || model == null) {
      throw new CatalogueException(
          "the index " + index + " is not of a catalogue: its commit names no format and model");
    }
    try {
      int written = Integer.parseInt(format);
      if (written != FORMAT) {
        throw new CatalogueException(
            "the catalogue's index "
                + index
                + " is of format "
                + format
                + ", this version reads format "
                + FORMAT
                + (written > FORMAT
                    ? ": use a newer Panoptes"
                    : ": make the catalogue again from its photos"));
      }
      return new ModelId(model);
    } catch (IllegalArgumentException e) {
      throw new CatalogueException(
          "the index " + index + " has a damaged commit: " + commitData, e);
    }
  }

  /**
   * Checks that {@code text} can be a term of the index.
   *
   * @param what what it is, for the message
   */
  static void requireTerm(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank");
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > IndexWriter.MAX_TERM_LENGTH) {
      throw new IllegalArgumentException(
          what
              + " must be at most "
              + IndexWriter.MAX_TERM_LENGTH
              + " bytes of UTF-8, got "
              + bytes
              + ": "
              + text.substring(0, 40)
              + "…");
    }
  }

  /** Returns the query for the parents of the objects that {@code options} ask of. */
  static Query objects(RecognitionOptions options, IndexReader reader) {
    return all(options, reader).add(Kind.OBJECT.query(), Occur.FILTER).build();
  }

  /** Returns the query for the documents with vectors that have a category to vote for. */
  static Query voters(RecognitionOptions options, IndexReader reader) {
    return all(options, reader)
        .add(met(options.strategy().target()), Occur.FILTER)
        .add(new FieldExistsQuery(CATEGORY), Occur.FILTER)
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
    if (reader.getDocCount(CATEGORY) < reader.maxDoc()) {
      filter.add(new FieldExistsQuery(CATEGORY), Occur.FILTER);
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
      case PHOTOS -> Kind.PHOTO.query();
      case AGGREGATES -> Kind.AGGREGATE.query();
      case BOTH -> either(List.of(Kind.PHOTO.query(), Kind.AGGREGATE.query()));
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
    boolean category = filter.name().equals(CATEGORY);
    String text = category ? CATEGORY : TEXT_ATTRIBUTE + filter.name();
    String number = NUMBER_ATTRIBUTE + filter.name();
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
    SortedSet<String> names = new TreeSet<>(List.of(CATEGORY));
    for (String field : fields) {
      if (field.startsWith(TEXT_ATTRIBUTE)) {
        names.add(field.substring(TEXT_ATTRIBUTE.length()));
      } else if (field.startsWith(NUMBER_ATTRIBUTE)) {
        names.add(field.substring(NUMBER_ATTRIBUTE.length()));
      }
    }
    return names;
  }

  private static Query either(List<Query> queries) {
    BooleanQuery.Builder either = new BooleanQuery.Builder();
    queries.forEach(query -> either.add(query, Occur.SHOULD));
    return either.build();
  }

  /** Returns the object whose parent is document {@code parent} of {@code leaf}. */
  static CatalogueObject object(LeafReader leaf, int parent) throws IOException {
    StoredFields stored = leaf.storedFields();
    VectorCursor categories = new VectorCursor(leaf, CATEGORY_VECTOR);
    VectorCursor objects = new VectorCursor(leaf, OBJECT_VECTOR);
    List<PhotoEntry> photos = new ArrayList<>();
    List<View> views = new ArrayList<>();
    int aggregate = parent - 1;
    for (int child = aggregate - photoCount(leaf, parent); child < aggregate; child++) {
      Document photo = stored.document(child);
      photos.add(photo(leaf, child, photo));
      views.add(view(categories, objects, child, photo));
    }
    return new CatalogueObject(
        entry(stored.document(parent), photos), views, embedding(categories, objects, aggregate));
  }

  /** Returns what is noted of the object whose parent is document {@code parent}. */
  static ObjectEntry entry(LeafReader leaf, int parent) throws IOException {
    StoredFields stored = leaf.storedFields();
    List<PhotoEntry> photos = new ArrayList<>();
    int aggregate = parent - 1;
    for (int child = aggregate - photoCount(leaf, parent); child < aggregate; child++) {
      photos.add(photo(leaf, child, stored.document(child)));
    }
    return entry(stored.document(parent), photos);
  }

  /** Returns the part of the photo {@code child} that shows its object; null for all of it. */
  static @Nullable Box box(LeafReader leaf, int child) throws IOException {
    return box(leaf.storedFields().document(child, Set.of(PHOTO_BOX)));
  }

  private static @Nullable Box box(Document photo) {
    String box = photo.get(PHOTO_BOX);
    return box == null ? null : Box.parse(box);
  }

  /** Returns where the network sees the photo {@code child}. */
  static View view(LeafReader leaf, int child) throws IOException {
    return view(
        new VectorCursor(leaf, CATEGORY_VECTOR),
        new VectorCursor(leaf, OBJECT_VECTOR),
        child,
        leaf.storedFields().document(child, Set.of(CATEGORY_NORM, OBJECT_NORM)));
  }

  private static View view(VectorCursor categories, VectorCursor objects, int child, Document photo)
      throws IOException {
    return new View(
        embedding(categories, objects, child),
        number(photo, CATEGORY_NORM).floatValue(),
        number(photo, OBJECT_NORM).floatValue());
  }

  private static PhotoEntry photo(LeafReader leaf, int child, Document photo) throws IOException {
    return new PhotoEntry(
        photoId(leaf, child),
        photo.get(PHOTO_NAME),
        photo.get(PHOTO_LOCATION),
        number(photo, PHOTO_BYTES).longValue(),
        Instant.ofEpochMilli(number(photo, PHOTO_MODIFIED).longValue()),
        box(photo),
        photo.get(PHOTO_SESSION));
  }

  private static ObjectEntry entry(Document parent, List<PhotoEntry> photos) {
    return new ObjectEntry(
        parent.get(ID), parent.get(CATEGORY), attributes(parent), parent.get(SOURCE), photos);
  }

  private static Embedding embedding(VectorCursor categories, VectorCursor objects, int child)
      throws IOException {
    return new Embedding(
        UnitVector.of(categories.vector(child)), UnitVector.of(objects.vector(child)));
  }

  private static Number number(Document document, String field) throws CatalogueException {
    IndexableField stored = document.getField(field);
    Number number = stored == null ? null : stored.numericValue();
    if (number == null) {
      throw new CatalogueException("the index is damaged: a photo has no " + field);
    }
    return number;
  }

  private static SortedMap<String, Attribute> attributes(Document document) {
    SortedMap<String, Attribute> attributes = new TreeMap<>();
    for (IndexableField field : document.getFields()) {
      String name = field.name();
      if (name.startsWith(TEXT_ATTRIBUTE)) {
        attributes.computeIfAbsent(
            name.substring(TEXT_ATTRIBUTE.length()),
            _ -> new Attribute.Text(List.of(document.getValues(name))));
      } else if (name.startsWith(NUMBER_ATTRIBUTE)) {
        attributes.computeIfAbsent(
            name.substring(NUMBER_ATTRIBUTE.length()),
            _ -> new Attribute.Number(numbers(document.getFields(name))));
      }
    }
    return attributes;
  }

  private static List<Double> numbers(IndexableField[] fields) {
    List<Double> numbers = new ArrayList<>();
    for (IndexableField field : fields) {
      numbers.add(field.numericValue().doubleValue());
    }
    return numbers;
  }

  private static CatalogueException lacks(LeafReader leaf, int document, String field) {
    return new CatalogueException(
        "the index is damaged: document " + document + " of " + leaf + " has no " + field);
  }

  /** Returns the id of the photo that the child document {@code child} of {@code leaf} is. */
  static String photoId(LeafReader leaf, int child) throws IOException {
    BinaryDocValues ids = DocValues.getBinary(leaf, PHOTO_ID);
    if (!ids.advanceExact(child)) {
      throw lacks(leaf, child, PHOTO_ID);
    }
    return ids.binaryValue().utf8ToString();
  }

  /** Returns the file name of the photo that the child document {@code child} is. */
  static String photoName(LeafReader leaf, int child) throws IOException {
    String name = leaf.storedFields().document(child, Set.of(PHOTO_NAME)).get(PHOTO_NAME);
    if (name == null) {
      throw lacks(leaf, child, PHOTO_NAME);
    }
    return name;
  }

  /** Returns how many photos the object has whose parent is document {@code parent}. */
  static int photoCount(LeafReader leaf, int parent) throws IOException {
    NumericDocValues photos = DocValues.getNumeric(leaf, PHOTOS);
    if (!photos.advanceExact(parent)) {
      throw lacks(leaf, parent, PHOTOS);
    }
    return Math.toIntExact(photos.longValue());
  }

  /** Returns the lengths that a photo's vectors had, by field; NaN where there is none. */
  static SortedMap<String, Float> norms(LeafReader leaf, int child) throws IOException {
    Document photo = leaf.storedFields().document(child, Set.of(CATEGORY_NORM, OBJECT_NORM));
    SortedMap<String, Float> norms = new TreeMap<>();
    for (String field : List.of(CATEGORY_NORM, OBJECT_NORM)) {
      IndexableField stored = photo.getField(field);
      Number norm = stored == null ? null : stored.numericValue();
      norms.put(field, norm == null ? Float.NaN : norm.floatValue());
    }
    return norms;
  }

  /**
   * Fails if {@code file} is not what was written.
   *
   * @throws IOException if it is gone, cut, or differs from the checksum at its end
   */
  static void requireChecksum(Directory directory, String file) throws IOException {
    try (IndexInput input = directory.openInput(file, IOContext.READONCE)) {
      long _ = CodecUtil.checksumEntireFile(input);
    }
  }

  /** Returns the object ids of all documents, in one order; null if there are none. */
  static @Nullable SortedDocValues ids(IndexReader reader) throws IOException {
    return MultiDocValues.getSortedValues(reader, ID);
  }

  /** Returns about how many photos there are: deleted ones count, too. */
  static long photos(IndexReader reader) throws IOException {
    return reader.docFreq(new Term(KIND, Kind.PHOTO.value()));
  }

  /** Returns the categories, most frequent first, then by name. */
  static List<CategoryCount> categories(IndexReader reader) throws IOException {
    List<CategoryCount> counts = new ArrayList<>();
    Terms categories = MultiTerms.getTerms(reader, CATEGORY);
    if (categories != null) {
      TermsEnum category = categories.iterator();
      while (category.next() != null) {
        counts.add(new CategoryCount(category.term().utf8ToString(), category.docFreq()));
      }
    }
    counts.sort(
        Comparator.comparingLong(CategoryCount::documents)
            .reversed()
            .thenComparing(CategoryCount::category));
    return counts;
  }

  /** Returns the id of the object that {@code document} belongs to. */
  static String id(LeafReader leaf, int document) throws IOException {
    String id = sorted(leaf, ID, document);
    if (id == null) {
      throw lacks(leaf, document, ID);
    }
    return id;
  }

  /** Returns the category of the object that {@code document} belongs to, if it has one. */
  static @Nullable String category(LeafReader leaf, int document) throws IOException {
    return sorted(leaf, CATEGORY, document);
  }

  private static @Nullable String sorted(LeafReader leaf, String field, int document)
      throws IOException {
    SortedDocValues values = DocValues.getSorted(leaf, field);
    return values.advanceExact(document)
        ? values.lookupOrd(values.ordValue()).utf8ToString()
        : null;
  }

  /**
   * Lucene's own codec, for vectors of up to 4,096 dimensions. It has Lucene's names throughout, so
   * that plain Lucene reads what it writes.
   */
  private static final class LongVectorsCodec extends Lucene104Codec {
    private final KnnVectorsFormat vectors = new LongVectorsFormat();

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return vectors;
    }
  }

  /** Lucene stops at 1,024 dimensions, the paper's models have 2,048. */
  private static final class LongVectorsFormat extends KnnVectorsFormat {
    private static final int MAX_DIMENSIONS = 4096;

    private final KnnVectorsFormat lucene;

    LongVectorsFormat() {
      this(new Lucene99HnswVectorsFormat());
    }

    private LongVectorsFormat(KnnVectorsFormat lucene) {
      super(lucene.getName());
      this.lucene = lucene;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return lucene.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return lucene.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return MAX_DIMENSIONS;
    }
  }
}

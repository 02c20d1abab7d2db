package io.panoptes.search.index;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.CataloguePhoto;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * How an object lies in the index: a block of a child document a photo, a child for the aggregate
 * and, last, a parent without vectors. Here fields get their names, and what is written to them;
 * {@link BlockReader} reads them again, {@code IndexQueries} asks them. Public for the indexer,
 * which writes blocks, and for the packages that ask the index; stateless, so threads may share it.
 *
 * <p>The object's id, category and attributes are on every document of a block: a filter then needs
 * no join, and one delete by {@link #idTerm} takes the block as a whole. The index is not sorted,
 * so Lucene keeps blocks together without a parent field of its own ({@code setParentField}).
 */
public final class IndexSchema {
  /** The version of this schema that is written; readers refuse others. */
  public static final int FORMAT = 2;

  /** The field of vectors in category space, of photos and aggregates. */
  public static final String CATEGORY_VECTOR = "category_vector";

  /** The field of vectors in object space, of photos and aggregates. */
  public static final String OBJECT_VECTOR = "object_vector";

  static final String KIND = "kind";

  /** The field of the object's id. */
  public static final String ID = "id";

  /** The field of the object's category, if it has one. */
  public static final String CATEGORY = "category";

  /** Begins the names of fields that have words; the rest is the attribute's name. */
  public static final String TEXT_ATTRIBUTE = "text.";

  /** Begins the names of fields that have numbers; the rest is the attribute's name. */
  public static final String NUMBER_ATTRIBUTE = "number.";

  static final String PHOTO_ID = "photo_id";
  static final String PHOTO_NAME = "photo_name";
  static final String PHOTO_BYTES = "photo_bytes";
  static final String PHOTO_MODIFIED = "photo_modified";
  static final String PHOTO_LOCATION = "photo_location";
  static final String PHOTO_BOX = "photo_box";
  static final String PHOTO_SESSION = "photo_session";
  static final String CATEGORY_NORM = "category_norm";
  static final String OBJECT_NORM = "object_norm";

  static final String SOURCE = "source";
  static final String PHOTOS = "photos";

  private static final String COMMIT_FORMAT = "format";
  private static final String COMMIT_MODEL = "model";
  private static final String COMMIT_PREVIOUS = "previous";

  /** What a document of a block stands for. */
  public enum Kind {
    PHOTO,
    AGGREGATE,
    OBJECT;

    String value() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the query for the documents of this kind. */
    public Query query() {
      return new TermQuery(new Term(KIND, value()));
    }

    /** Returns the documents of this kind in {@code leaf}, deleted ones among them. */
    public DocIdSetIterator documents(LeafReader leaf) throws IOException {
      PostingsEnum documents = leaf.postings(new Term(KIND, value()), PostingsEnum.NONE);
      return documents == null ? DocIdSetIterator.empty() : documents;
    }
  }

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
  public static Term photoTerm(String photoId) {
    return new Term(PHOTO_ID, photoId);
  }

  /** Returns the term that the parents of the objects added from {@code source} have. */
  public static Term sourceTerm(String source) {
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
  public static OptionalInt previous(Map<String, String> commitData) {
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
   * Fails if {@code file} is not what was written.
   *
   * @throws IOException if it is gone, cut, or differs from the checksum at its end
   */
  public static void requireChecksum(Directory directory, String file) throws IOException {
    try (IndexInput input = directory.openInput(file, IOContext.READONCE)) {
      long _ = CodecUtil.checksumEntireFile(input);
    }
  }
}

package io.panoptes.search.index;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Box;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link IndexSchema#block} wrote: objects, their entries, and single fields of
 * documents. Public for the packages that ask the index.
 */
public final class BlockReader {
  /** A category, and how many documents have it, deleted ones among them. */
  public record CategoryCount(String category, long documents) {}

  private BlockReader() {}

  /** Returns the object whose parent is document {@code parent} of {@code leaf}. */
  public static CatalogueObject object(LeafReader leaf, int parent) throws IOException {
    StoredFields stored = leaf.storedFields();
    VectorCursor categories = new VectorCursor(leaf, IndexSchema.CATEGORY_VECTOR);
    VectorCursor objects = new VectorCursor(leaf, IndexSchema.OBJECT_VECTOR);
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
  public static ObjectEntry entry(LeafReader leaf, int parent) throws IOException {
    StoredFields stored = leaf.storedFields();
    List<PhotoEntry> photos = new ArrayList<>();
    int aggregate = parent - 1;
    for (int child = aggregate - photoCount(leaf, parent); child < aggregate; child++) {
      photos.add(photo(leaf, child, stored.document(child)));
    }
    return entry(stored.document(parent), photos);
  }

  /** Returns the multi-view embedding of the object whose parent is {@code parent}. */
  public static Embedding aggregate(LeafReader leaf, int parent) throws IOException {
    return embedding(
        new VectorCursor(leaf, IndexSchema.CATEGORY_VECTOR),
        new VectorCursor(leaf, IndexSchema.OBJECT_VECTOR),
        parent - 1);
  }

  /** Returns the part of the photo {@code child} that shows its object; null for all of it. */
  public static @Nullable Box box(LeafReader leaf, int child) throws IOException {
    return box(leaf.storedFields().document(child, Set.of(IndexSchema.PHOTO_BOX)));
  }

  /** Returns whether the photo {@code child} came by upload, so that its file is kept here only. */
  public static boolean isUpload(LeafReader leaf, int child) throws IOException {
    String location =
        leaf.storedFields()
            .document(child, Set.of(IndexSchema.PHOTO_LOCATION))
            .get(IndexSchema.PHOTO_LOCATION);
    return location != null && PhotoEntry.isUpload(location);
  }

  private static @Nullable Box box(Document photo) {
    String box = photo.get(IndexSchema.PHOTO_BOX);
    return box == null ? null : Box.parse(box);
  }

  /** Returns where the network sees the photo {@code child}. */
  public static View view(LeafReader leaf, int child) throws IOException {
    return view(
        new VectorCursor(leaf, IndexSchema.CATEGORY_VECTOR),
        new VectorCursor(leaf, IndexSchema.OBJECT_VECTOR),
        child,
        leaf.storedFields()
            .document(child, Set.of(IndexSchema.CATEGORY_NORM, IndexSchema.OBJECT_NORM)));
  }

  private static View view(VectorCursor categories, VectorCursor objects, int child, Document photo)
      throws IOException {
    return new View(
        embedding(categories, objects, child),
        number(photo, IndexSchema.CATEGORY_NORM).floatValue(),
        number(photo, IndexSchema.OBJECT_NORM).floatValue());
  }

  private static PhotoEntry photo(LeafReader leaf, int child, Document photo) throws IOException {
    return new PhotoEntry(
        photoId(leaf, child),
        photo.get(IndexSchema.PHOTO_NAME),
        photo.get(IndexSchema.PHOTO_LOCATION),
        number(photo, IndexSchema.PHOTO_BYTES).longValue(),
        Instant.ofEpochMilli(number(photo, IndexSchema.PHOTO_MODIFIED).longValue()),
        box(photo),
        photo.get(IndexSchema.PHOTO_SESSION));
  }

  private static ObjectEntry entry(Document parent, List<PhotoEntry> photos) {
    return new ObjectEntry(
        parent.get(IndexSchema.ID),
        parent.get(IndexSchema.CATEGORY),
        attributes(parent),
        parent.get(IndexSchema.SOURCE),
        photos);
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
      if (name.startsWith(IndexSchema.TEXT_ATTRIBUTE)) {
        attributes.computeIfAbsent(
            name.substring(IndexSchema.TEXT_ATTRIBUTE.length()),
            _ -> new Attribute.Text(List.of(document.getValues(name))));
      } else if (name.startsWith(IndexSchema.NUMBER_ATTRIBUTE)) {
        attributes.computeIfAbsent(
            name.substring(IndexSchema.NUMBER_ATTRIBUTE.length()),
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

  /** Returns the number that a point of an attribute is. */
  public static double number(byte[] packed) {
    return DoublePoint.decodeDimension(packed, 0);
  }

  private static CatalogueException lacks(LeafReader leaf, int document, String field) {
    return new CatalogueException(
        "the index is damaged: document " + document + " of " + leaf + " has no " + field);
  }

  /** Returns the id of the photo that the child document {@code child} of {@code leaf} is. */
  public static String photoId(LeafReader leaf, int child) throws IOException {
    BinaryDocValues ids = DocValues.getBinary(leaf, IndexSchema.PHOTO_ID);
    if (!ids.advanceExact(child)) {
      throw lacks(leaf, child, IndexSchema.PHOTO_ID);
    }
    return ids.binaryValue().utf8ToString();
  }

  /** Returns the file name of the photo that the child document {@code child} is. */
  public static String photoName(LeafReader leaf, int child) throws IOException {
    String name =
        leaf.storedFields()
            .document(child, Set.of(IndexSchema.PHOTO_NAME))
            .get(IndexSchema.PHOTO_NAME);
    if (name == null) {
      throw lacks(leaf, child, IndexSchema.PHOTO_NAME);
    }
    return name;
  }

  /** Returns how many photos the object has whose parent is document {@code parent}. */
  public static int photoCount(LeafReader leaf, int parent) throws IOException {
    NumericDocValues photos = DocValues.getNumeric(leaf, IndexSchema.PHOTOS);
    if (!photos.advanceExact(parent)) {
      throw lacks(leaf, parent, IndexSchema.PHOTOS);
    }
    return Math.toIntExact(photos.longValue());
  }

  /** Returns the lengths that a photo's vectors had, by field; NaN where there is none. */
  public static SortedMap<String, Float> norms(LeafReader leaf, int child) throws IOException {
    Document photo =
        leaf.storedFields()
            .document(child, Set.of(IndexSchema.CATEGORY_NORM, IndexSchema.OBJECT_NORM));
    SortedMap<String, Float> norms = new TreeMap<>();
    for (String field : List.of(IndexSchema.CATEGORY_NORM, IndexSchema.OBJECT_NORM)) {
      IndexableField stored = photo.getField(field);
      Number norm = stored == null ? null : stored.numericValue();
      norms.put(field, norm == null ? Float.NaN : norm.floatValue());
    }
    return norms;
  }

  /** Returns the object ids of all documents, in one order; null if there are none. */
  public static @Nullable SortedDocValues ids(IndexReader reader) throws IOException {
    return MultiDocValues.getSortedValues(reader, IndexSchema.ID);
  }

  /** Returns about how many photos there are: deleted ones count, too. */
  public static long photos(IndexReader reader) throws IOException {
    return reader.docFreq(new Term(IndexSchema.KIND, IndexSchema.Kind.PHOTO.value()));
  }

  /** Returns the categories, most frequent first, then by name. */
  public static List<CategoryCount> categories(IndexReader reader) throws IOException {
    List<CategoryCount> counts = new ArrayList<>();
    Terms categories = MultiTerms.getTerms(reader, IndexSchema.CATEGORY);
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
  public static String id(LeafReader leaf, int document) throws IOException {
    String id = sorted(leaf, IndexSchema.ID, document);
    if (id == null) {
      throw lacks(leaf, document, IndexSchema.ID);
    }
    return id;
  }

  /** Returns the category of the object that {@code document} belongs to, if it has one. */
  public static @Nullable String category(LeafReader leaf, int document) throws IOException {
    return sorted(leaf, IndexSchema.CATEGORY, document);
  }

  private static @Nullable String sorted(LeafReader leaf, String field, int document)
      throws IOException {
    SortedDocValues values = DocValues.getSorted(leaf, field);
    return values.advanceExact(document)
        ? values.lookupOrd(values.ordValue()).utf8ToString()
        : null;
  }
}

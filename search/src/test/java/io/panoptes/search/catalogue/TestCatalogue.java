package io.panoptes.search.catalogue;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.FakeEncoder;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Box;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** A catalogue written by hand, for tests: objects of made-up vectors, or of any. */
public final class TestCatalogue {
  /** The model of all its vectors. */
  public static final FakeModel MODEL = FakeModel.of("fa4e");

  private final CatalogueFolder folder;

  private TestCatalogue(CatalogueFolder folder) {
    this.folder = folder;
  }

  /** Makes a catalogue of {@code objects} in {@code root}, in one commit. */
  public static TestCatalogue in(Path root, CatalogueObject... objects) throws IOException {
    TestCatalogue catalogue = new TestCatalogue(CatalogueFolder.at(root));
    MODEL.copyTo(catalogue.folder.model(MODEL.id()));
    Files.createDirectories(catalogue.folder.generation(1));
    catalogue.put(objects);
    catalogue.folder.pointTo(1);
    return catalogue;
  }

  /** Returns where it is. */
  public CatalogueFolder folder() {
    return folder;
  }

  /** Returns where its index is. */
  public Path index() {
    return folder.generation(1);
  }

  /** Opens it, with its model. */
  public Catalogue open() throws IOException {
    return Catalogue.open(folder.root(), FakeModel::open);
  }

  /** Adds objects, or puts them in the place of those with their ids, in one commit. */
  public void put(CatalogueObject... objects) throws IOException {
    write(
        IndexSchema.commitData(MODEL.id()),
        writer -> {
          for (CatalogueObject object : objects) {
            writer.updateDocuments(IndexSchema.idTerm(object.id()), IndexSchema.block(object));
          }
        });
  }

  /** Removes objects, in one commit. */
  public void remove(String... ids) throws IOException {
    write(
        IndexSchema.commitData(MODEL.id()),
        writer -> {
          for (String id : ids) {
            writer.deleteDocuments(IndexSchema.idTerm(id));
          }
        });
  }

  /** Merges all segments into one, in a commit. */
  public void mergeToOneSegment() throws IOException {
    write(IndexSchema.commitData(MODEL.id()), writer -> writer.forceMerge(1));
  }

  /** What one commit does. */
  public interface Change {
    void apply(IndexWriter writer) throws IOException;
  }

  /** Makes a change, in a commit that says {@code commitData} of itself. */
  public void write(Map<String, String> commitData, Change change) throws IOException {
    try (FSDirectory directory = FSDirectory.open(index());
        IndexWriter writer = new IndexWriter(directory, IndexSchema.writerConfig())) {
      change.apply(writer);
      writer.setLiveCommitData(commitData.entrySet());
      writer.commit();
    }
  }

  /** Returns an object of {@code photos} random views near a centre that {@code id} decides. */
  public static CatalogueObject object(String id, @Nullable String category, int photos) {
    return object(id, category, photos, 16, 32);
  }

  public static CatalogueObject object(
      String id, @Nullable String category, int photos, int categoryDimension, int dimension) {
    Random random = new Random(id.hashCode());
    float[] kind = gaussian(new Random(String.valueOf(category).hashCode()), categoryDimension);
    float[] centre = gaussian(random, dimension);
    List<View> views = new ArrayList<>();
    for (int i = 0; i < photos; i++) {
      views.add(
          new View(
              new Embedding(near(kind, random), near(centre, random)),
              0.5f + random.nextFloat(),
              0.5f + random.nextFloat()));
    }
    return object(id, category, views);
  }

  public static CatalogueObject object(String id, @Nullable String category, List<View> views) {
    List<PhotoEntry> photos = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      photos.add(
          new PhotoEntry(
              photoId(id, i),
              i + ".jpg",
              "/photos/" + id + "/" + i + ".jpg",
              1000 + i,
              Instant.ofEpochMilli(1_790_000_000_123L + i),
              i == 1 ? new Box(0.25, 0, 0.5, 1) : null,
              i == 2 ? "a shoot" : null));
    }
    Embedding first = views.getFirst().embedding();
    try (FakeEncoder encoder =
        new FakeEncoder(MODEL.id(), first.category().dimension(), first.object().dimension())) {
      return new CatalogueObject(
          new ObjectEntry(id, category, new TreeMap<>(), "/photos", photos),
          views,
          encoder.aggregate(views));
    }
  }

  /** Returns the id of a photo of one of these objects. */
  public static String photoId(String object, int photo) {
    return object + "#" + photo;
  }

  /** Returns {@code object} with other attributes. */
  public static CatalogueObject with(CatalogueObject object, Map<String, Attribute> attributes) {
    ObjectEntry entry = object.entry();
    return new CatalogueObject(
        new ObjectEntry(
            entry.id(),
            entry.category(),
            new TreeMap<>(attributes),
            entry.source(),
            entry.photos()),
        object.views(),
        object.aggregate());
  }

  /** Returns an attribute of words. */
  public static Attribute text(String... values) {
    return new Attribute.Text(List.of(values));
  }

  /** Returns an attribute of numbers. */
  public static Attribute number(Double... values) {
    return new Attribute.Number(Arrays.asList(values));
  }

  /** Returns a random vector. */
  public static float[] gaussian(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  static UnitVector near(float[] centre, Random random) {
    float[] vector = gaussian(random, centre.length);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = centre[i] + 0.4f * vector[i];
    }
    return UnitVector.normalize(vector);
  }
}

package io.panoptes.benchmarks;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.search.Catalogue;
import io.panoptes.search.CatalogueFolder;
import io.panoptes.search.CatalogueObject;
import io.panoptes.search.CataloguePhoto;
import io.panoptes.search.IndexSchema;
import io.panoptes.search.Recogniser;
import io.panoptes.search.Recognition;
import io.panoptes.search.Recognition.ObjectCandidate;
import io.panoptes.search.RecognitionOptions;
import io.panoptes.search.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.DiversifyingChildrenFloatKnnVectorQuery;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.store.FSDirectory;

/**
 * How often the graph finds what comparing with everything finds: 90,000 photos of 9,000 objects in
 * 300 categories, made-up vectors of 512 (object) and 256 (category) dimensions around the centres
 * of their object and category. The catalogue is written once and kept.
 *
 * <pre>
 * ./mvnw -q -pl benchmarks -am -DskipTests package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx3g \
 *     -cp benchmarks/target/classes:$(cat benchmarks/target/classpath) \
 *     io.panoptes.benchmarks.GraphRecall FOLDER
 * </pre>
 */
public final class GraphRecall {
  private static final int CATEGORIES = 300;
  private static final int OBJECTS = 9_000;
  private static final int PHOTOS = 10;
  private static final int QUERIES = 1_000;
  private static final int CATEGORY_DIMENSION = 256;
  private static final int OBJECT_DIMENSION = 512;

  /** Length of the noise that parts objects of a category, where the centres have length 1. */
  private static final double OBJECT_SPREAD = 0.7;

  /** Length of the noise that parts photos of an object. */
  private static final double PHOTO_SPREAD = 0.6;

  private static final ModelId MODEL = new ModelId("5e".repeat(32));
  private static final String OBJECT_VECTOR = "object_vector";

  private GraphRecall() {}

  /** A model that nobody loads: the vectors are made up. */
  private static final class NoModel implements Model {
    @Override
    public ModelId id() {
      return MODEL;
    }

    @Override
    public void copyTo(Path folder) throws IOException {
      Files.createDirectories(folder);
    }

    @Override
    public Encoder load() {
      throw new UnsupportedOperationException("made-up vectors have no encoder");
    }
  }

  /** Prints the tables for the catalogue in the folder named by the only argument. */
  public static void main(String[] arguments) throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(Path.of(arguments[0]));
    World world = new World();
    if (!folder.exists()) {
      write(folder, world);
    }
    List<View> queries = new ArrayList<>();
    Random random = new Random(99);
    for (int i = 0; i < QUERIES; i++) {
      queries.add(world.photo(random.nextInt(OBJECTS), random));
    }
    try (Catalogue catalogue = Catalogue.open(folder.root(), _ -> new NoModel())) {
      System.out.printf(
          Locale.ROOT,
          "%,d objects, %,d photos%n",
          catalogue.objectCount(),
          catalogue.photoCount());
      List<List<String>> nearest = recogniser(catalogue, queries);
      graphs(folder.generation(1), queries, nearest);
    }
  }

  private static void write(CatalogueFolder folder, World world) throws IOException {
    new NoModel().copyTo(folder.model(MODEL));
    Files.createDirectories(folder.generation(1));
    long start = System.nanoTime();
    Random random = new Random(1);
    try (FSDirectory directory = FSDirectory.open(folder.generation(1));
        IndexWriter writer =
            new IndexWriter(directory, IndexSchema.writerConfig().setRAMBufferSizeMB(1024))) {
      for (int object = 0; object < OBJECTS; object++) {
        writer.updateDocuments(
            IndexSchema.idTerm(World.id(object)), IndexSchema.block(world.object(object, random)));
      }
      writer.forceMerge(1);
      writer.setLiveCommitData(IndexSchema.commitData(MODEL).entrySet());
      writer.commit();
    }
    folder.pointTo(1);
    System.out.printf(Locale.ROOT, "written in %.0f s%n", (System.nanoTime() - start) / 1e9);
  }

  /** Compares the recogniser with its exact twin; returns the twin's first ten of each query. */
  private static List<List<String>> recogniser(Catalogue catalogue, List<View> queries)
      throws IOException {
    Recogniser recogniser = new Recogniser(catalogue);
    RecognitionOptions fast = RecognitionOptions.DEFAULT;
    recognise("graph, first use", recogniser, queries, fast);
    List<Recognition> found = recognise("graph", recogniser, queries, fast);
    recognise("graph, objects only", recogniser, queries, fast.withSpace(Space.OBJECT));
    recognise("graph, categories only", recogniser, queries, fast.withSpace(Space.CATEGORY));
    List<Recognition> exact = recognise("exact", recogniser, queries, fast.withExact(true));
    List<List<String>> nearest = new ArrayList<>();
    int first = 0;
    int ten = 0;
    int label = 0;
    for (int i = 0; i < queries.size(); i++) {
      List<String> ids = ids(found.get(i));
      List<String> exactIds = ids(exact.get(i));
      first += ids.getFirst().equals(exactIds.getFirst()) ? 1 : 0;
      ten += intersection(Set.copyOf(ids), exactIds);
      label += label(found.get(i)).equals(label(exact.get(i))) ? 1 : 0;
      nearest.add(exactIds);
    }
    System.out.printf(
        Locale.ROOT,
        "recogniser against its exact twin: first object %.2f %%, first ten %.2f %%, category %.2f %%%n",
        100.0 * first / queries.size(),
        10.0 * ten / queries.size(),
        100.0 * label / queries.size());
    return nearest;
  }

  private static List<Recognition> recognise(
      String name, Recogniser recogniser, List<View> queries, RecognitionOptions options)
      throws IOException {
    long[] nanos = new long[queries.size()];
    List<Recognition> answers = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      long start = System.nanoTime();
      answers.add(recogniser.recognise(List.of(queries.get(i)), options));
      nanos[i] = System.nanoTime() - start;
    }
    printLatency(name, nanos);
    return answers;
  }

  private static void printLatency(String name, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-24s median %6.2f ms, 95th percentile %6.2f ms%n",
        name,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 95 / 100] / 1e6);
  }

  /** Prints what Lucene's two ways to ask the graph find, for several sizes of the question. */
  private static void graphs(Path index, List<View> queries, List<List<String>> nearest)
      throws IOException {
    BitSetProducer parents = new QueryBitSetProducer(new TermQuery(new Term("kind", "object")));
    try (FSDirectory directory = FSDirectory.open(index);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (int k : new int[] {10, 50, 100, 200, 400}) {
        graph(
            "one per object, k " + k,
            searcher,
            k,
            queries,
            nearest,
            (vector, size) ->
                new DiversifyingChildrenFloatKnnVectorQuery(
                    OBJECT_VECTOR, vector, null, size, parents));
        graph(
            "any document, k " + k,
            searcher,
            k,
            queries,
            nearest,
            (vector, size) -> new KnnFloatVectorQuery(OBJECT_VECTOR, vector, size));
      }
    }
  }

  private static void graph(
      String name,
      IndexSearcher searcher,
      int k,
      List<View> queries,
      List<List<String>> nearest,
      BiFunction<float[], Integer, Query> query)
      throws IOException {
    long[] nanos = new long[queries.size()];
    int first = 0;
    int ten = 0;
    for (int i = 0; i < queries.size(); i++) {
      float[] vector = queries.get(i).embedding().object().toArray();
      long start = System.nanoTime();
      ScoreDoc[] hits = searcher.search(query.apply(vector, k), k).scoreDocs;
      nanos[i] = System.nanoTime() - start;
      Arrays.sort(hits, Comparator.comparingInt(hit -> hit.doc));
      SortedDocValues ids = MultiDocValues.getSortedValues(searcher.getIndexReader(), "id");
      Set<String> found = new HashSet<>();
      for (ScoreDoc hit : hits) {
        if (ids != null && ids.advanceExact(hit.doc)) {
          found.add(ids.lookupOrd(ids.ordValue()).utf8ToString());
        }
      }
      first += found.contains(nearest.get(i).getFirst()) ? 1 : 0;
      ten += intersection(found, nearest.get(i));
    }
    System.out.printf(
        Locale.ROOT,
        "%-22s holds the first %.2f %%, the first ten %.2f %%;",
        name,
        100.0 * first / queries.size(),
        10.0 * ten / queries.size());
    printLatency("", nanos);
  }

  private static int intersection(Set<String> found, List<String> wanted) {
    return (int) wanted.stream().filter(found::contains).count();
  }

  private static List<String> ids(Recognition recognition) {
    return recognition.object() == null
        ? List.of()
        : recognition.object().candidates().stream().map(ObjectCandidate::id).toList();
  }

  private static String label(Recognition recognition) {
    return recognition.category() == null
        ? ""
        : recognition.category().candidates().getFirst().label();
  }

  /** The made-up things: where categories and objects have their centres. */
  private static final class World {
    private final float[][] categories = new float[CATEGORIES][];
    private final float[][] objectsOfCategories = new float[CATEGORIES][];
    private final float[][] objects = new float[OBJECTS][];

    World() {
      Random random = new Random(0);
      for (int i = 0; i < CATEGORIES; i++) {
        categories[i] = noise(new float[CATEGORY_DIMENSION], 1, random);
        objectsOfCategories[i] = noise(new float[OBJECT_DIMENSION], 1, random);
      }
      for (int i = 0; i < OBJECTS; i++) {
        objects[i] = noise(objectsOfCategories[i % CATEGORIES], OBJECT_SPREAD, random);
      }
    }

    static String id(int object) {
      return String.format(Locale.ROOT, "c%03d/%04d", object % CATEGORIES, object);
    }

    View photo(int object, Random random) {
      float[] category = noise(categories[object % CATEGORIES], PHOTO_SPREAD, random);
      float[] own = noise(objects[object], PHOTO_SPREAD, random);
      return new View(
          new Embedding(UnitVector.normalize(category), UnitVector.normalize(own)),
          (float) UnitVector.norm(category),
          (float) UnitVector.norm(own));
    }

    CatalogueObject object(int object, Random random) {
      List<CataloguePhoto> photos = new ArrayList<>();
      float[] category = new float[CATEGORY_DIMENSION];
      float[] own = new float[OBJECT_DIMENSION];
      for (int i = 0; i < PHOTOS; i++) {
        View view = photo(object, random);
        add(category, view.embedding().category());
        add(own, view.embedding().object());
        photos.add(new CataloguePhoto(id(object) + "#" + i, i + ".jpg", 1, Instant.EPOCH, view));
      }
      return new CatalogueObject(
          id(object),
          id(object).substring(0, 4),
          new TreeMap<>(),
          "/made-up",
          photos,
          new Embedding(UnitVector.normalize(category), UnitVector.normalize(own)));
    }

    private static void add(float[] sum, UnitVector vector) {
      float[] components = vector.toArray();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += components[i];
      }
    }

    /** Returns {@code centre} and noise of about {@code length} in a random direction. */
    private static float[] noise(float[] centre, double length, Random random) {
      float[] moved = centre.clone();
      double deviation = length / Math.sqrt(centre.length);
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (float) (deviation * random.nextGaussian());
      }
      return moved;
    }
  }
}

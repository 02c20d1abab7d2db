package io.panoptes.benchmarks;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.View;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.query.Filter;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Strategy;
import io.panoptes.search.query.Strategy.Target;
import io.panoptes.search.recognition.Recogniser;
import io.panoptes.search.recognition.Recognition;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.DiversifyingChildrenFloatKnnVectorQuery;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.store.FSDirectory;

/**
 * How often the graph finds what comparing with everything finds: 90,000 photos of 9,000 objects in
 * 300 categories, made-up vectors of 512 (object) and 256 (category) dimensions around the centres
 * of their object and category. The catalogue is written once and kept. Longer than most, since
 * each of its tables asks in ways of its own.
 *
 * <pre>
 * PANOPTES_JAVA_OPTS=-Xmx3g bin/benchmark GraphRecall FOLDER
 * </pre>
 */
public final class GraphRecall {
  private static final int CATEGORIES = 300;
  private static final int OBJECTS = 9_000;
  private static final int PHOTOS = 10;
  private static final int QUERIES = 1_000;
  private static final int CATEGORY_DIMENSION = 256;
  private static final int OBJECT_DIMENSION = 512;

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
      // A catalogue of vectors that were drawn is asked by vectors, never by photos.
      throw new UnsupportedOperationException("made-up vectors have no encoder");
    }
  }

  /** A photo that asks, of object {@code object}. */
  private record Query(int object, View view) {}

  /** What all queries were answered, and how long each took. */
  private record Answers(List<Recognition> recognitions, List<Long> nanos) {}

  /** Prints the tables for the catalogue in the folder named by the only argument. */
  public static void main(String[] arguments) throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(Path.of(arguments[0]));
    MadeUpWorld world =
        new MadeUpWorld(CATEGORIES, OBJECTS, PHOTOS, CATEGORY_DIMENSION, OBJECT_DIMENSION);
    if (!folder.exists()) {
      write(folder, world);
    }
    List<Query> queries = new ArrayList<>();
    Random random = new Random(99);
    for (int i = 0; i < QUERIES; i++) {
      int object = random.nextInt(OBJECTS);
      queries.add(new Query(object, world.photo(object, random)));
    }
    Markdown.machine();
    try (Catalogue catalogue = Catalogue.open(folder.root(), _ -> new NoModel())) {
      System.out.printf(
          Locale.ROOT,
          "%,d objects, %,d photos%n",
          catalogue.objectCount(),
          catalogue.photoCount());
      recognisers(catalogue, queries);
      List<List<String>> nearest =
          ids(recognise(catalogue, queries, _ -> RecognitionOptions.DEFAULT.withExact(true)));
      graphs(folder.generation(1), queries, nearest);
    }
  }

  private static void write(CatalogueFolder folder, MadeUpWorld world) throws IOException {
    new NoModel().copyTo(folder.model(MODEL));
    Files.createDirectories(folder.generation(1));
    long start = System.nanoTime();
    Random random = new Random(1);
    try (FSDirectory directory = FSDirectory.open(folder.generation(1));
        IndexWriter writer =
            new IndexWriter(directory, IndexSchema.writerConfig().setRAMBufferSizeMB(1024))) {
      for (int object = 0; object < OBJECTS; object++) {
        writer.updateDocuments(
            IndexSchema.idTerm(world.id(object)), IndexSchema.block(world.object(object, random)));
      }
      writer.forceMerge(1);
      writer.setLiveCommitData(IndexSchema.commitData(MODEL).entrySet());
      writer.commit();
    }
    folder.pointTo(1);
    System.out.printf(Locale.ROOT, "written in %.0f s%n", (System.nanoTime() - start) / 1e9);
  }

  /** Compares recognising with its exact twin, in several ways to ask. */
  private static void recognisers(Catalogue catalogue, List<Query> queries) throws IOException {
    Markdown.table(
        "By the graph as by comparing with everything, percent",
        "a query meets",
        "nearest object first",
        "ten nearest objects",
        "category",
        "median, ms",
        "95th percentile, ms",
        "median of the exact twin, ms");
    RecognitionOptions all = RecognitionOptions.DEFAULT;
    recogniser("all documents", catalogue, queries, _ -> all);
    for (Target target : List.of(Target.PHOTOS, Target.AGGREGATES)) {
      RecognitionOptions some = all.withStrategy(new Strategy(target, all.strategy().set()));
      recogniser(target.name().toLowerCase(Locale.ROOT), catalogue, queries, _ -> some);
    }
    recogniser(
        "the half of the categories with its own",
        catalogue,
        queries,
        query -> all.withFilters(List.of(categories(query.object() % 2, 2))));
    recogniser(
        "the half of the categories without its own",
        catalogue,
        queries,
        query -> all.withFilters(List.of(categories((query.object() + 1) % 2, 2))));
    recogniser(
        "the tenth of the categories with its own",
        catalogue,
        queries,
        query -> all.withFilters(List.of(categories(query.object() % 10, 10))));
    recogniser(
        "its own category",
        catalogue,
        queries,
        query -> all.withFilters(List.of(categories(query.object() % CATEGORIES, CATEGORIES))));
  }

  /** Returns the filter for every {@code step}-th category. */
  private static Filter categories(int first, int step) {
    return Filter.parse(
        IntStream.iterate(first, i -> i < CATEGORIES, i -> i + step)
            .mapToObj(MadeUpWorld::category)
            .collect(Collectors.joining(",", "category=", "")));
  }

  private static void recogniser(
      String name,
      Catalogue catalogue,
      List<Query> queries,
      Function<Query, RecognitionOptions> options)
      throws IOException {
    Answers _ = recognise(catalogue, queries, options); // warms up
    Answers graph = recognise(catalogue, queries, options);
    Answers exact = recognise(catalogue, queries, query -> options.apply(query).withExact(true));
    List<List<String>> found = ids(graph);
    List<List<String>> nearest = ids(exact);
    List<Integer> all = IntStream.range(0, queries.size()).boxed().toList();
    Markdown.row(
        name,
        Rate.of(all, i -> found.get(i).getFirst().equals(nearest.get(i).getFirst())),
        new Rate(
            all.stream().mapToInt(i -> common(found.get(i), nearest.get(i))).sum(),
            nearest.stream().mapToInt(List::size).sum()),
        Rate.of(
            all,
            i -> label(graph.recognitions().get(i)).equals(label(exact.recognitions().get(i)))),
        milliseconds(graph.nanos(), 50),
        milliseconds(graph.nanos(), 95),
        milliseconds(exact.nanos(), 50));
  }

  private static Answers recognise(
      Catalogue catalogue, List<Query> queries, Function<Query, RecognitionOptions> options)
      throws IOException {
    Recogniser recogniser = new Recogniser(catalogue);
    List<Long> nanos = new ArrayList<>();
    List<Recognition> recognitions = new ArrayList<>();
    for (Query query : queries) {
      RecognitionOptions asking = options.apply(query);
      long start = System.nanoTime();
      recognitions.add(recogniser.recognise(List.of(query.view()), asking));
      nanos.add(System.nanoTime() - start);
    }
    return new Answers(recognitions, nanos);
  }

  private static String milliseconds(List<Long> nanos, int percentile) {
    long middle = nanos.stream().sorted().toList().get(nanos.size() * percentile / 100);
    return String.format(Locale.ROOT, "%.2f", middle / 1e6);
  }

  /** Prints what Lucene's two ways to ask the graph find, for several sizes of the question. */
  private static void graphs(Path index, List<Query> queries, List<List<String>> nearest)
      throws IOException {
    Markdown.table(
        "What the graph holds, percent",
        "the graph is asked for",
        "nearest object",
        "ten nearest objects",
        "median, ms",
        "95th percentile, ms");
    BitSetProducer parents = new QueryBitSetProducer(new TermQuery(new Term("kind", "object")));
    try (FSDirectory directory = FSDirectory.open(index);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (int k : new int[] {10, 50, 100, 200, 400}) {
        graph(
            k + " objects",
            searcher,
            k,
            queries,
            nearest,
            (vector, size) ->
                new DiversifyingChildrenFloatKnnVectorQuery(
                    OBJECT_VECTOR, vector, null, size, parents));
        graph(
            k + " documents",
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
      List<Query> queries,
      List<List<String>> nearest,
      BiFunction<float[], Integer, org.apache.lucene.search.Query> query)
      throws IOException {
    List<Long> nanos = new ArrayList<>();
    List<List<String>> found = new ArrayList<>();
    for (Query asked : queries) {
      float[] vector = asked.view().embedding().object().toArray();
      long start = System.nanoTime();
      ScoreDoc[] hits = searcher.search(query.apply(vector, k), k).scoreDocs;
      nanos.add(System.nanoTime() - start);
      Arrays.sort(hits, Comparator.comparingInt(hit -> hit.doc));
      SortedDocValues ids = MultiDocValues.getSortedValues(searcher.getIndexReader(), "id");
      Set<String> objects = new HashSet<>();
      for (ScoreDoc hit : hits) {
        if (ids != null && ids.advanceExact(hit.doc)) {
          objects.add(ids.lookupOrd(ids.ordValue()).utf8ToString());
        }
      }
      found.add(List.copyOf(objects));
    }
    List<Integer> all = IntStream.range(0, queries.size()).boxed().toList();
    Markdown.row(
        name,
        Rate.of(all, i -> found.get(i).contains(nearest.get(i).getFirst())),
        new Rate(
            all.stream().mapToInt(i -> common(found.get(i), nearest.get(i))).sum(),
            nearest.stream().mapToInt(List::size).sum()),
        milliseconds(nanos, 50),
        milliseconds(nanos, 95));
  }

  private static int common(List<String> found, List<String> wanted) {
    return (int) wanted.stream().filter(found::contains).count();
  }

  private static List<List<String>> ids(Answers answers) {
    return answers.recognitions().stream()
        .map(recognition ->
            Objects.requireNonNull(recognition.object()).candidates().stream()
                .map(ObjectCandidate::id)
                .toList())
        .toList();
  }

  private static String label(Recognition recognition) {
    return Objects.requireNonNull(recognition.category()).candidates().getFirst().label();
  }
}

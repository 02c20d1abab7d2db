package io.panoptes.benchmarks;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.benchmarks.Asked.Half;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.indexer.AddOptions;
import io.panoptes.indexer.AddResult;
import io.panoptes.indexer.CatalogueWriter;
import io.panoptes.indexer.ModelChoice;
import io.panoptes.indexer.Tuning;
import io.panoptes.search.Catalogue;
import io.panoptes.search.FastPaths;
import io.panoptes.search.Filter;
import io.panoptes.search.Recogniser;
import io.panoptes.search.RecognitionOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.lucene.util.IOUtils;

/**
 * A catalogue on disk of the first photos of each object of a split, written and searched as users
 * do, and the views of all other photos, which ask it: so each photo is encoded once. A smaller
 * catalogue, of half of the objects or of the kinds, is this one with a {@linkplain #half filter}.
 * Closing deletes the catalogue.
 */
final class SplitCatalogue implements AutoCloseable {
  private final Path folder;
  private final Split split;
  private final Catalogue catalogue;
  private final Recogniser recogniser;
  private final List<Asked> asked;

  private SplitCatalogue(Path folder, Split split, Catalogue catalogue, List<Asked> asked) {
    this.folder = folder;
    this.split = split;
    this.catalogue = catalogue;
    this.recogniser = new Recogniser(catalogue);
    this.asked = asked;
  }

  /** Makes the catalogue of {@code split}, where {@code data} holds the data sets. */
  static SplitCatalogue of(Split split, Path data, Path model) throws IOException {
    FastPaths.require();
    FeatureExtractor.computeOnCallingThread();
    PhotoTree tree = PhotoTree.read(split.in(data), _ -> false);
    List<Asked> objects = withoutViews(tree);
    Path folder = Files.createTempDirectory("panoptes-split");
    try {
      write(folder, tree, objects, split.shown(), model);
      Catalogue catalogue = Catalogue.open(folder.resolve("catalogue"), ModelFolder::open);
      try {
        List<Asked> asked = withViews(tree, objects, split.shown(), catalogue.encoder());
        return new SplitCatalogue(folder, split, catalogue, asked);
      } catch (IOException | RuntimeException e) {
        try (catalogue) {
          throw e;
        }
      }
    } catch (IOException | RuntimeException e) {
      IOUtils.rm(folder);
      throw e;
    }
  }

  private static List<Asked> withoutViews(PhotoTree tree) {
    TreeSet<String> categories = new TreeSet<>();
    tree.objects().forEach(object -> categories.add(category(object)));
    Map<String, Integer> counted = new HashMap<>();
    List<Asked> objects = new ArrayList<>();
    for (PhotoFolder object : tree.objects()) {
      String category = category(object);
      int index = counted.merge(category, 1, Integer::sum) - 1;
      int kind = categories.headSet(category).size();
      objects.add(new Asked(object.id(), category, Half.of(index), Half.of(kind), List.of()));
    }
    return objects;
  }

  private static String category(PhotoFolder object) {
    return Objects.requireNonNull(object.category(), object.id());
  }

  private static void write(Path folder, PhotoTree tree, List<Asked> objects, int shown, Path model)
      throws IOException {
    for (PhotoFolder object : tree.objects()) {
      Path copy = folder.resolve("photos").resolve(object.id());
      Files.createDirectories(copy);
      for (PhotoFile photo : object.photos().subList(0, shown)) {
        Files.copy(photo.in(object.folder()), photo.in(copy));
      }
    }
    StringBuilder table = new StringBuilder("object_id,half,kinds\n");
    for (Asked object : objects) {
      table.append(
          String.format(Locale.ROOT, "\"%s\",%s,%s%n", object.id(), object.half(), object.kinds()));
    }
    Path metadata = Files.writeString(folder.resolve("objects.csv"), table);
    AddResult result =
        new CatalogueWriter(folder.resolve("catalogue"), ModelFolder::open, Duration.ZERO)
            .add(
                folder.resolve("photos"),
                new ModelChoice(model, () -> model),
                new AddOptions(null, metadata, false),
                Tuning.standard(),
                new Progress());
    if (result.added() != objects.size() || !result.skipped().isEmpty()) {
      throw new IOException(
          "all " + objects.size() + " objects of " + tree.root() + " must be added, got " + result);
    }
  }

  private static List<Asked> withViews(
      PhotoTree tree, List<Asked> objects, int shown, Encoder encoder) throws IOException {
    PhotoReader reader = new PhotoReader();
    List<PhotoFolder> folders = tree.objects();
    return inParallel(
        IntStream.range(0, folders.size()).boxed().toList(),
        i -> {
          PhotoFolder object = folders.get(i);
          List<Pixels> pixels = new ArrayList<>();
          for (PhotoFile photo : object.photos().subList(shown, object.photos().size())) {
            pixels.add(encoder.prepare(reader.read(photo.in(object.folder()))));
          }
          return objects.get(i).withViews(encoder.encode(pixels));
        });
  }

  /** Does what may fail by an {@link IOException}. */
  @FunctionalInterface
  private interface Work<T, R> {
    R on(T item) throws IOException;
  }

  /** Returns what {@code work} makes of each of {@code items}, in order. */
  private static <T, R> List<R> inParallel(Collection<T> items, Work<T, R> work)
      throws IOException {
    try {
      return items.parallelStream()
          .map(item -> {
            try {
              return work.on(item);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  Split split() {
    return split;
  }

  ModelId model() {
    return catalogue.model();
  }

  /** Returns all objects, each with the photos that ask. */
  List<Asked> asked() {
    return asked;
  }

  /** Returns the filter for the objects in {@code half} of their category. */
  static Filter half(Half half) {
    return Filter.parse("half=" + half);
  }

  /** Returns the filter for the objects whose category is in {@code half} of them. */
  static Filter kinds(Half half) {
    return Filter.parse("kinds=" + half);
  }

  /** Returns the answers to all queries of {@code objects}, in order. */
  List<Answered> answers(List<Asked> objects, By by, RecognitionOptions options)
      throws IOException {
    record Query(Asked asked, List<View> views) {}
    List<Query> queries = new ArrayList<>();
    for (Asked object : objects) {
      by.queries(object.views()).forEach(views -> queries.add(new Query(object, views)));
    }
    return inParallel(
        queries,
        query -> new Answered(query.asked(), recogniser.recognise(query.views(), options)));
  }

  @Override
  public void close() throws IOException {
    try (catalogue) {
      // closed
    } finally {
      IOUtils.rm(folder);
    }
  }
}

package io.panoptes.benchmarks;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.benchmarks.Asked.Half;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.ModelChoice;
import io.panoptes.search.FastPaths;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.query.Filter;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.recognition.Recogniser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.lucene.util.IOUtils;

/**
 * A catalogue on disk of some photos of objects, written and searched as users do, and the views of
 * other photos of them, which ask it: so each of these is encoded once. A smaller catalogue, of
 * half of the objects or of the kinds, is this one with a {@linkplain #half filter}. Closing
 * deletes the catalogue.
 */
final class SplitCatalogue implements AutoCloseable {
  private final Path folder;
  private final Catalogue catalogue;
  private final Recogniser recogniser;
  private final Map<String, Asked> objects; // by id, without photos that ask
  private final List<Asked> asked;

  private SplitCatalogue(
      Path folder, Catalogue catalogue, Map<String, Asked> objects, List<Asked> asked) {
    this.folder = folder;
    this.catalogue = catalogue;
    this.recogniser = new Recogniser(catalogue);
    this.objects = objects;
    this.asked = asked;
  }

  /**
   * Makes the catalogue of {@code split}, where {@code data} holds the data sets, and encodes the
   * photos that ask it.
   */
  static SplitCatalogue of(Split split, Path data, Path model) throws IOException {
    PhotoTree tree = PhotoTree.read(split.in(data), _ -> false);
    return of(split.shown(tree), split.asking(tree), model, ModelFolder::open);
  }

  /**
   * Makes a catalogue.
   *
   * @param shown objects and the photos of them that are the catalogue, one at least each
   * @param asking photos that ask, of objects among those shown
   * @param models opens the model in the folder {@code model}
   */
  static SplitCatalogue of(
      List<ObjectPhotos> shown, List<ObjectPhotos> asking, Path model, Model.Opener models)
      throws IOException {
    FastPaths.require();
    FeatureExtractor.computeOnCallingThread();
    Map<String, Asked> objects = withoutViews(shown);
    Path folder = Files.createTempDirectory("panoptes-split");
    try {
      write(folder, shown, objects.values(), model, models);
      Catalogue catalogue = Catalogue.open(folder.resolve("catalogue"), models);
      try {
        List<Asked> asked = encode(asking, objects, catalogue.encoder());
        return new SplitCatalogue(folder, catalogue, objects, asked);
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

  /** Returns the objects by id, in order, each without a photo that asks. */
  private static Map<String, Asked> withoutViews(List<ObjectPhotos> shown) {
    TreeSet<String> categories = new TreeSet<>();
    shown.forEach(object -> categories.add(object.category()));
    Map<String, Integer> counted = new HashMap<>();
    Map<String, Asked> objects = new LinkedHashMap<>();
    for (ObjectPhotos object : shown) {
      String category = object.category();
      Half half = Half.of(counted.merge(category, 1, Integer::sum) - 1);
      Half kinds = Half.of(categories.headSet(category).size());
      objects.put(object.id(), new Asked(object.id(), category, half, kinds, List.of()));
    }
    return objects;
  }

  private static void write(
      Path folder,
      List<ObjectPhotos> shown,
      Collection<Asked> objects,
      Path model,
      Model.Opener models)
      throws IOException {
    for (ObjectPhotos object : shown) {
      Path copies = folder.resolve("photos").resolve(object.id());
      Files.createDirectories(copies);
      for (Path photo : object.photos()) {
        Files.copy(photo, copies.resolve(photo.getFileName()));
      }
    }
    StringBuilder table = new StringBuilder("object_id,half,kinds\n");
    for (Asked object : objects) {
      table.append(
          String.format(Locale.ROOT, "\"%s\",%s,%s%n", object.id(), object.half(), object.kinds()));
    }
    Path metadata = Files.writeString(folder.resolve("objects.csv"), table);
    AddResult result =
        new CatalogueWriter(folder.resolve("catalogue"), models, Duration.ZERO)
            .add(
                folder.resolve("photos"),
                new ModelChoice(model, () -> model),
                AddOptions.NONE.withMetadata(metadata),
                Tuning.standard(),
                new Progress());
    if (result.added() != objects.size() || !result.skipped().isEmpty()) {
      throw new IOException("all " + objects.size() + " objects must be added, got " + result);
    }
  }

  private static List<Asked> encode(
      List<ObjectPhotos> asking, Map<String, Asked> objects, Encoder encoder) throws IOException {
    for (ObjectPhotos each : asking) {
      if (!objects.containsKey(each.id())) {
        throw new IllegalArgumentException(
            "photos that ask must show an object of the catalogue, got " + each.id());
      }
    }
    PhotoReader reader = new PhotoReader();
    return inParallel(
        asking,
        object -> {
          Asked shown = Objects.requireNonNull(objects.get(object.id()), object.id());
          List<Pixels> pixels = new ArrayList<>();
          for (Path photo : object.photos()) {
            pixels.add(encoder.prepare(reader.read(photo)));
          }
          return shown.withViews(encoder.encode(pixels));
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

  ModelId model() {
    return catalogue.model();
  }

  /** Returns all that ask, each with its photos. */
  List<Asked> asked() {
    return asked;
  }

  /**
   * Returns more that ask, in order.
   *
   * @throws IllegalArgumentException if an object is none of this catalogue's
   */
  List<Asked> encode(List<ObjectPhotos> asking) throws IOException {
    return encode(asking, objects, catalogue.encoder());
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

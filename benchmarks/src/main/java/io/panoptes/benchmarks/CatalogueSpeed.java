package io.panoptes.benchmarks;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.Progress;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.ModelChoice;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.FSDirectory;

/**
 * What a catalogue of 100,000 made-up photos costs whoever changes it a little: adding an object of
 * eight photos, adding a folder of 10,000 photos in which nothing has changed, and seeing a commit.
 * The network stays loaded, as in a server, and has seen the photos before: what is measured is
 * everything but the network's own time.
 *
 * <pre>
 * PANOPTES_JAVA_OPTS=-Xmx3g bin/benchmark CatalogueSpeed NEW-FOLDER models/general FOLDER-OF-8-PHOTOS
 * </pre>
 */
public final class CatalogueSpeed {
  private static final int ROUNDS = 100;
  private static final int OBJECTS = 12_500;
  private static final int UNCHANGED_OBJECTS = 1_250;
  private static final int PHOTOS = 8;

  private final Path root;
  private final Path modelFolder;
  private final EncodedOnce models;
  private final MadeUpWorld world;

  private CatalogueSpeed(Path root, Path modelFolder, EncodedOnce models) throws IOException {
    Encoder encoder = models.open(modelFolder).load();
    this.world =
        new MadeUpWorld(
            300,
            OBJECTS + UNCHANGED_OBJECTS,
            PHOTOS,
            encoder.categoryDimension(),
            encoder.objectDimension());
    this.root = root;
    this.modelFolder = modelFolder;
    this.models = models;
  }

  /** Prints the table; the arguments are a new folder, a model, and a folder of eight photos. */
  public static void main(String... arguments) throws IOException {
    FeatureExtractor.computeOnCallingThread();
    Path root = Files.createDirectories(Path.of(arguments[0])).toRealPath();
    try (EncodedOnce models = new EncodedOnce(ModelFolder::open)) {
      new CatalogueSpeed(root, Path.of(arguments[1]), models).run(Path.of(arguments[2]));
    }
  }

  private void run(Path photos) throws IOException {
    List<Path> eight;
    try (Stream<Path> files = Files.list(photos)) {
      eight = files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
    if (eight.size() != PHOTOS) {
      throw new IOException("a folder of " + PHOTOS + " photos is needed, got " + eight);
    }
    Markdown.machine();
    Path large = writeOnce("large", OBJECTS, 0);
    Path unchanged = writeOnce("unchanged", UNCHANGED_OBJECTS, OBJECTS);
    Markdown.table(
        "Milliseconds, " + ROUNDS + " times each", "what", "median", "95th percentile", "most");
    Markdown.milliseconds(
        "an object of 8 photos into 100,000 photos, all but the network", added(large, eight));
    Markdown.milliseconds("the same into an empty catalogue", added(root.resolve("empty"), eight));
    Markdown.milliseconds("10,000 unchanged photos again", again(unchanged));
    Markdown.milliseconds("from a commit to a reader that sees it", seen(large));
  }

  /** Writes a catalogue of made-up objects whose files are there and are never read. */
  private Path writeOnce(String name, int objects, int from) throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(root.resolve(name));
    if (!folder.exists()) {
      Model model = models.open(modelFolder);
      model.copyTo(folder.model(model.id()));
      Random random = new Random(from);
      Files.createDirectories(folder.generation(1));
      try (FSDirectory directory = FSDirectory.open(folder.generation(1));
          IndexWriter writer = new IndexWriter(directory, IndexSchema.writerConfig())) {
        for (int object = from; object < from + objects; object++) {
          CatalogueObject made = world.object(object, random);
          writer.addDocuments(IndexSchema.block(from == 0 ? made : withFiles(made, name)));
        }
        writer.setLiveCommitData(IndexSchema.commitData(model.id()).entrySet());
        writer.commit();
      }
      folder.pointTo(1);
    }
    return folder.root();
  }

  private Path tree(String name) {
    return root.resolve(name + "-photos");
  }

  private CatalogueObject withFiles(CatalogueObject object, String name) throws IOException {
    List<PhotoEntry> photos = new ArrayList<>();
    Path folder = Files.createDirectories(tree(name).resolve(object.id()));
    for (PhotoEntry photo : object.entry().photos()) {
      Path file = Files.writeString(folder.resolve(photo.name()), photo.id());
      photos.add(
          new PhotoEntry(
              photo.id(),
              photo.name(),
              file.toString(),
              Files.size(file),
              Files.getLastModifiedTime(file).toInstant(),
              null,
              null));
    }
    ObjectEntry entry = object.entry();
    return new CatalogueObject(
        new ObjectEntry(
            entry.id(), entry.category(), new TreeMap<>(), tree(name).toString(), photos),
        object.views(),
        object.aggregate());
  }

  private double[] added(Path catalogue, List<Path> eight) throws IOException {
    double[] milliseconds = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) { // the first is the network's
      Path folder = Files.createTempDirectory(root, "object");
      for (Path photo : eight) {
        byte[] content = Files.readAllBytes(photo);
        byte[] other = Arrays.copyOf(content, content.length + 8); // the same pixels, another photo
        ByteBuffer.wrap(other).putLong(content.length, System.nanoTime());
        Files.write(folder.resolve(photo.getFileName()), other);
      }
      long start = System.nanoTime();
      AddResult result = add(catalogue, folder);
      if (round >= 0) {
        milliseconds[round] = (System.nanoTime() - start) / 1e6;
      }
      if (result.added() != 1 || result.photos() != PHOTOS) {
        throw new IOException("an object must be added, got " + result);
      }
    }
    return milliseconds;
  }

  private double[] again(Path catalogue) throws IOException {
    double[] milliseconds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      AddResult result = add(catalogue, tree("unchanged"));
      milliseconds[round] = (System.nanoTime() - start) / 1e6;
      if (result.unchanged() != UNCHANGED_OBJECTS) {
        throw new IOException("nothing must have changed, got " + result);
      }
    }
    return milliseconds;
  }

  private AddResult add(Path catalogue, Path photos) throws IOException {
    AddResult result =
        writer(catalogue)
            .add(
                photos,
                new ModelChoice(null, () -> modelFolder),
                AddOptions.NONE,
                Tuning.standard(),
                new Progress());
    if (result.ending() instanceof AddResult.Ending.Failed failed) {
      throw new IOException(failed.reason(), failed.cause());
    }
    return result;
  }

  private CatalogueWriter writer(Path catalogue) {
    return new CatalogueWriter(catalogue, models, Duration.ZERO);
  }

  private double[] seen(Path catalogue) throws IOException {
    double[] milliseconds = new double[ROUNDS];
    String id = world.id(0);
    try (LiveCatalogue live = LiveCatalogue.open(catalogue, models, LiveCatalogue.EVERY)) {
      for (int round = 0; round < ROUNDS; round++) {
        Path table = root.resolve("table.csv");
        Files.writeString(table, "object_id,seen:number\n" + id + "," + round + "\n");
        long before = commit(live);
        AddResult _ = writer(catalogue).describe(table, AddOptions.NONE, new Progress());
        long start = System.nanoTime();
        while (commit(live) == before) {
          Thread.onSpinWait();
        }
        milliseconds[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    return milliseconds;
  }

  private static long commit(LiveCatalogue live) throws IOException {
    try (LiveCatalogue.Lease lease = live.lease()) {
      return lease.catalogue().commit();
    }
  }
}

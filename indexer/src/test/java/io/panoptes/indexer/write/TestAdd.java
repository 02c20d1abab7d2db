package io.panoptes.indexer.write;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** What tests do with a catalogue in {@code folder}, whose bundled model is in {@code bundled}. */
public record TestAdd(Path folder, Path bundled) {
  public static final Tuning TUNING = new Tuning(2, 2, 4, 3, Duration.ofSeconds(1));
  private static final Duration WAIT = Duration.ofSeconds(10);

  /** Makes one below {@code temp}, with a bundled model. */
  public static TestAdd in(Path temp) throws IOException {
    FakeModel.of("fa4e").copyTo(temp.resolve("model"));
    return new TestAdd(temp.resolve("catalogue"), temp.resolve("model"));
  }

  public AddResult add(TestTree tree) throws IOException {
    return add(tree, AddOptions.NONE);
  }

  public AddResult add(TestTree tree, AddOptions options) throws IOException {
    return add(writer(FakeModel::open), tree, options);
  }

  public AddResult add(CatalogueWriter writer, TestTree tree, AddOptions options)
      throws IOException {
    return writer.add(tree.root(), model(null), options, TUNING, new Progress());
  }

  public AddResult addWith(TestTree tree, @Nullable Path model) throws IOException {
    return writer(FakeModel::open)
        .add(tree.root(), model(model), AddOptions.NONE, TUNING, new Progress());
  }

  private ModelChoice model(@Nullable Path asked) {
    return new ModelChoice(asked, () -> bundled);
  }

  public CatalogueWriter writer(Model.Opener models) {
    return new CatalogueWriter(folder, models, WAIT);
  }

  public Catalogue open() throws IOException {
    return Catalogue.open(folder, FakeModel::open);
  }

  /** Returns all objects by id. */
  public TreeMap<String, CatalogueObject> objects() throws IOException {
    TreeMap<String, CatalogueObject> objects = new TreeMap<>();
    try (Catalogue catalogue = open()) {
      catalogue.forEachObject(object -> objects.put(object.id(), object));
    }
    return objects;
  }

  public CatalogueObject object(String id) throws IOException {
    try (Catalogue catalogue = open()) {
      return catalogue.object(id).orElseThrow();
    }
  }

  /** Returns the number of the last commit: it grows whenever anything is written. */
  public long commit() throws IOException {
    try (FSDirectory directory = FSDirectory.open(CatalogueFolder.at(folder).generation(1));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      return reader.getIndexCommit().getGeneration();
    }
  }
}

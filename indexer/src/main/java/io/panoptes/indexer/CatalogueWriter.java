package io.panoptes.indexer;

import io.panoptes.encoder.Model;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.search.Catalogue;
import io.panoptes.search.CatalogueFolder;
import io.panoptes.search.IndexSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a catalogue: adds folders of photos, removes objects. What it reports as done is on disk
 * and stays there; readers see an object whole, as it was or as it is now. Other processes may
 * write the same catalogue, in turns. Threads may share one, but {@link #stop} ends every run.
 */
public final class CatalogueWriter {
  private final CatalogueFolder folder;
  private final Model.Opener models;
  private final Duration wait;
  private final IndexBatches.Opener indexes;

  private volatile boolean stopped;
  private volatile @Nullable AddRun running;

  /**
   * Makes a writer of the catalogue in {@code folder}, which need not exist yet.
   *
   * @param models opens the catalogue's model
   * @param wait how long to wait for another process's batch of writes
   */
  public CatalogueWriter(Path folder, Model.Opener models, Duration wait) {
    this(CatalogueFolder.at(folder), models, wait, IndexBatches.Opener.DEFAULT);
  }

  CatalogueWriter(
      CatalogueFolder folder, Model.Opener models, Duration wait, IndexBatches.Opener indexes) {
    this.folder = folder;
    this.models = models;
    this.wait = wait;
    this.indexes = indexes;
  }

  /**
   * Adds the objects in {@code photos}; one that is there already is written again if it differs. A
   * new catalogue is made with the model chosen, of which it keeps a copy.
   *
   * @param progress is told how far this is
   * @throws IOException if nothing was begun: {@code photos} or the table cannot be read, or the
   *     catalogue or its model cannot be used. What fails later is in the result, with what was
   *     done before.
   */
  public AddResult add(
      Path photos, ModelChoice model, AddOptions options, Tuning tuning, Progress progress)
      throws IOException {
    PhotoTree tree = PhotoTree.read(photos, below -> CatalogueFolder.at(below).exists());
    Path table = options.metadata();
    Metadata metadata =
        table == null
            ? Metadata.none()
            : Metadata.read(table, tree.objects().stream().map(PhotoFolder::id).toList());
    try (Catalogue catalogue = openOrCreate(model)) {
      AddRun run =
          new AddRun(
              tree,
              metadata,
              options,
              tuning,
              catalogue,
              index(catalogue),
              new Thumbnails(folder),
              progress);
      running = run;
      if (stopped) {
        run.stop();
      }
      return run.run();
    } finally {
      running = null;
    }
  }

  /**
   * Ends a run of {@link #add} soon, and any later one: objects that are complete are committed.
   * For another thread to call.
   */
  public void stop() {
    stopped = true;
    AddRun run = running;
    if (run != null) {
      run.stop();
    }
  }

  /**
   * Removes objects, all of them at once. Their thumbnails stay, others may have the same photos.
   */
  public RemoveResult remove(Collection<String> ids) throws IOException {
    Set<String> normal = new LinkedHashSet<>();
    ids.forEach(id -> normal.add(ObjectIds.normalize(id)));
    try (Catalogue catalogue = Catalogue.open(folder.root(), models)) {
      List<String> removed = new ArrayList<>();
      List<Skipped> skipped = new ArrayList<>();
      index(catalogue)
          .write(writer -> {
            catalogue.refresh();
            for (String id : normal) {
              if (catalogue.contains(id)) { // a damaged object can be removed, too
                long _ = writer.deleteDocuments(IndexSchema.idTerm(id));
                removed.add(id);
              } else {
                skipped.add(new Skipped(id, "unknown-object"));
              }
            }
          });
      return new RemoveResult(removed, skipped, catalogue.generation());
    }
  }

  private IndexBatches index(Catalogue catalogue) {
    return new IndexBatches(folder, catalogue.generation(), catalogue.model(), wait, indexes);
  }

  private Catalogue openOrCreate(ModelChoice choice) throws IOException {
    Path asked = choice.asked();
    Model model = asked == null ? null : models.open(asked);
    if (!folder.exists()) {
      Model own = model == null ? models.open(choice.bundled().find()) : model;
      own.load().close(); // a catalogue keeps its model for good: one that does not load makes none
      new NewCatalogue(folder, own).create(wait, indexes);
    }
    Catalogue catalogue = Catalogue.open(folder.root(), models);
    if (model != null && !model.id().equals(catalogue.model())) {
      try (catalogue) {
        throw new IndexerException(
            "the catalogue "
                + folder
                + " is of the model "
                + catalogue.model()
                + ", and "
                + asked
                + " is the model "
                + model.id()
                + ": a catalogue never mixes models");
      }
    }
    return catalogue;
  }
}

package io.panoptes.indexer.write;

import io.panoptes.encoder.Model;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.AddRun;
import io.panoptes.indexer.add.AddedEntries;
import io.panoptes.indexer.add.EntryRules;
import io.panoptes.indexer.add.Plan;
import io.panoptes.indexer.add.Report;
import io.panoptes.indexer.add.Stoppable;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.fetch.PhotoAddresses;
import io.panoptes.indexer.source.FolderSource;
import io.panoptes.indexer.source.ManifestSource;
import io.panoptes.indexer.source.ObjectSource;
import io.panoptes.indexer.source.PhotoContents;
import io.panoptes.indexer.store.CatalogueLock;
import io.panoptes.indexer.store.CatalogueUse;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.indexer.store.NewCatalogue;
import io.panoptes.indexer.store.SyncedCatalogue;
import io.panoptes.indexer.table.Manifest;
import io.panoptes.indexer.table.ManifestObject;
import io.panoptes.indexer.table.Metadata;
import io.panoptes.indexer.table.ObjectIds;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a catalogue: adds folders of photos, removes objects, changes its model, clears up. What
 * it reports as done is on disk and stays there; readers see an object whole, as it was or as it is
 * now. Other processes may write the same catalogue, in turns. Threads may share one, but {@link
 * #stop} ends every run. Longer than most: the one door to all that writes, behind which each run
 * is a class of its own.
 */
public final class CatalogueWriter {
  private final CatalogueFolder folder;
  private final Model.Opener models;
  private final Duration wait;
  private final IndexBatches.Opener indexes;
  private final Function<List<String>, PhotoAddresses> addresses;

  private volatile boolean stopped;
  private volatile @Nullable Stoppable running;

  /**
   * Makes a writer of the catalogue in {@code folder}, which need not exist yet.
   *
   * @param models opens the catalogue's model
   * @param wait how long to wait for another process's batch of writes
   */
  public CatalogueWriter(Path folder, Model.Opener models, Duration wait) {
    this(CatalogueFolder.at(folder), models, wait, IndexBatches.Opener.DEFAULT, PhotoAddresses::on);
  }

  CatalogueWriter(
      CatalogueFolder folder,
      Model.Opener models,
      Duration wait,
      IndexBatches.Opener indexes,
      Function<List<String>, PhotoAddresses> addresses) {
    this.folder = folder;
    this.models = models;
    this.wait = wait;
    this.indexes = indexes;
    this.addresses = addresses;
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
    return add(folderSource(photos, options), model, options, tuning, progress);
  }

  /** Does the same with the objects of the manifest in {@code file}. */
  public AddResult addManifest(
      Path file, ModelChoice model, AddOptions options, Tuning tuning, Progress progress)
      throws IOException {
    return add(manifestSource(file, options), model, options, tuning, progress);
  }

  private AddResult add(
      ObjectSource source, ModelChoice model, AddOptions options, Tuning tuning, Progress progress)
      throws IOException {
    EntryRules rules = new AddedEntries(source.root(), options);
    try (Catalogue catalogue = openOrCreate(model);
        Report report = Report.open(options.report());
        CatalogueUse _ = CatalogueUse.share(folder, wait);
        PhotoContents contents = contents(options.allowedHosts())) {
      catalogue.refresh(); // while this waited, photos may have gone, and been cleared away
      return stoppable(
              new AddRun(
                  source,
                  rules,
                  options,
                  tuning,
                  folder,
                  contents,
                  catalogue,
                  index(catalogue),
                  report,
                  progress))
          .run();
    } finally {
      running = null;
    }
  }

  /** Returns what {@link #add} would do, as far as can be told without reading a photo. */
  public AddResult plan(Path photos, AddOptions options) throws IOException {
    return plan(folderSource(photos, options), options);
  }

  /** Returns what {@link #addManifest} would do, as far as can be told without reading a photo. */
  public AddResult planManifest(Path file, AddOptions options) throws IOException {
    return plan(manifestSource(file, options), options);
  }

  private AddResult plan(ObjectSource source, AddOptions options) throws IOException {
    EntryRules rules = new AddedEntries(source.root(), options);
    Plan plan = new Plan(source, rules, options, folder);
    if (!folder.exists()) {
      return plan.againstNothing();
    }
    try (Catalogue catalogue = Catalogue.open(folder.root(), models)) {
      return plan.against(catalogue);
    }
  }

  private static ObjectSource folderSource(Path photos, AddOptions options) throws IOException {
    PhotoTree tree = PhotoTree.read(photos, below -> CatalogueFolder.at(below).exists());
    return new FolderSource(
        photos, tree, metadata(options, tree.objects().stream().map(PhotoFolder::id).toList()));
  }

  private static ObjectSource manifestSource(Path file, AddOptions options) throws IOException {
    Manifest manifest = Manifest.read(file);
    return new ManifestSource(
        file,
        manifest,
        metadata(options, manifest.objects().stream().map(ManifestObject::id).toList()));
  }

  private static Metadata metadata(AddOptions options, List<String> ids) throws IOException {
    Path table = options.metadata();
    return table == null ? Metadata.none() : Metadata.read(table, ids);
  }

  /**
   * Gives the objects of the catalogue the category and attributes that {@code table} says; no
   * photo is looked at.
   */
  public AddResult describe(Path table, AddOptions options, Progress progress) throws IOException {
    try (Catalogue catalogue = SyncedCatalogue.open(folder, models);
        Report report = Report.open(options.report())) {
      Metadata metadata = Metadata.read(table, catalogue.ids());
      return new DescribeRun(
              metadata, options.part(), catalogue, index(catalogue), report, progress)
          .run(() -> stopped);
    }
  }

  /**
   * Makes a generation of the model in {@code model} while the current one keeps serving and taking
   * changes, and has it take that one's place if the options allow it. A run that was stopped or
   * killed is gone on with.
   *
   * @throws IndexerException if the catalogue is of that model already, or is being rebuilt
   */
  public ReindexResult reindex(Path model, ReindexOptions options, Tuning tuning, Progress progress)
      throws IOException {
    int _ = folder.currentGeneration(); // fails by name where there is no catalogue
    Model made = models.open(model);
    made.load().close(); // a catalogue keeps its model for good: one that does not load makes none
    try (CatalogueLock _ = CatalogueLock.toRebuild(folder, wait);
        CatalogueUse _ = CatalogueUse.share(folder, wait);
        PhotoContents contents = contents(options.allowedHosts());
        Catalogue current = SyncedCatalogue.open(folder, models)) {
      if (current.model().equals(made.id())) {
        throw new IndexerException(
            "the catalogue " + folder + " is of the model " + made.id() + " already");
      }
      return stoppable(new Reindex(folder, models, indexes, wait, contents, tuning, progress))
          .forth(current, made, options);
    } finally {
      running = null;
    }
  }

  /**
   * Puts the generation before the current one in its place again, with all that was written since;
   * if anything of that would be lost, all stays as it is, and the result names it.
   *
   * @param allowedHosts hosts from which photos may be fetched again by https
   * @throws IndexerException if there is none, or it has been cleared away
   */
  public ReindexResult rollback(List<String> allowedHosts, Tuning tuning, Progress progress)
      throws IOException {
    int _ = folder.currentGeneration(); // fails by name where there is no catalogue
    try (CatalogueLock _ = CatalogueLock.toRebuild(folder, wait);
        CatalogueUse _ = CatalogueUse.share(folder, wait);
        PhotoContents contents = contents(allowedHosts);
        Catalogue current = SyncedCatalogue.open(folder, models)) {
      return stoppable(new Reindex(folder, models, indexes, wait, contents, tuning, progress))
          .back(current);
    } finally {
      running = null;
    }
  }

  /**
   * Takes deleted documents out of the index, and clears away files that no kept generation needs;
   * those that another process may be about to need are left alone.
   *
   * @param rebuild whether to make all graphs anew, too, in a generation of their own
   */
  public CompactResult compact(boolean rebuild, Progress progress) throws IOException {
    int generation = folder.currentGeneration(); // fails by name where there is no catalogue
    int merges = 0;
    try (CatalogueLock _ = CatalogueLock.toRebuild(folder, wait);
        Catalogue current = SyncedCatalogue.open(folder, models)) {
      generation = rebuild ? rebuild(current, progress) : current.generation();
      boolean rebuilt = generation != current.generation();
      IndexBatches index =
          IndexBatches.ofCurrent(folder, generation, current.model(), wait, indexes);
      while (!rebuild && !stopped && index.mergeDeletes()) {
        merges++;
      }
      Optional<CatalogueUse> alone = stopped ? Optional.empty() : CatalogueUse.alone(folder);
      if (alone.isEmpty()) {
        return new CompactResult(generation, rebuilt, merges, 0, 0, 0, stopped, !stopped);
      }
      try (CatalogueUse _ = alone.get()) {
        Compaction.Cleared cleared = new Compaction(folder, models).run();
        return new CompactResult(
            generation,
            rebuilt,
            merges,
            cleared.files(),
            cleared.generations(),
            cleared.bytes(),
            false,
            false);
      }
    } finally {
      running = null;
    }
  }

  private int rebuild(Catalogue current, Progress progress) throws IOException {
    try (CatalogueUse _ = CatalogueUse.share(folder, wait)) {
      Copying copying = stoppable(new Copying(progress));
      return new Succession(folder, models, indexes, wait)
          .succeed(
              current,
              models.open(folder.model(current.model())),
              copying::follow,
              Succession.Approval.GIVEN);
    }
  }

  /**
   * Ends a run soon, and any later one: what is complete is committed, and the next run goes on
   * from there. For another thread to call.
   */
  public void stop() {
    stopped = true;
    Stoppable run = running;
    if (run != null) {
      run.stop();
    }
  }

  private <T extends Stoppable> T stoppable(T run) {
    running = run;
    if (stopped) {
      run.stop();
    }
    return run;
  }

  /**
   * Removes objects, all of them at once. Their thumbnails stay, others may have the same photos.
   */
  public RemoveResult remove(Collection<String> ids) throws IOException {
    Set<String> normal = new LinkedHashSet<>();
    ids.forEach(id -> normal.add(ObjectIds.normalize(id)));
    try (Catalogue catalogue = SyncedCatalogue.open(folder, models)) {
      List<String> removed = new ArrayList<>();
      List<Skipped> skipped = new ArrayList<>();
      IndexBatches index = index(catalogue);
      index.write(writer -> {
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
      index.mergeAll(() -> stopped);
      return new RemoveResult(removed, skipped, catalogue.generation());
    }
  }

  private PhotoContents contents(List<String> allowedHosts) {
    return new PhotoContents(folder, addresses.apply(allowedHosts));
  }

  private IndexBatches index(Catalogue catalogue) {
    return IndexBatches.ofCurrent(folder, catalogue.generation(), catalogue.model(), wait, indexes);
  }

  /**
   * Makes the catalogue, empty, with the model chosen, of which it keeps a copy, if there is none.
   *
   * @return whether there was none
   * @throws IndexerException if there is one, and another model than its own is asked for
   */
  public boolean createIfAbsent(ModelChoice model) throws IOException {
    boolean absent = !folder.exists();
    if (absent || model.asked() != null) {
      openOrCreate(model).close();
    }
    return absent;
  }

  private Catalogue openOrCreate(ModelChoice choice) throws IOException {
    Path asked = choice.asked();
    Model model = asked == null ? null : models.open(asked);
    if (!folder.exists()) {
      Model own = model == null ? models.open(choice.bundled().find()) : model;
      own.load().close(); // a catalogue keeps its model for good: one that does not load makes none
      new NewCatalogue(folder, own).create(wait, indexes);
    }
    Catalogue catalogue = SyncedCatalogue.open(folder, models);
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

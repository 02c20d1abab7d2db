package io.panoptes.indexer.transfer;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.InvalidModelException;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.command.Progress;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Report;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.store.CatalogueUse;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.indexer.store.NewCatalogue;
import io.panoptes.indexer.store.SyncedCatalogue;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.lucene.util.IOUtils;

/**
 * Reads an exported file into a catalogue: a new one, made with the export's model, or one that has
 * that model already. The whole file is read and checked before anything is written, so that
 * nothing of a bad one ever gets into a catalogue. For one run; another thread may {@link #stop}
 * it.
 */
public final class CatalogueImport {
  private final CatalogueFolder folder;
  private final Model.Opener models;
  private final Duration wait;
  private final IndexBatches.Opener indexes;
  private volatile boolean stopped;

  /**
   * Makes one into the catalogue in {@code folder}, which need not exist yet.
   *
   * @param models opens models
   * @param wait how long to wait for another process's batch of writes
   */
  public CatalogueImport(Path folder, Model.Opener models, Duration wait) {
    this(CatalogueFolder.at(folder), models, wait, IndexBatches.Opener.DEFAULT);
  }

  CatalogueImport(
      CatalogueFolder folder, Model.Opener models, Duration wait, IndexBatches.Opener indexes) {
    this.folder = folder;
    this.models = models;
    this.wait = wait;
    this.indexes = indexes;
  }

  /** Ends the run after the batch in hand; what is committed stays. */
  public void stop() {
    stopped = true;
  }

  /**
   * Imports {@code file}. Objects that the catalogue has just so are left alone: an import that was
   * killed goes on where it ended.
   *
   * @throws IOException if nothing was begun: {@code file} is not a whole export, or the catalogue
   *     cannot be used, or is of another model. What fails later is in the result, with what was
   *     done before.
   */
  public AddResult readFrom(Path file, ImportOptions options, Progress progress)
      throws IOException {
    return readFrom(file, options, Tuning.standard().commitObjects(), progress);
  }

  /** Imports {@code file} in batches of {@code batch} objects. */
  public AddResult readFrom(Path file, ImportOptions options, int batch, Progress progress)
      throws IOException {
    try (ExportReader export = ExportReader.open(file)) {
      if (folder.exists()) {
        try (Catalogue catalogue = Catalogue.open(folder.root(), models)) {
          requireModel(catalogue, export, file);
          requireDimensions(catalogue.encoder(), export, file);
        }
        export.check(progress);
      } else {
        export.check(progress);
        create(export, file);
      }
      try (Report report = Report.open(options.report());
          Catalogue catalogue = SyncedCatalogue.open(folder, models);
          CatalogueUse _ = CatalogueUse.share(folder, wait);
          ImportRun run =
              new ImportRun(export, options, batch, folder, catalogue, index(catalogue), report)) {
        requireModel(catalogue, export, file); // another process may have made it
        return run.run(() -> stopped, progress);
      }
    }
  }

  private IndexBatches index(Catalogue catalogue) {
    return IndexBatches.ofCurrent(folder, catalogue.generation(), catalogue.model(), wait, indexes);
  }

  private void requireModel(Catalogue catalogue, ExportReader export, Path file)
      throws IndexerException {
    if (!catalogue.model().equals(export.manifest().model())) {
      throw new IndexerException(
          "the catalogue "
              + folder
              + " is of the model "
              + catalogue.model()
              + ", and "
              + file
              + " is of the model "
              + export.manifest().model()
              + ": a catalogue never mixes models");
    }
  }

  private static void requireDimensions(Encoder encoder, ExportReader export, Path file)
      throws IndexerException {
    ExportManifest manifest = export.manifest();
    if (encoder.categoryDimension() != manifest.categoryDimension()
        || encoder.objectDimension() != manifest.objectDimension()) {
      throw new IndexerException(
          ExportFormat.MANIFEST
              + " of "
              + file
              + ": dimensions must be "
              + encoder.categoryDimension()
              + " and "
              + encoder.objectDimension()
              + " as the model "
              + manifest.model()
              + " has them, got "
              + manifest.categoryDimension()
              + " and "
              + manifest.objectDimension());
    }
  }

  /** Makes the catalogue, empty, with the export's model. */
  private void create(ExportReader export, Path file) throws IOException {
    Path unpacked = Files.createTempDirectory("panoptes-model-");
    try {
      export.unpackModel(unpacked);
      Model model = open(unpacked, export, file);
      try (Encoder encoder = model.load()) { // a catalogue keeps its model for good
        requireDimensions(encoder, export, file);
      }
      new NewCatalogue(folder, model).create(wait, indexes);
    } finally {
      IOUtils.rm(unpacked);
    }
  }

  private Model open(Path unpacked, ExportReader export, Path file) throws IOException {
    try {
      Model model = models.open(unpacked);
      if (!model.id().equals(export.manifest().model())) {
        throw new IndexerException(
            file
                + " promises the model "
                + export.manifest().model()
                + ", and holds the model "
                + model.id());
      }
      return model;
    } catch (InvalidModelException e) {
      throw new IndexerException("cannot use the model of " + file + ": " + e.getMessage(), e);
    }
  }
}

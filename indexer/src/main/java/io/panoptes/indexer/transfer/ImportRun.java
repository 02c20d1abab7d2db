package io.panoptes.indexer.transfer;

import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Outcome;
import io.panoptes.indexer.add.Report;
import io.panoptes.indexer.add.Tally;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.indexer.store.PhotoFiles;
import io.panoptes.indexer.store.Storers;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.apache.lucene.util.IOUtils;

/**
 * One run of a checked export into a catalogue of its model, batch by batch: first the files that a
 * batch needs, synced, then one commit. Closing ends its threads.
 */
final class ImportRun implements AutoCloseable {
  /** Holds a batch down to some 15 MB however many photos an object has. */
  private static final int BATCH_PHOTOS = 4096;

  private final ExportReader export;
  private final ImportOptions options;
  private final int batchObjects;
  private final CatalogueFolder folder;
  private final Catalogue catalogue;
  private final IndexBatches index;
  private final PhotoFiles files;
  private final Tally tally;
  private final Storers storers = new Storers();

  ImportRun(
      ExportReader export,
      ImportOptions options,
      int batchObjects,
      CatalogueFolder folder,
      Catalogue catalogue,
      IndexBatches index,
      Report report) {
    this.export = export;
    this.options = options;
    this.batchObjects = batchObjects;
    this.folder = folder;
    this.catalogue = catalogue;
    this.index = index;
    this.files = new PhotoFiles(folder);
    this.tally = new Tally(report);
  }

  /** Runs to the end, or until {@code stopped} says so: batches committed until then stay. */
  AddResult run(BooleanSupplier stopped, Progress progress) {
    long start = System.nanoTime();
    AddResult.Ending ending = new AddResult.Ending.Complete();
    progress.begin(export.manifest().photos());
    progress.say("importing");
    try (ExportedObjects objects = export.objects()) {
      List<CatalogueObject> batch = next(objects);
      while (!batch.isEmpty() && !stopped.getAsBoolean()) {
        write(batch);
        progress.addDone(photos(batch));
        batch = next(objects);
      }
      if (!batch.isEmpty()) {
        ending = new AddResult.Ending.Stopped();
      } else {
        writeJournal();
        progress.say("merging");
        if (tally.hasWritten()) {
          index.mergeAll(stopped);
        }
      }
    } catch (IOException | RuntimeException e) {
      ending = new AddResult.Ending.Failed(Failures.line(e), e);
    }
    return tally.result(
        Duration.ofNanos(System.nanoTime() - start),
        AddResult.Work.NONE,
        catalogue.generation(),
        ending);
  }

  private List<CatalogueObject> next(ExportedObjects objects) throws IOException {
    List<CatalogueObject> batch = new ArrayList<>();
    while (batch.size() < batchObjects && photos(batch) < BATCH_PHOTOS) {
      CatalogueObject object = objects.next();
      if (object == null) {
        return batch;
      }
      batch.add(object);
    }
    return batch;
  }

  private static int photos(List<CatalogueObject> objects) {
    return objects.stream().mapToInt(object -> object.views().size()).sum();
  }

  private void write(List<CatalogueObject> batch) throws IOException {
    catalogue.refresh();
    List<Outcome> settled = new ArrayList<>();
    List<CatalogueObject> changed = new ArrayList<>();
    List<Callable<List<Skipped>>> pictures = new ArrayList<>();
    for (CatalogueObject object : batch) {
      Outcome outcome = outcome(object);
      if (isWritten(outcome)) {
        changed.add(object);
      } else {
        settled.add(outcome);
      }
      if (!(outcome instanceof Outcome.Refused)) {
        object.entry().photos().forEach(photo -> pictures.add(() -> store(photo)));
      }
    }
    tally.skip(storers.all(pictures).stream().flatMap(List::stream).toList());
    files.sync();
    tally.count(settled);
    if (!changed.isEmpty()) {
      commit(changed);
    }
  }

  private void commit(List<CatalogueObject> changed) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    index.write(writer -> {
      catalogue.refresh(); // another process may have written since
      for (CatalogueObject object : changed) {
        Outcome outcome = outcome(object);
        if (isWritten(outcome)) {
          long _ =
              writer.updateDocuments(IndexSchema.idTerm(object.id()), IndexSchema.block(object));
        }
        outcomes.add(outcome);
      }
    });
    tally.count(outcomes);
  }

  private static boolean isWritten(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Added _, Outcome.Updated _ -> true;
      case Outcome.Unchanged _, Outcome.Refused _, Outcome.Removed _, Outcome.Unreadable _ -> false;
    };
  }

  /** Returns what becomes of {@code object}, given what the catalogue has. */
  private Outcome outcome(CatalogueObject object) throws IOException {
    Optional<CatalogueObject> current = catalogue.object(object.id());
    if (current.isEmpty()) {
      return new Outcome.Added(object.id());
    }
    if (current.get().equals(object)) {
      return new Outcome.Unchanged(object.id());
    }
    return options.replace()
        ? new Outcome.Updated(object.id(), null)
        : new Outcome.Refused(
            object.id(),
            new Skipped(
                object.id(),
                "exists-and-differs: the catalogue keeps its own; --replace takes the export's"));
  }

  /** Writes the files of {@code photo} that the catalogue lacks; names those that nobody has. */
  private List<Skipped> store(PhotoEntry photo) throws IOException {
    List<Skipped> missing = new ArrayList<>();
    String original = ExportFormat.original(photo.id());
    if (!files.hasOriginal(photo.id())) {
      if (export.has(original)) {
        files.writeOriginal(photo.id(), ByteBuffer.wrap(export.bytes(original)));
      } else if (PhotoEntry.isUpload(photo.location())) {
        missing.add(
            new Skipped(original, "missing: it came by upload, and the export has no such file"));
      }
    }
    if (!files.hasThumbnail(photo.id(), photo.box())) {
      String thumbnail = ExportFormat.thumbnail(photo.id(), photo.box());
      if (export.has(thumbnail)) {
        ByteBuffer jpeg = ByteBuffer.wrap(export.bytes(thumbnail));
        files.writeThumbnail(photo.id(), photo.box(), jpeg);
      } else {
        missing.add(new Skipped(thumbnail, "missing: the export has no such thumbnail"));
      }
    }
    return missing;
  }

  /** Writes the journal into a catalogue that has none; another one's is never overwritten. */
  private void writeJournal() throws IOException {
    if (!export.has(ExportFormat.JOURNAL)) {
      return;
    }
    Path journal = folder.root().resolve(ExportFormat.JOURNAL);
    Path unpacked = folder.root().resolve(ExportFormat.JOURNAL + PhotoFiles.UNFINISHED);
    Files.deleteIfExists(unpacked);
    export.copy(ExportFormat.JOURNAL, unpacked);
    if (!Files.exists(journal)) {
      IOUtils.fsync(unpacked, false);
      Files.move(unpacked, journal, StandardCopyOption.ATOMIC_MOVE);
      IOUtils.fsync(folder.root(), true);
      return;
    }
    if (Files.mismatch(journal, unpacked) >= 0) {
      String reason = "exists-and-differs: the catalogue keeps its own";
      tally.skip(List.of(new Skipped(ExportFormat.JOURNAL, reason)));
    }
    Files.delete(unpacked);
  }

  @Override
  public void close() {
    storers.close();
  }
}

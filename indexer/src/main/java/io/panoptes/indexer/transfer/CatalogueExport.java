package io.panoptes.indexer.transfer;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.Version;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.store.CatalogueUse;
import io.panoptes.indexer.transfer.ExportFormat.Kind;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a catalogue into one file: what one commit of it holds, and the files which that needs.
 * Others may read and write the catalogue meanwhile, so that the file is its backup. An object is
 * held in memory at a time, and some hundred bytes for each picture. For one run; another thread
 * may {@link #stop} it.
 */
public final class CatalogueExport {
  private final CatalogueFolder folder;
  private final Model.Opener models;
  private final List<Skipped> skipped = new ArrayList<>();
  private long thumbnails;
  private long originals;
  private final Duration wait;
  private volatile boolean stopped;

  /**
   * Makes one of the catalogue in {@code folder}.
   *
   * @param models opens the catalogue's model
   * @param wait how long to wait for a compaction
   */
  public CatalogueExport(Path folder, Model.Opener models, Duration wait) {
    this.wait = wait;
    this.folder = CatalogueFolder.at(folder);
    this.models = models;
  }

  /** Ends the run soon; no file is written then. */
  public void stop() {
    stopped = true;
  }

  /**
   * Writes {@code file}: as a whole, or not at all. A thumbnail, or the file of an upload, that is
   * missing is left out, and named in the result; that any other photo has no original says only
   * that none was kept.
   *
   * @param replace whether a file of that name may be there
   * @throws InterruptedIOException if it was stopped
   */
  public ExportResult writeTo(Path file, boolean replace, Progress progress) throws IOException {
    long start = System.nanoTime();
    int _ = folder.currentGeneration(); // fails by name where there is no catalogue
    try (CatalogueUse _ = CatalogueUse.share(folder, wait);
        Catalogue catalogue = Catalogue.open(folder.root(), models);
        ExportWriter export = ExportWriter.open(file, replace)) {
      ExportManifest manifest = manifest(catalogue);
      byte[] json = manifest.toJson();
      export.deflate(ExportFormat.MANIFEST, out -> out.write(json));
      progress.begin(manifest.photos());
      progress.say("writing vectors");
      export.deflate(ExportFormat.OBJECTS, out -> writeObjects(catalogue, out, progress));
      progress.begin(manifest.photos());
      progress.say("writing pictures");
      catalogue.forEachEntry(object -> writePictures(object, export, progress));
      writeModel(catalogue, export);
      writeJournal(export);
      long bytes = export.finish();
      return new ExportResult(
          manifest.objects(),
          manifest.photos(),
          thumbnails,
          originals,
          bytes,
          skipped,
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** Returns what the export says of itself: the catalogue, never refreshed, is at one commit. */
  private static ExportManifest manifest(Catalogue catalogue) throws IOException {
    Encoder encoder = catalogue.encoder();
    return new ExportManifest(
        new Version().getVersion()[0],
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        catalogue.model(),
        catalogue.generation(),
        catalogue.objectCount(),
        catalogue.photoCount(),
        encoder.categoryDimension(),
        encoder.objectDimension());
  }

  private void writeObjects(Catalogue catalogue, OutputStream out, Progress progress)
      throws IOException {
    catalogue.forEachObject(object -> {
      requireRunning();
      out.write(ExportedObject.line(object));
      progress.addDone(object.views().size());
    });
  }

  private void writePictures(ObjectEntry object, ExportWriter export, Progress progress)
      throws IOException {
    for (PhotoEntry photo : object.photos()) {
      requireRunning();
      String thumbnail = ExportFormat.thumbnail(photo.id(), photo.box());
      if (!export.has(thumbnail)) {
        Path file = folder.thumbnail(photo.id(), photo.box());
        thumbnails += store(file, Kind.THUMBNAIL, object, photo, thumbnail, export);
      }
      String original = ExportFormat.original(photo.id());
      Path file = folder.original(photo.id());
      boolean isThere = PhotoEntry.isUpload(photo.location()) || Files.exists(file);
      if (!export.has(original) && isThere) {
        originals += store(file, Kind.ORIGINAL, object, photo, original, export);
      }
      progress.addDone(1);
    }
  }

  /** Stores {@code file} as {@code entry}, or names it as left out; returns how many it stored. */
  private int store(
      Path file, Kind kind, ObjectEntry object, PhotoEntry photo, String entry, ExportWriter export)
      throws IOException {
    byte[] content;
    String reason = null;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(Math.toIntExact(kind.most() + 1));
      if (content.length > kind.most()) {
        reason = "too-large: it has more than " + kind.most() + " bytes";
      } else if (kind == Kind.THUMBNAIL && !ExportFormat.isJpeg(content)) {
        reason = "altered: it is no JPEG";
      } else if (kind == Kind.ORIGINAL && !PhotoReader.id(content).equals(photo.id())) {
        reason = "altered: it is not the file that was kept";
      }
    } catch (NoSuchFileException e) {
      content = new byte[0];
      reason = "missing: there is no such file";
    } catch (IOException e) {
      content = new byte[0];
      reason = "unreadable: " + Failures.reason(e);
    }
    if (reason != null) {
      String whose = " (" + photo.name() + " of " + object.id() + ")";
      skipped.add(new Skipped(file.toString(), reason + whose));
      return 0;
    }
    export.store(entry, content);
    return 1;
  }

  private void writeModel(Catalogue catalogue, ExportWriter export) throws IOException {
    Path model = folder.model(catalogue.model());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(model)) {
      for (Path file : files) {
        String entry = "models/" + catalogue.model().sha256() + "/" + file.getFileName();
        if (Kind.of(entry) == Kind.MODEL && Files.isRegularFile(file)) {
          requireRunning();
          export.deflate(entry, out -> Files.copy(file, out));
        } else {
          skipped.add(new Skipped(file.toString(), "not-of-a-model"));
        }
      }
    }
  }

  private void writeJournal(ExportWriter export) throws IOException {
    Path journal = folder.root().resolve(ExportFormat.JOURNAL);
    if (Files.exists(journal)) {
      export.deflate(ExportFormat.JOURNAL, out -> Files.copy(journal, out));
    }
  }

  private void requireRunning() throws InterruptedIOException {
    if (stopped) {
      throw new InterruptedIOException("interrupted: no file was written");
    }
  }
}

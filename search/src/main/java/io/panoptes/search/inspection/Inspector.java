package io.panoptes.search.inspection;

import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.command.Progress;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.index.BlockReader;
import io.panoptes.search.index.CatalogueException;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.inspection.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Looks a catalogue through for what is wrong with it: the commit that is newest when it begins,
 * while others may write. It changes nothing. What lies behind something wrong and cannot be looked
 * at for it is left out: segments whose checksums differ, and recall where documents are wrong. For
 * one thread.
 */
public final class Inspector {
  /** A merge policy left alone keeps deleted documents below a fifth; half is past its control. */
  private static final double MOST_DELETED = 0.5;

  private final CatalogueFolder folder;
  private final Model.Opener models;
  private final int sample;
  private final Progress progress;
  private final Problems problems = new Problems();

  /**
   * Makes one.
   *
   * @param models opens the catalogue's model, to verify its checksums
   * @param sample how many stored vectors ask each graph, at most
   */
  public Inspector(CatalogueFolder folder, Model.Opener models, int sample, Progress progress) {
    if (sample < 1) {
      throw new IllegalArgumentException("a sample must be 1 at least, got " + sample);
    }
    this.folder = folder;
    this.models = models;
    this.sample = sample;
    this.progress = progress;
  }

  /**
   * Returns what is found.
   *
   * @throws CatalogueException if there is no catalogue
   */
  public Inspection inspect() throws IOException {
    int generation;
    try {
      generation = folder.currentGeneration();
    } catch (CatalogueException e) {
      if (!folder.exists()) {
        throw e;
      }
      problems.add(Kind.POINTER, folder.toString(), e);
      return nothingRead(0);
    }
    Path index = folder.generation(generation);
    if (!Files.isDirectory(index)) {
      problems.add(Kind.INDEX_FILES, "there is no index " + index);
      return nothingRead(generation);
    }
    try (Directory directory = FSDirectory.open(index);
        DirectoryReader reader = open(index, directory)) {
      if (reader == null) {
        return nothingRead(generation);
      }
      checkModel(reader, index);
      return inspect(generation, index, reader);
    }
  }

  private Inspection nothingRead(int generation) {
    return new Inspection(generation, 0, 0, 0, List.of(), problems.list());
  }

  /** Opens the index; null if that cannot be done, which is a problem then. */
  private @Nullable DirectoryReader open(Path index, Directory directory) {
    try {
      return DirectoryReader.open(directory);
    } catch (IOException | RuntimeException e) {
      new SegmentCheck(index, directory, problems).unreadable(e);
      return null;
    }
  }

  private void checkModel(DirectoryReader reader, Path index) throws IOException {
    progress.say("model");
    try {
      ModelId id = IndexSchema.model(reader.getIndexCommit().getUserData(), index.toString());
      Model _ = Catalogue.openModel(folder, id, models);
    } catch (IOException e) {
      problems.add(Kind.MODEL, folder.toString(), e);
    }
  }

  private Inspection inspect(int generation, Path index, DirectoryReader reader)
      throws IOException {
    double deleted = reader.numDeletedDocs() / (double) Math.max(1, reader.maxDoc());
    if (deleted > MOST_DELETED) {
      problems.add(
          Kind.DELETED,
          String.format(
              Locale.ROOT,
              "%d of %d documents, at most %.0f %% should be",
              reader.numDeletedDocs(),
              reader.maxDoc(),
              100 * MOST_DELETED));
    }
    progress.say("checksums");
    IndexReader sound = new SegmentCheck(index, reader.directory(), problems).sound(reader);
    progress.say("photos");
    progress.begin(BlockReader.photos(sound));
    BlockCheck blocks =
        new BlockCheck(sound, problems, new PhotoFilesCheck(folder, problems), progress);
    blocks.run();
    List<MeasuredRecall> recalls =
        problems.has(Kind.INDEX_FILES, Kind.OBJECT, Kind.STRAY, Kind.VECTORS)
            ? List.of()
            : new RecallCheck(sound, sample, progress).run(problems);
    return new Inspection(
        generation, blocks.objects(), blocks.photos(), deleted, recalls, problems.list());
  }
}

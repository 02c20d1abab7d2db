package io.panoptes.indexer.store;

import io.panoptes.encoder.Model;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;

/**
 * A catalogue that is about to be made. What points to it is written last: a process that dies
 * before leaves what the next one clears away.
 */
public final class NewCatalogue {
  private static final int FIRST_GENERATION = 1;
  private static final String GENERATIONS = "generations";
  private static final String MODELS = "models";

  /** What a half-made catalogue may hold. */
  private static final Set<String> OURS =
      Set.of(GENERATIONS, MODELS, "thumbnails", "lock", "use", "rebuild", "catalogue.json.new");

  private final CatalogueFolder folder;
  private final Model model;

  /** Makes one, to be of {@code model}. */
  public NewCatalogue(CatalogueFolder folder, Model model) {
    this.folder = folder;
    this.model = model;
  }

  /** Makes the catalogue, empty, with a copy of its model, unless another process has meanwhile. */
  public void create(Duration wait, IndexBatches.Opener indexes) throws IOException {
    try {
      Files.createDirectories(folder.root());
      requireOurs();
      try (CatalogueLock _ = CatalogueLock.toWrite(folder, wait)) {
        if (!folder.exists()) {
          clear(indexes);
          model.copyTo(folder.model(model.id()));
          IndexBatches.ofCurrent(folder, FIRST_GENERATION, model.id(), wait, indexes)
              .create(IndexSchema.commitData(model.id()));
          IOUtils.fsync(folder.root().resolve(MODELS), true);
          IOUtils.fsync(folder.root().resolve(GENERATIONS), true);
          folder.pointTo(FIRST_GENERATION);
          IOUtils.fsync(folder.root().getParent(), true);
        }
      }
    } catch (IndexerException e) {
      throw e;
    } catch (FileAlreadyExistsException e) {
      throw new IndexerException(e.getFile() + " is a file, not the folder of a catalogue", e);
    } catch (IOException e) {
      throw new IndexerException(
          "cannot make the catalogue " + folder + ": " + Failures.line(e), e);
    }
  }

  private void requireOurs() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.root())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!OURS.contains(name) && !folder.exists()) {
          throw new IndexerException(
              "the folder "
                  + folder
                  + " is no catalogue and holds other things ("
                  + name
                  + "): name a new or an empty one");
        }
      }
    }
  }

  /** Clears away what a process left that died while it made this catalogue, and only that. */
  private void clear(IndexBatches.Opener indexes) throws IOException {
    Path generations = folder.root().resolve(GENERATIONS);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(generations)) {
      for (Path generation : entries) {
        requireEmpty(generation, indexes);
      }
    } catch (NoSuchFileException e) {
      // nothing was begun
    }
    for (String leftover : new String[] {GENERATIONS, MODELS}) {
      if (Files.exists(folder.root().resolve(leftover))) {
        IOUtils.rm(folder.root().resolve(leftover));
      }
    }
  }

  private void requireEmpty(Path generation, IndexBatches.Opener indexes) throws IOException {
    try (Directory directory = indexes.open(generation)) {
      if (DirectoryReader.indexExists(directory)) {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
          if (reader.numDocs() > 0) {
            throw new IndexerException(
                "the catalogue "
                    + folder
                    + " has lost its catalogue.json, and its index "
                    + generation
                    + " is not empty: put the file back, or name another folder");
          }
        }
      }
    }
  }
}

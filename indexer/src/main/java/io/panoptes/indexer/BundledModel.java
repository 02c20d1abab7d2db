package io.panoptes.indexer;

import io.panoptes.indexer.failure.IndexerException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model that comes with Panoptes: the one in the folder that the launchers name. Public for the
 * server, which makes catalogues, too.
 */
public final class BundledModel {
  /** The system property that holds the folder of bundled models. */
  private static final String PROPERTY = "panoptes.models";

  /** What every model folder has. */
  private static final String MARK = "SHA256SUMS";

  private BundledModel() {}

  /** Returns the bundled model's folder. */
  public static Path find() throws IOException {
    return find(System.getProperty(PROPERTY));
  }

  static Path find(@Nullable String folder) throws IOException {
    if (folder == null) {
      throw new IndexerException(
          "a new catalogue needs a model: name one with --model, or start by the launcher in bin,"
              + " which knows the bundled one");
    }
    List<Path> models = models(Path.of(folder));
    if (models.size() != 1) {
      throw new IndexerException(
          "a new catalogue needs a model, and "
              + (models.isEmpty()
                  ? "none is bundled in " + folder
                  : "several are bundled: " + models)
              + ": name one with --model");
    }
    return models.getFirst();
  }

  private static List<Path> models(Path folder) throws IOException {
    List<Path> models = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (Files.exists(entry.resolve(MARK))) {
            models.add(entry);
          }
        }
      }
    }
    models.sort(null);
    return models;
  }
}

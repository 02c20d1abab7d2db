package io.panoptes.indexer.store;

import io.panoptes.encoder.Model;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.IOException;
import org.apache.lucene.util.IOUtils;

/**
 * A catalogue that is opened to build upon what it holds. A process that was killed between a
 * rename and the sync of its folder has left what can be seen, and what a power failure would still
 * take back: that is made up for first.
 */
public final class SyncedCatalogue {
  private SyncedCatalogue() {}

  /** Opens the current generation of the catalogue in {@code folder}. */
  public static Catalogue open(CatalogueFolder folder, Model.Opener models) throws IOException {
    Catalogue catalogue = Catalogue.open(folder.root(), models);
    try {
      sync(folder, catalogue.generation());
      return catalogue;
    } catch (IOException | RuntimeException e) {
      try (catalogue) {
        throw e;
      }
    }
  }

  /** Makes up for it where the catalogue is open already. */
  public static void sync(CatalogueFolder folder, int generation) throws IOException {
    IOUtils.fsync(folder.root(), true);
    IOUtils.fsync(folder.generation(generation), true);
  }
}

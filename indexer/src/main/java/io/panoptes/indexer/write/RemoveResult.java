package io.panoptes.indexer.write;

import io.panoptes.encoder.folder.Skipped;
import java.util.List;

/**
 * What became of {@link CatalogueWriter#remove}.
 *
 * @param removed ids of the objects that are gone
 * @param skipped ids that the catalogue does not have
 */
public record RemoveResult(List<String> removed, List<Skipped> skipped, int generation) {
  public RemoveResult {
    removed = List.copyOf(removed);
    skipped = List.copyOf(skipped);
  }
}

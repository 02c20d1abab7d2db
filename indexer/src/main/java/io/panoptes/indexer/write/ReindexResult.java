package io.panoptes.indexer.write;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.search.inspection.Impact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a change of models.
 *
 * @param generation the one that readers use now
 * @param swapped whether that is another than before
 * @param photos encoded in this run
 * @param skipped photos that could not be read again
 * @param leftBehind objects that the other generation lacks, or has with fewer photos
 * @param impact what the change does to answers, if it was measured
 * @param stopped whether somebody asked the run to stop
 */
public record ReindexResult(
    int generation,
    boolean swapped,
    long photos,
    List<Skipped> skipped,
    List<LeftBehind> leftBehind,
    Optional<Impact> impact,
    boolean stopped,
    Duration wall) {
  public ReindexResult {
    skipped = List.copyOf(skipped);
    leftBehind = List.copyOf(leftBehind);
  }
}

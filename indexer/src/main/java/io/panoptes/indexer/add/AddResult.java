package io.panoptes.indexer.add;

import io.panoptes.encoder.folder.Skipped;
import java.time.Duration;
import java.util.List;

/**
 * What became of a run of {@code CatalogueWriter.add}; the counts are of what is committed.
 *
 * @param renamed of the updated ones, those that had another id before
 * @param removed objects that had gone from the source, and were taken out
 * @param gone ids of objects that have gone from the source, and stay
 * @param skipped what was left out, by path
 * @param photos encoded in this run
 * @param work processor time by stage, of all threads
 */
public record AddResult(
    int added,
    int updated,
    int unchanged,
    List<Renamed> renamed,
    int removed,
    List<String> gone,
    List<Skipped> skipped,
    long photos,
    Duration wall,
    Work work,
    int generation,
    Ending ending) {
  /** How a run ended. */
  public sealed interface Ending {
    /** All was done that could be. */
    record Complete() implements Ending {}

    /** Somebody asked the run to stop. */
    record Stopped() implements Ending {}

    /**
     * The run could not go on.
     *
     * @param reason one line that names the file and the reason
     */
    record Failed(String reason, Throwable cause) implements Ending {}
  }

  /** An object whose folder has another name or place, with the same photos. */
  public record Renamed(String from, String to) {}

  /** Processor time of each stage of the pipeline, of all its threads together. */
  public record Work(Duration decoding, Duration encoding, Duration writing) {
    /** No time. */
    public static final Work NONE = new Work(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Returns the sum. */
    public Duration total() {
      return decoding.plus(encoding).plus(writing);
    }
  }

  public AddResult {
    renamed = List.copyOf(renamed);
    gone = List.copyOf(gone);
    skipped = List.copyOf(skipped);
  }
}

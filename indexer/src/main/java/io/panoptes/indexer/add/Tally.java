package io.panoptes.indexer.add;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.add.AddResult.Renamed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What has come of a run so far, for all its threads. */
public final class Tally {
  private final Report report;

  // Guarded by this.
  private final List<Skipped> skipped = new ArrayList<>();
  private final List<Renamed> renamed = new ArrayList<>();
  private final List<String> gone = new ArrayList<>();
  private int added;
  private int updated;
  private int unchanged;
  private int removed;
  private long encoded;

  /** Makes one that reports outcomes to {@code report}. */
  public Tally(Report report) {
    this.report = report;
  }

  /** Lists what was left out. */
  public synchronized void skip(List<Skipped> more) {
    skipped.addAll(more);
  }

  synchronized void encoded(int photos) {
    encoded += photos;
  }

  synchronized void gone(List<String> ids) {
    gone.addAll(ids);
  }

  /** Counts and reports what is committed, or was never to be written. */
  public synchronized void count(List<? extends Outcome> outcomes) throws IOException {
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Added _ -> added++;
        case Outcome.Updated done -> {
          updated++;
          if (done.formerId() != null) {
            renamed.add(new Renamed(done.formerId(), done.id()));
          }
        }
        case Outcome.Unchanged _ -> unchanged++;
        case Outcome.Removed _ -> removed++;
        case Outcome.Unreadable _ -> {}
        case Outcome.Refused refused -> skipped.add(refused.skipped());
      }
    }
    report.write(outcomes);
  }

  /** Returns whether anything was written. */
  public synchronized boolean hasWritten() {
    return added + updated + removed > 0;
  }

  /** Returns what has come of the run, which has ended. */
  public synchronized AddResult result(
      Duration wall, AddResult.Work work, int generation, AddResult.Ending ending) {
    skipped.sort(Comparator.comparing(Skipped::path).thenComparing(Skipped::reason));
    renamed.sort(Comparator.comparing(Renamed::to));
    return new AddResult(
        added,
        updated,
        unchanged,
        renamed,
        removed,
        gone,
        skipped,
        encoded,
        wall,
        work,
        generation,
        ending);
  }
}

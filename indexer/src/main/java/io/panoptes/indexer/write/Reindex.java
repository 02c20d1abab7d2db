package io.panoptes.indexer.write;

import io.panoptes.encoder.Model;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.AddRun;
import io.panoptes.indexer.add.Report;
import io.panoptes.indexer.add.Stoppable;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.source.CatalogueSource;
import io.panoptes.indexer.source.PhotoContents;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.inspection.Impact;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of a catalogue's model, forth or back: another generation is brought up to date with the
 * current one by encoding the same photos (or, going back to the same model, by copying), and then
 * takes its place. One thread runs it; any may stop it.
 */
final class Reindex implements Stoppable {
  private final CatalogueFolder folder;
  private final Succession succession;
  private final PhotoContents contents;
  private final Tuning tuning;
  private final Progress progress;

  // Of the thread that runs it.
  private final List<Skipped> skipped = new ArrayList<>();
  private List<LeftBehind> leftBehind = List.of();
  private @Nullable Impact impact;
  private long encoded;

  private volatile boolean stopped;
  private volatile @Nullable Stoppable running;

  Reindex(
      CatalogueFolder folder,
      Model.Opener models,
      IndexBatches.Opener indexes,
      Duration wait,
      PhotoContents contents,
      Tuning tuning,
      Progress progress) {
    this.contents = contents;
    this.folder = folder;
    this.succession = new Succession(folder, models, indexes, wait);
    this.tuning = tuning;
    this.progress = progress;
  }

  /** Ends the run soon; the next one goes on where it ended. */
  @Override
  public void stop() {
    stopped = true;
    Stoppable run = running;
    if (run != null) {
      run.stop();
    }
  }

  /**
   * Makes the generation of {@code model}, and has it take {@code current}'s place if that is
   * allowed.
   */
  ReindexResult forth(Catalogue current, Model model, ReindexOptions options) throws IOException {
    long start = System.nanoTime();
    int generation =
        succession.succeed(
            current, model, this::follow, (before, after) -> approve(before, after, options));
    return result(current, generation, start);
  }

  /**
   * Has the generation before {@code current} take its place again, unless anything would be lost.
   */
  ReindexResult back(Catalogue current) throws IOException {
    long start = System.nanoTime();
    int generation =
        succession.goBack(
            current,
            this::follow,
            (before, after) -> {
              leftBehind = LeftBehind.find(before, after);
              return !stopped && leftBehind.isEmpty();
            });
    return result(current, generation, start);
  }

  private ReindexResult result(Catalogue current, int generation, long start) {
    return new ReindexResult(
        generation,
        generation != current.generation(),
        encoded,
        skipped,
        leftBehind,
        Optional.ofNullable(impact),
        stopped,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private boolean follow(Catalogue current, Catalogue successor, IndexBatches batches)
      throws IOException {
    return successor.model().equals(current.model()) // as after compact --rebuild
        ? begin(new Copying(progress)).follow(current, successor, batches)
        : encode(current, successor, batches);
  }

  private <T extends Stoppable> T begin(T run) {
    running = run;
    if (stopped) {
      run.stop();
    }
    return run;
  }

  private boolean encode(Catalogue current, Catalogue successor, IndexBatches batches)
      throws IOException {
    AddResult followed =
        begin(
                new AddRun(
                    new CatalogueSource(current),
                    new FollowedEntries(current),
                    AddOptions.NONE.withPrune(true),
                    tuning,
                    folder,
                    contents,
                    successor,
                    batches,
                    Report.NONE,
                    progress))
            .run();
    encoded += followed.photos();
    skipped.clear();
    skipped.addAll(followed.skipped());
    return switch (followed.ending()) {
      case AddResult.Ending.Complete _ -> true;
      case AddResult.Ending.Stopped _ -> false;
      case AddResult.Ending.Failed failed ->
          throw new IndexerException(failed.reason(), failed.cause());
    };
  }

  /**
   * Measures the impact once; what would be left behind is looked for whenever changes are
   * followed.
   */
  private boolean approve(Catalogue current, Catalogue successor, ReindexOptions options)
      throws IOException {
    leftBehind = LeftBehind.find(current, successor);
    Impact measured = impact;
    if (measured == null) {
      measured = Impact.measure(current, successor, options.sample());
      impact = measured;
      options.reader().read(measured);
    }
    return !stopped
        && (leftBehind.isEmpty() || options.leaveBehind())
        && measured.loss() <= options.maxLoss();
  }
}

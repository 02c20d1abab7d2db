package io.panoptes.indexer;

import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.indexer.add.Tuning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * The program {@code indexer} with the fake model, whose network takes its time, and with small
 * batches of writes: what a real one does in hours, it does in a second. {@link IndexerProcess}
 * starts it.
 */
final class FakeIndexer {
  /** The system property that names the folder of the bundled model. */
  static final String BUNDLED = "panoptes.test.bundled";

  /**
   * The system property that says how many milliseconds a photo takes; if none, batches are as
   * large as in everyday life.
   */
  static final String PHOTO_MILLIS = "panoptes.test.photo.millis";

  private static final Tuning SMALL_BATCHES = new Tuning(2, 2, 4, 4, Duration.ofMillis(200));

  private FakeIndexer() {}

  /** Runs the command, and ends the process with its exit status. */
  public static void main(String... arguments) {
    Path bundled = Path.of(Objects.requireNonNull(System.getProperty(BUNDLED)));
    long photoNanos = Duration.ofMillis(Long.getLong(PHOTO_MILLIS)).toNanos();
    IndexerCommand command =
        new IndexerCommand(
            HookedModel.opener(photos -> LockSupport.parkNanos(photos * photoNanos)),
            () -> bundled,
            photoNanos == 0 ? Tuning.standard() : SMALL_BATCHES);
    System.exit(CommandRunner.run(command, arguments));
  }
}

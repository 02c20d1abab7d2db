package io.panoptes.indexer;

import io.panoptes.encoder.command.UsageException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The option of all commands that write. */
final class Waiting {
  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait while another process writes (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

  /** Returns how long to wait for somebody else's batch. */
  Duration time() {
    if (seconds < 0) {
      throw new UsageException("--wait must not be negative, got " + seconds);
    }
    return Duration.ofSeconds(seconds);
  }
}

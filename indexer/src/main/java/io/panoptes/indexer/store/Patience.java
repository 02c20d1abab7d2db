package io.panoptes.indexer.store;

import io.panoptes.indexer.failure.IndexerException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for what another process has: files tell nobody when they are given back. */
final class Patience {
  private static final Duration POLL = Duration.ofMillis(50);

  /** Asks for something. */
  @FunctionalInterface
  interface Attempt<T> {
    Optional<T> ask() throws IOException;
  }

  private Patience() {}

  /**
   * Returns what {@code attempt} gives, asking again until {@code wait} is over; empty if it gives
   * nothing.
   *
   * @param what is being done, for the message if the thread is interrupted
   */
  static <T> Optional<T> await(Duration wait, Attempt<T> attempt, String what) throws IOException {
    long deadline = System.nanoTime() + wait.toNanos();
    Optional<T> given = attempt.ask();
    while (given.isEmpty() && System.nanoTime() - deadline < 0) {
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IndexerException("interrupted while " + what, e);
      }
      given = attempt.ask();
    }
    return given;
  }
}

package io.panoptes.indexer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a process that is told to end (Ctrl-C, kill) commit what is complete, and say so, before it
 * ends. Closing says that this is done.
 */
final class LastBatch implements AutoCloseable {
  /** How long the end waits for the batch in hand. */
  private static final long SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread onShutdown;

  private LastBatch(Stoppable run) {
    this.onShutdown = new Thread(() -> stop(run), "stop");
  }

  /** Has {@code writer} stop when the process is told to end. */
  static LastBatch stopping(CatalogueWriter writer) {
    return of(writer::stop);
  }

  private static LastBatch of(Stoppable run) {
    LastBatch batch = new LastBatch(run);
    Runtime.getRuntime().addShutdownHook(batch.onShutdown);
    return batch;
  }

  private void stop(Stoppable run) {
    run.stop();
    try {
      boolean _ = ended.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(onShutdown);
    } catch (IllegalStateException e) {
      // it is running: the process is being ended
    }
  }
}

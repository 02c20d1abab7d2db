package io.panoptes.indexer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a process that is told to end (Ctrl-C) does while a command writes: it asks for the end, and
 * waits until the batch in hand is committed and the command has said so. Closing it says that.
 */
final class LastBatch implements AutoCloseable {
  /** How long the process waits. */
  private static final long SECONDS = 20;

  private final IndexerCommand.Common common;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread onShutdown;

  private LastBatch(Runnable stop, IndexerCommand.Common common) {
    this.common = common;
    this.onShutdown = new Thread(() -> end(stop), "stop");
  }

  /** Calls {@code stop} if the process is told to end before the command has. */
  static LastBatch whenInterrupted(Runnable stop, IndexerCommand.Common common) {
    LastBatch last = new LastBatch(stop, common);
    Runtime.getRuntime().addShutdownHook(last.onShutdown);
    return last;
  }

  private void end(Runnable stop) {
    stop.run();
    try {
      boolean _ = ended.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    common.out().flush();
    common.err().flush();
    ended.countDown();
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(onShutdown);
    } catch (IllegalStateException e) {
      // it is running: the process is being ended
    }
  }
}

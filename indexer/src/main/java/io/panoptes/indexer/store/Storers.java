package io.panoptes.indexer.store;

import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.failure.IndexerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that write pictures: they wait for the disk, not for a processor, and file systems sync
 * what many ask for at once. Threads may share it; closing ends them when they are done.
 */
public final class Storers implements AutoCloseable {
  /** Syncing a file took 3 to 50 ms. */
  public static final int THREADS = 16;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("storing-", 1).factory());

  /** Returns what {@code pictures} come to, in their order, when all are written. */
  public <T> List<T> all(List<Callable<T>> pictures) throws IOException {
    List<T> written = new ArrayList<>();
    try {
      for (Future<T> picture : threads.invokeAll(pictures)) {
        written.add(picture.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IndexerException("interrupted while writing pictures", e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IndexerException(Failures.line(cause), cause);
    }
    return written;
  }

  @Override
  public void close() {
    threads.close();
  }
}

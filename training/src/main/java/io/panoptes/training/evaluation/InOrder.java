package io.panoptes.training.evaluation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work done on all cores and taken in the order in which it was given, so that what is made of it
 * does not depend on who was faster. Few pieces are under way at a time.
 */
final class InOrder {
  private InOrder() {}

  /** What is done with a piece, on any thread. */
  @FunctionalInterface
  interface Work<A, B> {
    B apply(A piece) throws IOException;
  }

  /** What is done with the result, on the calling thread. */
  @FunctionalInterface
  interface Sink<B> {
    void accept(B result) throws IOException;
  }

  /** Does all {@code pieces}. Fails with the first failure, and gives up the others. */
  static <A, B> void run(Iterable<A> pieces, Work<A, B> work, Sink<B> sink) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    Deque<Future<B>> underWay = new ArrayDeque<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
      try {
        for (A piece : pieces) {
          underWay.add(workers.submit(() -> work.apply(piece)));
          if (underWay.size() > 2 * cores) {
            sink.accept(result(underWay.remove()));
          }
        }
        while (!underWay.isEmpty()) {
          sink.accept(result(underWay.remove()));
        }
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private static <B> B result(Future<B> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw new IOException(io.getMessage(), io);
        case OutOfMemoryError memory -> throw memory;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}

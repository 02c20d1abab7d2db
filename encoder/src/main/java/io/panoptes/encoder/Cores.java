package io.panoptes.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future.State;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The machine's cores, of which whoever computes holds one. Work that comes in pieces also takes
 * those cores that nobody holds, so that a single photo on an idle machine is not computed on one
 * core. Threads share it; closing ends its own.
 */
final class Cores implements AutoCloseable {
  private final Semaphore free;
  private final ExecutorService helpers;

  /** Makes as many as the machine has. */
  Cores() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /** Makes {@code count} of them. */
  Cores(int count) {
    this.free = new Semaphore(count);
    this.helpers =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().daemon().name("network-", 0).factory());
  }

  /** Does {@code work} on this thread, as soon as a core is free. */
  <T> T run(Supplier<T> work) {
    free.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  /**
   * Does all pieces on this thread, which has to hold a core, and at the same time on those cores
   * that are free now; returns what they made, in order. When it returns or throws, none is under
   * way any more.
   */
  <T> List<T> all(List<Supplier<T>> pieces) {
    List<CompletableFuture<T>> made = new ArrayList<>();
    pieces.forEach(_ -> made.add(new CompletableFuture<>()));
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) {
            make(pieces.get(i), made.get(i));
          }
        };
    List<CompletableFuture<Void>> helping = new ArrayList<>();
    while (helping.size() + 1 < pieces.size() && free.tryAcquire()) {
      helping.add(CompletableFuture.runAsync(() -> thenFree(work), helpers));
    }
    work.run();
    helping.forEach(CompletableFuture::join);
    return made.stream().map(Cores::result).toList();
  }

  private void thenFree(Runnable work) {
    try {
      work.run();
    } finally {
      free.release();
    }
  }

  private static <T> void make(Supplier<T> piece, CompletableFuture<T> made) {
    try {
      boolean _ = made.complete(piece.get());
    } catch (RuntimeException | Error e) { // thrown where the pieces are put together
      boolean _ = made.completeExceptionally(e);
    }
  }

  private static <T> T result(CompletableFuture<T> made) {
    if (made.state() == State.SUCCESS) {
      return made.resultNow();
    }
    switch (made.exceptionNow()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    helpers.shutdown();
  }
}

package io.panoptes.indexer.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes requests in time, a few at once to each host. Many threads may share one; closing it ends
 * every request and every wait.
 *
 * <p>Requests run in virtual threads because these can be interrupted in whatever they wait for,
 * also in an answer that comes a byte a second; other threads cannot.
 */
final class Requests implements AutoCloseable {
  private final Exchange exchange;
  private final ConcurrentMap<String, Semaphore> turns = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  Requests(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Asks for the photo at {@code address} in its host's turn; the wait for it takes no time. */
  Answer ask(URI address, TimeLeft time) throws UnreachablePhotoException {
    Semaphore turn =
        turns.computeIfAbsent(
            AllowedHosts.of(address), _ -> new Semaphore(Limits.REQUESTS_PER_HOST, true));
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      throw interrupted(address, e);
    }
    long start = System.nanoTime();
    try {
      return askNow(address, time);
    } finally {
      turn.release();
      time.spend(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Answer askNow(URI address, TimeLeft time) throws UnreachablePhotoException {
    Future<Answer> answer;
    try {
      answer = threads.submit(() -> exchange.get(address));
    } catch (RejectedExecutionException e) {
      throw stopped(address);
    }
    try {
      Answer came = answer.get(time.left().toNanos(), TimeUnit.NANOSECONDS);
      if (came instanceof Answer.Later && closed.getCount() == 0) {
        throw stopped(address);
      }
      return came;
    } catch (TimeoutException e) {
      throw time.tooSlow(address);
    } catch (InterruptedException e) {
      throw interrupted(address, e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case UnreachablePhotoException unreachable -> throw unreachable;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException("asking for " + address, e);
      }
    } finally {
      boolean _ = answer.cancel(true);
    }
  }

  /** Waits before the next attempt to get {@code address}. */
  void pause(Duration pause, URI address, TimeLeft time) throws UnreachablePhotoException {
    time.spend(pause);
    try {
      if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        throw stopped(address);
      }
    } catch (InterruptedException e) {
      throw interrupted(address, e);
    }
  }

  private static UnreachablePhotoException interrupted(URI address, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new UnreachablePhotoException("stopped", address.toString(), e);
  }

  private static UnreachablePhotoException stopped(URI address) {
    return new UnreachablePhotoException("stopped", address.toString());
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdownNow();
  }
}

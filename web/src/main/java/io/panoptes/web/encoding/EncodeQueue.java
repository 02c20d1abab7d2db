package io.panoptes.web.encoding;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Pixels;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The photos of all requests on their way through the network: at most so many at once, in order of
 * arrival, in batches across requests, never two models in one. Threads share it. Closing waits for
 * the batches that are under way; no request may be using it then.
 */
public final class EncodeQueue implements AutoCloseable {
  /** What goes through the network together; see {@code FeatureExtractor}. */
  private static final int BATCH = 4;

  /** How much the newest batch counts in what a photo is expected to take. */
  private static final double NEWEST = 0.2;

  private final int capacity;
  private final List<Thread> workers = new ArrayList<>();
  private final Consumer<Duration> encoded;

  // Guarded by this.
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int taken;
  private double secondsAPhoto = 0.1;
  private boolean closed;

  private record Waiting(
      Places places, Encoder encoder, Pixels pixels, CompletableFuture<View> view) {}

  /**
   * Makes one with threads of its own.
   *
   * @param capacity photos that it holds at most
   * @param workers threads that encode
   * @param encoded is told how long each batch took
   */
  public EncodeQueue(int capacity, int workers, Consumer<Duration> encoded) {
    if (capacity < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "capacity and workers must be positive, got " + capacity + " and " + workers);
    }
    this.capacity = capacity;
    this.encoded = encoded;
    for (int i = 0; i < workers; i++) {
      this.workers.add(Thread.ofPlatform().daemon().name("encoder-" + i).unstarted(this::work));
    }
    this.workers.forEach(Thread::start);
  }

  /** Returns how many photos it holds at most. */
  public int capacity() {
    return capacity;
  }

  /** Returns how many photos have a place now. */
  public synchronized int taken() {
    return taken;
  }

  /**
   * Takes places for the photos of a request.
   *
   * @throws QueueFullException if there are not so many
   */
  public synchronized Places take(int photos) throws QueueFullException {
    if (taken + photos > capacity) {
      double seconds = taken * secondsAPhoto / workers.size();
      throw new QueueFullException(capacity, photos, Duration.ofMillis((long) (1000 * seconds)));
    }
    taken += photos;
    return new Places(photos);
  }

  /** The places of one request, for one thread; closing gives them back. */
  public final class Places implements AutoCloseable {
    private final int photos;
    private final List<CompletableFuture<View>> views = new ArrayList<>();

    private Places(int photos) {
      this.photos = photos;
    }

    /** Lets the next photo go through the network of {@code encoder}, which must stay open. */
    void encode(Encoder encoder, Pixels pixels) {
      if (views.size() == photos) {
        throw new IllegalStateException(
            "places were taken for " + photos + " photos, not for more");
      }
      CompletableFuture<View> view = new CompletableFuture<>();
      views.add(view);
      add(new Waiting(this, encoder, pixels, view));
    }

    /** Waits for the views of all photos, in the order in which they came. */
    List<View> await(Deadline deadline) throws TimedOutException, InterruptedException {
      List<View> done = new ArrayList<>();
      for (CompletableFuture<View> view : views) {
        try {
          done.add(view.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
          throw new TimedOutException(deadline.limit());
        } catch (ExecutionException e) {
          throw new IllegalStateException("encoding a photo failed", e.getCause());
        }
      }
      return done;
    }

    /** Drops what waits, and waits for what is in a batch: its encoder may be closed after that. */
    @Override
    public void close() {
      drop(this);
      for (CompletableFuture<View> view : views) {
        try {
          View _ = view.join();
        } catch (RuntimeException e) {
          // who waits for it was told; here it only has to be over
        }
      }
      giveBack(photos);
    }
  }

  private synchronized void add(Waiting photo) {
    waiting.add(photo);
    notifyAll();
  }

  private synchronized void drop(Places places) {
    waiting.removeIf(photo -> photo.places().equals(places) && photo.view().cancel(false));
  }

  private synchronized void giveBack(int photos) {
    taken -= photos;
  }

  private void work() {
    for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
      long start = System.nanoTime();
      encode(batch);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      encoded.accept(time);
      note(time, batch.size());
    }
  }

  /** Returns this worker's share of what waits, empty once this is closed. */
  private synchronized List<Waiting> next() {
    while (waiting.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        return List.of(); // nobody interrupts a worker but to end it
      }
    }
    int share = Math.min(BATCH, Math.ceilDiv(waiting.size(), workers.size()));
    List<Waiting> batch = new ArrayList<>();
    while (batch.size() < share && isOfOneModel(batch, waiting.peek())) {
      batch.add(waiting.remove());
    }
    return batch;
  }

  private static boolean isOfOneModel(List<Waiting> batch, Waiting next) {
    return batch.isEmpty() || batch.getFirst().encoder().model().equals(next.encoder().model());
  }

  private static void encode(List<Waiting> batch) {
    try {
      List<View> views =
          batch.getFirst().encoder().encode(batch.stream().map(Waiting::pixels).toList());
      for (int i = 0; i < batch.size(); i++) {
        boolean _ = batch.get(i).view().complete(views.get(i));
      }
    } catch (RuntimeException | Error e) { // a worker outlives a batch that fails
      for (Waiting photo : batch) {
        boolean _ = photo.view().completeExceptionally(e);
      }
    }
  }

  private synchronized void note(Duration time, int photos) {
    double seconds = time.toNanos() / 1e9 / photos;
    secondsAPhoto = (1 - NEWEST) * secondsAPhoto + NEWEST * seconds;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true; // the encoder must not be closed under a batch
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

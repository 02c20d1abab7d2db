package io.panoptes.search;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.Model;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.index.CatalogueException;
import io.panoptes.search.recognition.Recogniser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue that moves on by itself: it sees what others commit, and goes over to the generation
 * that takes the current one's place. Any number of threads may ask; each leases what it asks for
 * as long as its question lasts, so that vectors of one model never meet those of another. Closing
 * it closes what is not leased, and the rest when it is given back.
 */
public final class LiveCatalogue implements AutoCloseable {
  /** Polling the pointer's date and the newest commit's name costs some ten microseconds. */
  public static final Duration EVERY = Duration.ofMillis(200);

  /** What is done with a network before questions are asked of it, beside loading it. */
  @FunctionalInterface
  public interface Warmup {
    /** Does it; the first photos of a network take longer. */
    void warm(Encoder encoder) throws IOException;

    /** Nothing. */
    Warmup NONE = _ -> {};
  }

  private final CatalogueFolder folder;
  private final Model.Opener models;
  private final Warmup warmup;
  private final ScheduledExecutorService poll =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("catalogue-", 0).factory());

  /** Who looks for what is new; one at a time, so that each generation is opened once. */
  private final Object looking = new Object();

  // Guarded by looking.
  private CatalogueFolder.Pointer followed;
  private boolean closed;
  private final Setbacks setbacks;

  // Guarded by this.
  private Shared current;
  private @Nullable IOException failure;

  /** A generation, and how many use it; it is closed by who is last. Guarded by the live one. */
  private static final class Shared {
    private final Catalogue catalogue;
    private final Recogniser recogniser;
    private int users = 1; // the live one itself, until it goes over
    private boolean warm;

    Shared(Catalogue catalogue) {
      this.catalogue = catalogue;
      this.recogniser = new Recogniser(catalogue);
    }
  }

  /** A generation of the catalogue to ask; closing gives it back. */
  public final class Lease implements AutoCloseable {
    private final Shared leased;

    private Lease(Shared leased) {
      this.leased = leased;
    }

    /** Returns the catalogue, not to be closed, and not to be used after this is closed. */
    public Catalogue catalogue() {
      return leased.catalogue;
    }

    /** Returns what recognises photos against it, not to be used after this is closed, either. */
    public Recogniser recogniser() {
      return leased.recogniser;
    }

    @Override
    public void close() throws IOException {
      giveBack(leased);
    }
  }

  private LiveCatalogue(
      CatalogueFolder folder,
      Model.Opener models,
      Warmup warmup,
      CatalogueFolder.Pointer followed,
      Catalogue first,
      Duration every) {
    this.folder = folder;
    this.models = models;
    this.warmup = warmup;
    this.followed = followed;
    this.current = new Shared(first);
    this.setbacks = new Setbacks("following the catalogue " + folder, every);
  }

  /**
   * Opens the catalogue in {@code folder}, and looks for what is new {@code every} so often, less
   * often after failures, which it logs.
   */
  public static LiveCatalogue open(Path folder, Model.Opener models, Duration every)
      throws IOException {
    return open(folder, models, every, Warmup.NONE);
  }

  /**
   * Does the same, and warms each network by {@code warmup}: the first when {@link #warm} is
   * called, those of later generations before these are leased, if the one before was warm.
   */
  public static LiveCatalogue open(Path folder, Model.Opener models, Duration every, Warmup warmup)
      throws IOException {
    CatalogueFolder catalogue = CatalogueFolder.at(folder);
    CatalogueFolder.Pointer pointer = catalogue.pointer(); // before what it points to
    LiveCatalogue live =
        new LiveCatalogue(
            catalogue, models, warmup, pointer, Catalogue.open(folder, models), every);
    var _ =
        live.poll.scheduleWithFixedDelay(
            live::follow, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    return live;
  }

  /** Loads and warms the network of the generation of the moment, if that is still to be done. */
  public void warm() throws IOException {
    synchronized (looking) {
      Shared now = now();
      if (!isWarm(now)) {
        warmup.warm(now.catalogue.encoder());
        setWarm(now);
      }
    }
  }

  private synchronized boolean isWarm(Shared shared) {
    return shared.warm;
  }

  private synchronized void setWarm(Shared shared) {
    shared.warm = true;
  }

  /** Returns the generation of the moment, as of its newest commit that was seen. */
  public synchronized Lease lease() {
    current.users++;
    return new Lease(current);
  }

  /** Returns why the last look for what is new failed, if it did: what is leased is then older. */
  public synchronized Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Sees from now on what has been committed until now, also another generation, without waiting
   * for the next look; if that needs another network, it returns when that is loaded.
   */
  public void refresh() throws IOException {
    synchronized (looking) {
      if (closed) {
        return;
      }
      CatalogueFolder.Pointer pointer = folder.pointer();
      if (pointer.equals(followed)) {
        now().catalogue.refresh();
      } else {
        goOver(now(), pointer);
      }
      setbacks.succeeded();
      setFailure(null);
    }
  }

  private void follow() {
    synchronized (looking) {
      if (setbacks.isResting(System.nanoTime())) {
        return;
      }
      try {
        refresh();
      } catch (IOException e) {
        failed(e);
      } catch (RuntimeException | Error e) { // the next look is in vain, too, if it ends the thread
        failed(new CatalogueException("internal error: " + e, e));
      }
    }
  }

  private void failed(IOException e) {
    setbacks.failed(e, System.nanoTime());
    setFailure(e);
  }

  private synchronized void setFailure(@Nullable IOException failure) {
    this.failure = failure;
  }

  private synchronized Shared now() {
    return current;
  }

  private void goOver(Shared now, CatalogueFolder.Pointer pointer) throws IOException {
    Shared next = new Shared(Catalogue.open(folder.root(), models));
    try {
      if (now.catalogue.isLoaded()) { // so that nobody waits for the next network
        Encoder encoder = next.catalogue.encoder();
        if (isWarm(now)) {
          warmup.warm(encoder);
          next.warm = true;
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      try (next.catalogue) {
        throw e;
      }
    }
    Shared left;
    synchronized (this) {
      left = current;
      current = next;
    }
    followed = pointer;
    giveBack(left);
  }

  private void giveBack(Shared shared) throws IOException {
    boolean isLast;
    synchronized (this) {
      shared.users--;
      isLast = shared.users == 0;
    }
    if (isLast) {
      shared.catalogue.close();
    }
  }

  @Override
  public void close() throws IOException {
    poll.close(); // waits for a look that is under way
    synchronized (looking) {
      if (!closed) {
        closed = true;
        giveBack(now());
      }
    }
  }
}

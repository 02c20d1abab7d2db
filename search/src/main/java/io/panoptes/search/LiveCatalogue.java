package io.panoptes.search;

import io.panoptes.encoder.Model;
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
  /** Polling the pointer and the newest commit's name costs some ten microseconds. */
  public static final Duration EVERY = Duration.ofMillis(200);

  private final CatalogueFolder folder;
  private final Model.Opener models;
  private final ScheduledExecutorService poll =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("catalogue-", 0).factory());

  // Guarded by this.
  private Shared current;
  private @Nullable IOException failure;

  /** A generation, and how many use it; it is closed by who is last. Guarded by the live one. */
  private static final class Shared {
    private final Catalogue catalogue;
    private int users = 1; // the live one itself, until it goes over

    Shared(Catalogue catalogue) {
      this.catalogue = catalogue;
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

    @Override
    public void close() throws IOException {
      giveBack(leased);
    }
  }

  private LiveCatalogue(CatalogueFolder folder, Model.Opener models, Catalogue first) {
    this.folder = folder;
    this.models = models;
    this.current = new Shared(first);
  }

  /** Opens the catalogue in {@code folder}, and looks for what is new {@code every} so often. */
  public static LiveCatalogue open(Path folder, Model.Opener models, Duration every)
      throws IOException {
    LiveCatalogue live =
        new LiveCatalogue(CatalogueFolder.at(folder), models, Catalogue.open(folder, models));
    var _ =
        live.poll.scheduleWithFixedDelay(
            live::follow, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    return live;
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

  private void follow() {
    IOException failed = null;
    try {
      Catalogue now = now();
      if (folder.currentGeneration() == now.generation()) {
        now.refresh();
      } else {
        goOver(now);
      }
    } catch (IOException e) {
      failed = e;
    } catch (RuntimeException | Error e) { // the next look is in vain, too, if this ends the thread
      failed = new CatalogueException("the catalogue " + folder + " cannot be followed", e);
    }
    synchronized (this) {
      failure = failed;
    }
  }

  private synchronized Catalogue now() {
    return current.catalogue;
  }

  private void goOver(Catalogue now) throws IOException {
    Catalogue next = Catalogue.open(folder.root(), models);
    if (now.isLoaded()) {
      try {
        next.encoder(); // so that nobody waits for it
      } catch (IOException | RuntimeException e) {
        try (next) {
          throw e;
        }
      }
    }
    Shared left;
    synchronized (this) {
      left = current;
      current = new Shared(next);
    }
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
    Shared last;
    synchronized (this) {
      last = current;
    }
    giveBack(last);
  }
}

package io.panoptes.indexer.store;

import io.panoptes.indexer.failure.CatalogueBusyException;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.util.IOUtils;

/**
 * The right to write a catalogue, or to make its next generation: one process on the machine, and
 * one thread in it, has it at a time. A process that dies loses it. Closing gives it back; any
 * thread may.
 */
public final class CatalogueLock implements Closeable {
  private static final String WAITING = "waiting to write the catalogue";

  /**
   * File locks belong to a process, so its threads need a lock of their own; a fair one, or merging
   * step after step would keep all others waiting.
   */
  private static final Map<Path, Semaphore> MUTEXES = new ConcurrentHashMap<>();

  private final Semaphore mutex;
  private final FileChannel channel;

  private CatalogueLock(Semaphore mutex, FileChannel channel) {
    this.mutex = mutex;
    this.channel = channel;
  }

  /**
   * Takes the right to write {@code catalogue}, whose folder exists.
   *
   * @throws CatalogueBusyException if somebody else has it for longer than {@code wait}
   */
  public static CatalogueLock toWrite(CatalogueFolder catalogue, Duration wait) throws IOException {
    return acquire(
        catalogue.root().resolve("lock"), wait, "the catalogue " + catalogue + " is being written");
  }

  /**
   * Takes the right to make another generation of {@code catalogue} than the one that readers use.
   *
   * @throws CatalogueBusyException if somebody else has it for longer than {@code wait}
   */
  public static CatalogueLock toRebuild(CatalogueFolder catalogue, Duration wait)
      throws IOException {
    return acquire(
        catalogue.root().resolve("rebuild"),
        wait,
        "the catalogue " + catalogue + " is being rebuilt");
  }

  @SuppressWarnings("resource") // the lock owns the channel
  private static CatalogueLock acquire(Path file, Duration wait, String busy) throws IOException {
    long deadline = System.nanoTime() + wait.toNanos();
    Path real = Objects.requireNonNull(file.getParent()).toRealPath().resolve(file.getFileName());
    Semaphore mutex = MUTEXES.computeIfAbsent(real, _ -> new Semaphore(1, true));
    if (!acquire(mutex, wait)) {
      throw new CatalogueBusyException(busy + " by this process" + waited(wait));
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileChannel open = channel;
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Optional<FileLock> lock =
          Patience.await(left, () -> Optional.ofNullable(open.tryLock()), WAITING);
      if (lock.isEmpty()) {
        throw new CatalogueBusyException(busy + " by another process" + waited(wait));
      }
      return new CatalogueLock(mutex, channel);
    } catch (IOException | RuntimeException | Error e) {
      IOUtils.closeWhileSuppressingExceptions(e, channel, mutex::release);
      throw e;
    }
  }

  private static String waited(Duration wait) {
    return " (waited " + wait.toSeconds() + " s)";
  }

  private static boolean acquire(Semaphore mutex, Duration wait) throws IOException {
    try {
      return mutex.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IndexerException("interrupted while " + WAITING, e);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      // closing the channel releases the file lock
    } finally {
      mutex.release();
    }
  }
}

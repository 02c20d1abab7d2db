package io.panoptes.indexer.store;

import io.panoptes.indexer.failure.CatalogueBusyException;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Keeps files that no object needs yet, or no more, from being cleared away: whoever writes
 * thumbnails before the objects that need them, or reads a generation for long, shares it; who
 * clears away has it alone. A process that dies gives it back. Closing gives it back; any thread
 * may.
 */
public final class CatalogueUse implements AutoCloseable {
  private static final String FILE = "use";

  /** What this process uses, by catalogue: a process cannot have a file's lock twice. */
  private static final Map<Path, CatalogueUse> USES = new HashMap<>();

  private final Path root;
  private final FileChannel channel;
  private final boolean alone;
  private int users;

  private CatalogueUse(Path root, FileChannel channel, boolean alone) {
    this.root = root;
    this.channel = channel;
    this.alone = alone;
  }

  /**
   * Shares the use of {@code catalogue}, whose folder exists.
   *
   * @throws CatalogueBusyException if somebody clears away for longer than {@code wait}
   */
  public static CatalogueUse share(CatalogueFolder catalogue, Duration wait) throws IOException {
    return Patience.await(
            wait, () -> use(catalogue, false), "waiting to use the catalogue " + catalogue)
        .orElseThrow(() ->
            new CatalogueBusyException(
                "the catalogue "
                    + catalogue
                    + " is being compacted (waited "
                    + wait.toSeconds()
                    + " s)"));
  }

  /** Returns the use of {@code catalogue} alone, if nobody else uses it. */
  public static Optional<CatalogueUse> alone(CatalogueFolder catalogue) throws IOException {
    return use(catalogue, true);
  }

  private static Optional<CatalogueUse> use(CatalogueFolder catalogue, boolean alone)
      throws IOException {
    Path root = catalogue.root().toRealPath();
    synchronized (USES) {
      CatalogueUse use = USES.get(root);
      if (use != null && (alone || use.alone)) {
        return Optional.empty();
      }
      if (use == null) {
        use = lock(root, alone);
        if (use == null) {
          return Optional.empty();
        }
        USES.put(root, use);
      }
      use.users++;
      return Optional.of(use);
    }
  }

  private static @Nullable CatalogueUse lock(Path root, boolean alone) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, !alone);
      if (lock != null) {
        return new CatalogueUse(root, channel, alone);
      }
    } catch (IOException | RuntimeException | Error e) {
      IOUtils.closeWhileSuppressingExceptions(e, channel);
      throw e;
    }
    channel.close();
    return null;
  }

  @Override
  public void close() throws IOException {
    synchronized (USES) {
      users--;
      if (users == 0) {
        USES.remove(root);
        channel.close(); // releases the file's lock
      }
    }
  }
}

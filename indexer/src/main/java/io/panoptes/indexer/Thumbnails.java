package io.panoptes.indexer;

import io.panoptes.search.CatalogueFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.lucene.util.IOUtils;

/**
 * The thumbnails of a catalogue as written, by any number of threads and processes: a thumbnail is
 * named by its photo's content, so whoever comes first is right, and one that no object needs does
 * no harm.
 */
final class Thumbnails {
  private final CatalogueFolder catalogue;
  private final Set<Path> unsynced = ConcurrentHashMap.newKeySet();

  Thumbnails(CatalogueFolder catalogue) {
    this.catalogue = catalogue;
  }

  /** Writes the thumbnail of the photo {@code photoId}, whole or not at all, if there is none. */
  void write(String photoId, ByteBuffer jpeg) throws IOException {
    Path thumbnail = catalogue.thumbnail(photoId);
    Path folder = Objects.requireNonNull(thumbnail.getParent());
    try {
      if (!isThere(thumbnail)) {
        if (!Files.isDirectory(folder)) {
          Files.createDirectories(folder);
          unsynced.add(catalogue.root().resolve("thumbnails"));
          unsynced.add(catalogue.root());
        }
        writeNew(thumbnail, jpeg);
      }
      unsynced.add(folder);
    } catch (IOException e) {
      throw new IndexerException(
          "cannot write the thumbnail " + thumbnail + ": " + Failures.reason(e), e);
    }
  }

  /**
   * Returns whether {@code thumbnail} need not be written; an empty one is what a bad disk left.
   */
  private static boolean isThere(Path thumbnail) throws IOException {
    return Files.exists(thumbnail) && Files.size(thumbnail) > 0;
  }

  private static void writeNew(Path thumbnail, ByteBuffer jpeg) throws IOException {
    String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    Path written = thumbnail.resolveSibling(thumbnail.getFileName() + "." + suffix + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        while (jpeg.hasRemaining()) {
          channel.write(jpeg);
        }
        channel.force(true);
      }
      Files.move(
          written, thumbnail, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      IOUtils.deleteFilesIgnoringExceptions(written);
      throw e;
    }
  }

  /** Makes the names of all thumbnails written until now last, as their content does already. */
  void sync() throws IOException {
    for (Path folder : Set.copyOf(unsynced)) {
      unsynced.remove(folder); // before it is synced: one added meanwhile is synced again
      IOUtils.fsync(folder, true);
    }
  }
}

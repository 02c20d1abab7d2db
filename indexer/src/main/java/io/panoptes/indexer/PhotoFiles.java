package io.panoptes.indexer;

import io.panoptes.encoder.photo.Box;
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
import org.jspecify.annotations.Nullable;

/**
 * The thumbnails and originals of a catalogue as written, by any number of threads and processes: a
 * file is named by its photo's content, so whoever comes first is right, and one that no object
 * needs does no harm until {@link Compaction} clears it away.
 */
final class PhotoFiles {
  /** What a file is called until it is whole; a killed process leaves some. */
  static final String UNFINISHED = ".new";

  private final CatalogueFolder catalogue;
  private final Set<Path> unsynced = ConcurrentHashMap.newKeySet();
  private final Set<Path> met = ConcurrentHashMap.newKeySet();

  PhotoFiles(CatalogueFolder catalogue) {
    this.catalogue = catalogue;
  }

  /** Writes the thumbnail of {@code box} of a photo, whole or not at all, if there is none. */
  void writeThumbnail(String photoId, @Nullable Box box, ByteBuffer jpeg) throws IOException {
    write(catalogue.thumbnail(photoId, box), jpeg, "the thumbnail ");
  }

  /** Writes the file of a photo, whole or not at all, if there is none. */
  void writeOriginal(String photoId, ByteBuffer content) throws IOException {
    write(catalogue.original(photoId), content, "the original ");
  }

  private void write(Path file, ByteBuffer content, String what) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    try {
      if (!isThere(file)) {
        Files.createDirectories(folder);
        writeNew(file, content);
      }
      unsynced.add(folder);
      if (met.add(folder)) { // one that made it may have died before it was synced
        unsynced.add(Objects.requireNonNull(folder.getParent()));
        unsynced.add(catalogue.root());
      }
    } catch (IOException e) {
      throw new IndexerException("cannot write " + what + file + ": " + Failures.reason(e), e);
    }
  }

  /** Returns whether {@code file} need not be written; an empty one is what a bad disk left. */
  private static boolean isThere(Path file) throws IOException {
    return Files.exists(file) && Files.size(file) > 0;
  }

  private static void writeNew(Path file, ByteBuffer content) throws IOException {
    String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    Path written = file.resolveSibling(file.getFileName() + "." + suffix + UNFINISHED);
    try {
      try (FileChannel channel =
          FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        while (content.hasRemaining()) {
          channel.write(content);
        }
        channel.force(true);
      }
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      IOUtils.deleteFilesIgnoringExceptions(written);
      throw e;
    }
  }

  /** Makes the names of all files written until now last, as their content does already. */
  void sync() throws IOException {
    for (Path folder : Set.copyOf(unsynced)) {
      unsynced.remove(folder); // before it is synced: one added meanwhile is synced again
      IOUtils.fsync(folder, true);
    }
  }
}

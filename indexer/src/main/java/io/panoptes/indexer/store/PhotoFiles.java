package io.panoptes.indexer.store;

import io.panoptes.encoder.photo.Box;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.catalogue.CatalogueFolder;
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
 * needs does no harm until {@code Compaction} clears it away.
 */
public final class PhotoFiles {
  /** What a file is called until it is whole; a killed process leaves some. */
  public static final String UNFINISHED = ".new";

  private final CatalogueFolder catalogue;
  private final Set<Path> unsynced = ConcurrentHashMap.newKeySet();
  private final Set<Path> met = ConcurrentHashMap.newKeySet();

  /** Makes one for {@code catalogue}. */
  public PhotoFiles(CatalogueFolder catalogue) {
    this.catalogue = catalogue;
  }

  /** Writes the thumbnail of {@code box} of a photo, whole or not at all, if there is none. */
  public void writeThumbnail(String photoId, @Nullable Box box, ByteBuffer jpeg)
      throws IOException {
    write(catalogue.thumbnail(photoId, box), jpeg, "the thumbnail ");
  }

  /** Writes the file of a photo, whole or not at all, if there is none. */
  public void writeOriginal(String photoId, ByteBuffer content) throws IOException {
    write(catalogue.original(photoId), content, "the original ");
  }

  /** Returns whether a photo's thumbnail is there; it then lasts after {@link #sync}. */
  public boolean hasThumbnail(String photoId, @Nullable Box box) throws IOException {
    return isThere(catalogue.thumbnail(photoId, box));
  }

  /** Returns whether a photo's file is there; it then lasts after {@link #sync}. */
  public boolean hasOriginal(String photoId) throws IOException {
    return isThere(catalogue.original(photoId));
  }

  private void write(Path file, ByteBuffer content, String what) throws IOException {
    try {
      if (!isThere(file)) {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        writeNew(file, content);
        addUnsynced(file.getParent());
      }
    } catch (IOException e) {
      throw new IndexerException("cannot write " + what + file + ": " + Failures.reason(e), e);
    }
  }

  /** Returns whether {@code file} need not be written; an empty one is what a bad disk left. */
  private boolean isThere(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return false;
    }
    addUnsynced(Objects.requireNonNull(file.getParent())); // who wrote it may have died since
    return true;
  }

  private void addUnsynced(Path shelf) {
    unsynced.add(shelf);
    if (met.add(shelf)) { // and who made it
      unsynced.add(Objects.requireNonNull(shelf.getParent()));
      unsynced.add(catalogue.root());
    }
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
  public void sync() throws IOException {
    for (Path folder : Set.copyOf(unsynced)) {
      unsynced.remove(folder); // before it is synced: one added meanwhile is synced again
      IOUtils.fsync(folder, true);
    }
  }
}

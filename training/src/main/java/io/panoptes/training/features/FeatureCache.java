package io.panoptes.training.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Features of photos that were computed before, on disk, by photo id: to the last bit what the
 * frozen layers would give again. A cache is only a cache: whatever goes wrong with it, its user
 * goes on without, and {@link #trouble} says why. Many threads may share one, and many processes a
 * folder: each writes a file of its own, and all read the whole records of all files.
 *
 * <p>A folder holds a folder for each fingerprint, and in it files as {@link FeatureFile} has them.
 * Deleting any of it at any time costs only that it is computed again. Closing ends this process's
 * file; what was added is there without it, too.
 */
public final class FeatureCache implements AutoCloseable {
  private static final String SUFFIX = ".features";
  private static final long GIB = 1L << 30;

  /**
   * What keeps a cache from growing without end: beyond either, nothing is added.
   *
   * @param most bytes that the cache may hold
   * @param spare bytes that must stay free on its disk, for what its user will write
   */
  record Limits(long most, long spare) {
    static final Limits DEFAULT = new Limits(16 * GIB, GIB);
  }

  private record Place(Path file, long position) {}

  private final Path folder;
  private final FeatureFile form;
  private final Limits limits;
  private final Path kin; // files of the same fingerprint
  private final Map<String, Place> known = new HashMap<>(); // does not change once this is open

  // Guarded by this.
  private final Set<String> added = new HashSet<>();
  private long held;
  private @Nullable Path own;
  private @Nullable FileChannel channel;
  private @Nullable String trouble;

  private FeatureCache(Path folder, FeatureFile form, Limits limits) {
    this.folder = folder;
    this.form = form;
    this.limits = limits;
    this.kin = folder.resolve(form.fingerprint());
  }

  /**
   * Opens the cache in {@code folder}, which is made when something is put into it.
   *
   * @param fingerprint 64 hex digits over all that decides a photo's features
   * @param dimension features of a photo
   */
  public static FeatureCache open(Path folder, String fingerprint, int dimension) {
    return open(folder, fingerprint, dimension, Limits.DEFAULT);
  }

  static FeatureCache open(Path folder, String fingerprint, int dimension, Limits limits) {
    FeatureCache cache = new FeatureCache(folder, new FeatureFile(fingerprint, dimension), limits);
    cache.look();
    return cache;
  }

  private synchronized void look() {
    try {
      if (!Files.exists(folder)) {
        return;
      }
      for (Path kind : list(folder)) {
        for (Path file : Files.isDirectory(kind) ? list(kind) : List.<Path>of()) {
          look(kind, file);
        }
      }
    } catch (IOException e) {
      stop(e);
    }
  }

  private void look(Path kind, Path file) throws IOException {
    try {
      held += Files.size(file);
      if (kind.equals(kin) && file.toString().endsWith(SUFFIX)) {
        form.scan(file, (photo, position) -> known.put(photo, new Place(file, position)));
      }
    } catch (NoSuchFileException e) {
      return; // somebody clears the cache, as they may
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Returns the features of the photo with this id, or null if they must be computed. */
  public float @Nullable [] find(String photo) {
    Place place = known.get(photo);
    try {
      return place == null ? null : form.read(place.file, place.position);
    } catch (IOException e) {
      return null; // as if it had never been there
    }
  }

  /** Keeps features of photos, by their ids, for later runs, if that can be done. */
  public synchronized void add(Map<String, float[]> features) {
    List<ByteBuffer> records = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<String, float[]> entry : features.entrySet()) {
      ByteBuffer record = form.record(entry.getKey(), entry.getValue());
      if (trouble == null && added.add(entry.getKey())) {
        records.add(record);
        bytes += record.remaining();
      }
    }
    if (records.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(kin);
      if (held + bytes > limits.most) {
        stop("it holds " + held + " bytes and may hold " + limits.most);
      } else if (Files.getFileStore(kin).getUsableSpace() - bytes < limits.spare) {
        stop("its disk is nearly full");
      } else {
        write(records);
        held += bytes;
      }
    } catch (ClosedByInterruptException e) {
      stop(e); // the run is given up, the disk is well
    } catch (IOException e) {
      discard();
      stop(e);
    }
  }

  private void write(List<ByteBuffer> records) throws IOException {
    if (channel == null) {
      own = kin.resolve(UUID.randomUUID() + SUFFIX);
      channel = FileChannel.open(own, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      write(channel, form.header());
    }
    for (ByteBuffer record : records) {
      write(channel, record);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes);
    }
  }

  /** Gives back what this took of a disk that may be full: its user has something to write, too. */
  private void discard() {
    close();
    try {
      if (own != null) {
        Files.deleteIfExists(own);
      }
    } catch (IOException e) {
      return; // its whole records are good
    }
  }

  private void stop(IOException failure) {
    stop(String.valueOf(failure));
  }

  private void stop(String why) {
    if (trouble == null) {
      trouble = "features are not kept in " + folder + ": " + why;
    }
  }

  /** Returns why features were not kept, one line, if that is so. */
  public synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public synchronized void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      stop(e);
    }
  }
}

package io.panoptes.indexer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts how often files below some folders are seen to change. */
final class Watch {
  private static final List<String> LOCKS = List.of("lock", "use", "rebuild", "write.lock");

  private final Path root;
  private Map<Path, Long> last;
  private int changes;

  Watch(Path root) throws IOException {
    this.root = root;
    this.last = sizes();
  }

  /** Looks again, and returns how many changes have been seen. */
  int changes() throws IOException {
    Map<Path, Long> now = sizes();
    if (!now.equals(last)) {
      changes++;
      last = now;
    }
    return changes;
  }

  /** Returns the sizes of all files; a folder that changes while it is walked is walked again. */
  private Map<Path, Long> sizes() throws IOException {
    while (true) {
      Map<Path, Long> sizes = new TreeMap<>();
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          if (!LOCKS.contains(file.getFileName().toString())) {
            sizes.put(file, Files.isDirectory(file) ? 0 : Files.size(file));
          }
        }
        return sizes;
      } catch (NoSuchFileException e) {
        // renamed or deleted meanwhile
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof NoSuchFileException)) {
          throw e;
        }
      }
    }
  }
}

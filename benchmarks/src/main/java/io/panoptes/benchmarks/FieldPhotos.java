package io.panoptes.benchmarks;

import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.FieldTree;
import io.panoptes.training.augmentation.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.util.IOUtils;

/**
 * The field photos of a folder of renders, the same as {@code bin/training field} writes, in a
 * temporary folder. Closing deletes it.
 */
final class FieldPhotos implements AutoCloseable {
  private final Path temporary;
  private final PhotoTree tree;
  private final List<Skipped> skipped;

  private FieldPhotos(Path temporary, PhotoTree tree, List<Skipped> skipped) {
    this.temporary = temporary;
    this.tree = tree;
    this.skipped = skipped;
  }

  /**
   * Takes the photos of {@code renders}, which was read from {@code root}.
   *
   * @param seed the field test's: another one, other photos
   */
  static FieldPhotos of(PhotoTree renders, Path root, long seed) throws IOException {
    Path temporary = Files.createTempDirectory("panoptes-field");
    try {
      Path out = temporary.resolve("photos");
      List<Skipped> skipped =
          FieldTree.byPhone(renders, Seed.fieldTest(seed))
              .write(renders, root, out, new Progress())
              .skipped();
      return new FieldPhotos(temporary, PhotoTree.read(out, _ -> false), skipped);
    } catch (IOException | RuntimeException e) {
      IOUtils.rm(temporary);
      throw e;
    }
  }

  /** Returns where they are. */
  Path root() {
    return tree.root();
  }

  /** Returns how many there are. */
  long count() {
    return tree.photos();
  }

  /** Returns the renders without a field photo, and why. */
  List<Skipped> skipped() {
    return skipped;
  }

  /** Returns the field photos of {@code renders}; objects that have none are left out. */
  List<ObjectPhotos> of(List<ObjectPhotos> renders) throws IOException {
    Map<String, ObjectPhotos> taken =
        ObjectPhotos.of(tree).stream()
            .collect(Collectors.toMap(ObjectPhotos::id, object -> object));
    return renders.stream()
        .filter(object -> taken.containsKey(object.id()))
        .map(object -> {
          Set<String> names =
              object.photos().stream()
                  .map(photo -> FieldTree.jpegName(photo.getFileName().toString()))
                  .collect(Collectors.toSet());
          ObjectPhotos all = taken.getOrDefault(object.id(), object);
          return all.with(
              all.photos().stream()
                  .filter(photo -> names.contains(photo.getFileName().toString()))
                  .toList());
        })
        .filter(object -> !object.photos().isEmpty())
        .toList();
  }

  @Override
  public void close() throws IOException {
    IOUtils.rm(temporary);
  }
}

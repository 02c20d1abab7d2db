package io.panoptes.training.data;

import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.PhotoTreeException;
import io.panoptes.encoder.folder.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects and their photos, to learn from or to measure with.
 *
 * @param root absolute and real
 * @param objects each with a photo at least and an id of its own, in path order or by their number
 * @param skipped what was left out, and why
 * @param sessions in which session a photo was taken
 */
public record DataSet(
    Path root, List<PhotoFolder> objects, List<Skipped> skipped, Sessions sessions) {
  public DataSet {
    objects = List.copyOf(objects);
    skipped = List.copyOf(skipped);
  }

  /**
   * Reads what is below {@code root}, without opening photos. Two layouts are told apart:
   *
   * <ul>
   *   <li>folders as {@link PhotoTree} reads them, {@code category/object/photo};
   *   <li>a split of ObjectPI, ModelNet-40 or FG3D as the authors of arXiv 2403.00272 publish them:
   *       numbered objects beside {@code train_o2c.npy} or {@code test_o2c.npy}, see {@link
   *       NumberedObjects}.
   * </ul>
   *
   * <p>Catalogues among the photos are passed over: their thumbnails are nothing to learn from.
   *
   * @throws PhotoTreeException if there are no photos, or if {@code root} holds several splits
   * @throws IOException if a table beside the photos cannot be used; the message names it
   */
  public static DataSet read(Path root) throws IOException {
    PhotoTree tree = tree(root);
    NumberedObjects.requireOneSplit(root);
    List<PhotoFolder> objects = tree.objects();
    List<Skipped> skipped = new ArrayList<>(tree.skipped());
    Path categories = NumberedObjects.categories(root);
    if (categories != null) {
      NumberedObjects numbered = NumberedObjects.read(tree, root, categories);
      objects = numbered.objects();
      skipped.addAll(numbered.skipped());
    }
    SessionTable table = SessionTable.read(root, objects);
    skipped.addAll(table.skipped());
    return new DataSet(tree.root(), objects, skipped, table.sessions());
  }

  /** Reads the photos below {@code root} as they lie; catalogues among them are no photos. */
  public static PhotoTree tree(Path root) throws IOException {
    return PhotoTree.read(root, DataSet::isCatalogue);
  }

  private static boolean isCatalogue(Path folder) {
    return Files.exists(folder.resolve("catalogue.json"));
  }

  /** Returns the number of photos. */
  public long photos() {
    return objects.stream().mapToLong(object -> object.photos().size()).sum();
  }
}

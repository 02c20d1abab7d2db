package io.panoptes.benchmarks;

import io.panoptes.encoder.folder.PhotoTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What a shop has of its products: phone photos for the catalogue, a studio picture, and phone
 * photos that ask.
 *
 * @param catalogue phone photos, all of them the catalogue
 * @param studio one picture each, the first by name
 * @param queries photos that ask, of objects in one of the catalogues at least
 * @param leftOut what of the folders is not used, and why, a line each
 */
record RealPhotos(
    List<ObjectPhotos> catalogue,
    List<ObjectPhotos> studio,
    List<ObjectPhotos> queries,
    List<String> leftOut) {
  /** Photos of a set that asks. */
  static final int SET = 4;

  /** Reads {@code catalogue}, {@code studio} and {@code queries} in {@code folder}. */
  static RealPhotos in(Path folder) throws IOException {
    List<String> leftOut = new ArrayList<>();
    List<ObjectPhotos> catalogue = read(folder.resolve("catalogue"), leftOut);
    List<ObjectPhotos> pictures = read(folder.resolve("studio"), leftOut);
    List<ObjectPhotos> asking = read(folder.resolve("queries"), leftOut);
    list(
        "studio pictures beside another of their object, which stands for it",
        pictures,
        object -> object.photos().size() - 1,
        leftOut);
    list(
        "queries of objects without catalogue photos, asked of studio pictures only",
        without(among(asking, pictures), catalogue),
        object -> object.photos().size(),
        leftOut);
    list(
        "queries of objects without a studio picture, asked of catalogue photos only",
        without(among(asking, catalogue), pictures),
        object -> object.photos().size(),
        leftOut);
    list(
        "queries of objects in neither catalogue, not asked",
        without(without(asking, catalogue), pictures),
        object -> object.photos().size(),
        leftOut);
    list(
        "queries over from sets of " + SET + ", asked one by one only",
        among(asking, catalogue),
        object -> object.photos().size() % SET,
        leftOut);
    Set<String> known = ids(catalogue);
    known.addAll(ids(pictures));
    return new RealPhotos(
        catalogue,
        pictures.stream().map(object -> object.first(1)).toList(),
        asking.stream().filter(object -> known.contains(object.id())).toList(),
        List.copyOf(leftOut));
  }

  private static List<ObjectPhotos> read(Path folder, List<String> leftOut) throws IOException {
    PhotoTree tree = PhotoTree.read(folder, _ -> false);
    tree.skipped().forEach(skipped -> leftOut.add(skipped.toString()));
    return ObjectPhotos.of(tree);
  }

  /** Lists what is left out of {@code objects}, if anything is. */
  private static void list(
      String what,
      List<ObjectPhotos> objects,
      ToIntFunction<ObjectPhotos> count,
      List<String> leftOut) {
    int all = objects.stream().mapToInt(count).sum();
    if (all > 0) {
      leftOut.add(
          objects.stream()
              .filter(object -> count.applyAsInt(object) > 0)
              .map(object -> object.id() + " (" + count.applyAsInt(object) + ")")
              .collect(Collectors.joining(", ", all + " " + what + ": ", "")));
    }
  }

  /** Returns those of {@code objects} that are among {@code others}. */
  private static List<ObjectPhotos> among(List<ObjectPhotos> objects, List<ObjectPhotos> others) {
    Set<String> ids = ids(others);
    return objects.stream().filter(object -> ids.contains(object.id())).toList();
  }

  private static List<ObjectPhotos> without(List<ObjectPhotos> objects, List<ObjectPhotos> others) {
    Set<String> ids = ids(others);
    return objects.stream().filter(object -> !ids.contains(object.id())).toList();
  }

  private static Set<String> ids(List<ObjectPhotos> objects) {
    return objects.stream().map(ObjectPhotos::id).collect(Collectors.toSet());
  }

  /** Returns the queries whose objects are in the catalogue. */
  List<ObjectPhotos> askingCatalogue() {
    return among(queries, catalogue);
  }

  /** Returns the queries whose objects have a studio picture. */
  List<ObjectPhotos> askingStudio() {
    return among(queries, studio);
  }
}

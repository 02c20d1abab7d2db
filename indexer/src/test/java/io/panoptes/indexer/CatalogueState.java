package io.panoptes.indexer;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.ModelId;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a catalogue holds, as a plain value, and what each command is to make of it: the plain twin
 * of all that writes.
 *
 * @param generation 0 where there is no catalogue yet
 */
record CatalogueState(
    int generation, ModelId model, OptionalInt previous, SortedMap<String, ObjectEntry> objects) {
  /** A generation whose number nobody can tell beforehand. */
  static final int NEXT = -1;

  CatalogueState {
    objects = new TreeMap<>(objects);
  }

  /** Returns what the catalogue in {@code folder} holds. */
  static CatalogueState of(Path folder) throws IOException {
    if (!CatalogueFolder.at(folder).exists()) {
      return new CatalogueState(0, FakeModel.of("fa4e").id(), OptionalInt.empty(), new TreeMap<>());
    }
    try (Catalogue catalogue = Catalogue.open(folder, FakeModel::open)) {
      return new CatalogueState(
          catalogue.generation(),
          catalogue.model(),
          catalogue.previousGeneration(),
          entries(catalogue));
    }
  }

  /** Returns what {@code catalogue} notes of its objects. */
  static SortedMap<String, ObjectEntry> entries(Catalogue catalogue) throws IOException {
    SortedMap<String, ObjectEntry> entries = new TreeMap<>();
    catalogue.forEachEntry(entry -> entries.put(entry.id(), entry));
    return entries;
  }

  /**
   * Returns the state after {@code indexer add}.
   *
   * @param tree the photos of each object in the folder {@code root}
   * @param prices the table's column price
   */
  CatalogueState added(
      Path root, Map<String, List<PhotoEntry>> tree, Map<String, Double> prices, boolean prune) {
    Set<String> gone = new HashSet<>(objects.keySet());
    gone.removeAll(tree.keySet());
    Map<Set<String>, String> goneByPhotos = new HashMap<>();
    objects.forEach((id, object) -> {
      if (gone.contains(id)) {
        goneByPhotos.put(photoIds(object.photos()), id);
      }
    });
    SortedMap<String, ObjectEntry> after = new TreeMap<>(objects);
    tree.forEach((id, photos) -> {
      ObjectEntry former = objects.get(id);
      if (former == null && goneByPhotos.containsKey(photoIds(photos))) {
        former = after.remove(goneByPhotos.remove(photoIds(photos)));
      }
      SortedMap<String, Attribute> attributes =
          prices.containsKey(id)
              ? price(prices.get(id))
              : former == null ? new TreeMap<>() : former.attributes();
      String category = id.substring(0, id.indexOf('/'));
      after.put(id, new ObjectEntry(id, category, attributes, root.toString(), photos));
    });
    if (prune) {
      after.keySet().removeAll(gone);
    }
    return new CatalogueState(Math.max(1, generation), model, previous, after);
  }

  /** Returns the state after {@code indexer add --metadata} alone. */
  CatalogueState described(Map<String, Double> prices) {
    SortedMap<String, ObjectEntry> after = new TreeMap<>(objects);
    prices.forEach((id, price) ->
        after.computeIfPresent(
            id,
            (_, object) ->
                new ObjectEntry(
                    id, object.category(), price(price), object.source(), object.photos())));
    return new CatalogueState(generation, model, previous, after);
  }

  /** Returns the state after {@code indexer remove}. */
  CatalogueState without(Collection<String> ids) {
    SortedMap<String, ObjectEntry> after = new TreeMap<>(objects);
    after.keySet().removeAll(ids);
    return new CatalogueState(generation, model, previous, after);
  }

  /** Returns the state after {@code indexer import --replace} of what was exported. */
  CatalogueState imported(CatalogueState exported) {
    SortedMap<String, ObjectEntry> after = new TreeMap<>(objects);
    after.putAll(exported.objects);
    return new CatalogueState(generation, model, previous, after);
  }

  /** Returns the state after {@code indexer reindex}, or {@code compact --rebuild}. */
  CatalogueState succeeded(ModelId next) {
    return new CatalogueState(NEXT, next, OptionalInt.of(generation), objects);
  }

  /** Returns whether this is of the generation that {@code other} is of. */
  boolean isOfGeneration(CatalogueState other) {
    boolean number =
        other.generation == NEXT
            ? generation != other.previous.orElseThrow()
            : generation == other.generation;
    return number && model.equals(other.model) && previous.equals(other.previous);
  }

  private static SortedMap<String, Attribute> price(double price) {
    return new TreeMap<>(Map.of("price", new Attribute.Number(List.of(price))));
  }

  private static Set<String> photoIds(List<PhotoEntry> photos) {
    Set<String> ids = new HashSet<>();
    photos.forEach(photo -> ids.add(photo.id()));
    return ids;
  }
}

package io.panoptes.indexer.add;

import io.panoptes.indexer.source.ObjectSource;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects that were added from a source and have gone from it. One whose photos a new object
 * has was renamed, or moved. One thread uses it at a time.
 */
final class Gone {
  private final ObjectSource source;
  private final SortedMap<String, ObjectEntry> objects;
  private final Map<Set<String>, String> byPhotos;

  private Gone(
      ObjectSource source,
      SortedMap<String, ObjectEntry> objects,
      Map<Set<String>, String> byPhotos) {
    this.source = source;
    this.objects = objects;
    this.byPhotos = byPhotos;
  }

  /** Finds those of {@code part}. */
  static Gone find(Catalogue catalogue, ObjectSource source, Part part) throws IOException {
    SortedMap<String, ObjectEntry> objects = new TreeMap<>();
    Map<Set<String>, String> byPhotos = new HashMap<>();
    for (String id : source.idsIn(catalogue)) {
      if (part.has(id) && !source.mayHold(id)) {
        ObjectEntry object = catalogue.entry(id).orElseThrow();
        objects.put(id, object);
        byPhotos.put(photoIds(object.photos()), id);
      }
    }
    return new Gone(source, objects, byPhotos);
  }

  private static Set<String> photoIds(List<PhotoEntry> photos) {
    Set<String> ids = new HashSet<>();
    photos.forEach(photo -> ids.add(photo.id()));
    return ids;
  }

  /**
   * Returns the object that has gone and had just the photos of {@code task}, if there is one, as
   * {@code catalogue} has it now; it then counts as gone no more.
   */
  Optional<ObjectEntry> takeRenamed(Catalogue catalogue, ObjectTask task) throws IOException {
    Set<String> photos = photoIds(task.photos(Optional.empty()));
    String id = byPhotos.get(photos);
    if (id == null) {
      return Optional.empty();
    }
    Optional<ObjectEntry> current = catalogue.entry(id);
    if (current.isEmpty() || !isStillGone(current.get())) {
      return Optional.empty();
    }
    byPhotos.remove(photos);
    objects.remove(id);
    return current;
  }

  /**
   * Returns whether {@code current} of the catalogue, one of {@link #ids}, is as it was found, and
   * has not come back meanwhile.
   */
  boolean isStillGone(ObjectEntry current) {
    return current.equals(objects.get(current.id())) && source.stillLacks(current.id());
  }

  /** Returns the ids of those that were not renamed, ascending. */
  List<String> ids() {
    return List.copyOf(objects.keySet());
  }

  /** Returns {@link #ids} in lists of at most {@code size}. */
  List<List<String>> batches(int size) {
    List<String> all = ids();
    List<List<String>> batches = new ArrayList<>();
    for (int start = 0; start < all.size(); start += size) {
      batches.add(all.subList(start, Math.min(start + size, all.size())));
    }
    return batches;
  }
}

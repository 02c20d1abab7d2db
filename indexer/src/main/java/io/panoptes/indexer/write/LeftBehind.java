package io.panoptes.indexer.write;

import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object that another generation lacks, or has with fewer photos.
 *
 * @param photos how many photos it has
 * @param missing how many of them the other generation lacks
 */
public record LeftBehind(String id, int photos, int missing) {
  /**
   * Returns the objects of {@code current} that {@code other} lacks in part or as a whole, by id.
   */
  static List<LeftBehind> find(Catalogue current, Catalogue other) throws IOException {
    List<LeftBehind> found = new ArrayList<>();
    current.forEachEntry(entry -> {
      Optional<ObjectEntry> there = other.entry(entry.id());
      if (!there.equals(Optional.of(entry))) {
        List<PhotoEntry> kept = there.map(ObjectEntry::photos).orElse(List.of());
        long missing = entry.photos().stream().filter(photo -> !kept.contains(photo)).count();
        found.add(new LeftBehind(entry.id(), entry.photos().size(), (int) missing));
      }
    });
    return found;
  }
}

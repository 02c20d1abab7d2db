package io.panoptes.search.entry;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.View;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A thing in the catalogue, as its block in the index holds it. Public for the indexer, which makes
 * them.
 *
 * @param views one for each of the entry's photos, in their order
 * @param aggregate the multi-view embedding of all photos
 */
public record CatalogueObject(ObjectEntry entry, List<View> views, Embedding aggregate) {
  public CatalogueObject {
    views = List.copyOf(views);
    if (views.size() != entry.photos().size()) {
      throw new IllegalArgumentException(
          "an object must have a view for each photo, "
              + entry.id()
              + " has "
              + views.size()
              + " for "
              + entry.photos().size());
    }
  }

  /** Returns its id. */
  public String id() {
    return entry.id();
  }

  /** Returns what kind of thing it is, if that is known. */
  public @Nullable String category() {
    return entry.category();
  }

  /** Returns its attributes, by name. */
  public SortedMap<String, Attribute> attributes() {
    return entry.attributes();
  }

  /** Returns its photos, at least one, none twice. */
  public List<CataloguePhoto> photos() {
    List<CataloguePhoto> photos = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      photos.add(new CataloguePhoto(entry.photos().get(i), views.get(i)));
    }
    return photos;
  }
}

package io.panoptes.indexer.table;

import io.panoptes.search.entry.Attribute;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An object as a manifest lists it.
 *
 * @param id in Unicode NFC
 * @param category the one that the manifest names, if it does
 * @param attributes all that the object is to have
 * @param photos at least one, in the order of the manifest
 */
public record ManifestObject(
    String id,
    @Nullable String category,
    SortedMap<String, Attribute> attributes,
    List<ManifestPhoto> photos) {
  public ManifestObject {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    photos = List.copyOf(photos);
    if (photos.isEmpty()) {
      throw new IllegalArgumentException("an object must have a photo, " + id + " has none");
    }
  }
}

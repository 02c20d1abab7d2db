package io.panoptes.indexer.edit;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.View;
import io.panoptes.indexer.table.ObjectFields;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts an object together of what was uploaded. */
final class UploadedObject {
  private UploadedObject() {}

  /** Returns the object: the same photo twice counts once, and no two have the same name. */
  static CatalogueObject of(
      String id, ObjectFields fields, List<UploadedPhoto> photos, Encoder encoder) {
    List<PhotoEntry> entries = new ArrayList<>();
    List<View> views = new ArrayList<>();
    Set<String> photoIds = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (UploadedPhoto photo : photos) {
      if (photoIds.add(photo.id())) {
        String name = unique(photo.name(), names);
        entries.add(
            new PhotoEntry(
                photo.id(),
                name,
                PhotoEntry.UPLOAD + id + "/" + name,
                photo.content().remaining(),
                Instant.EPOCH, // nobody says; and so the same upload again is no change
                null,
                null));
        views.add(photo.view());
      }
    }
    return new CatalogueObject(
        new ObjectEntry(id, fields.category(), fields.attributes(), ObjectEntry.UPLOADED, entries),
        views,
        encoder.aggregate(views));
  }

  /** Returns {@code name}, or {@code name-2} and so on: phones call every photo image.jpg. */
  private static String unique(String name, Set<String> names) {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String extension = dot > 0 ? name.substring(dot) : "";
    String unique = name;
    for (int number = 2; !names.add(unique); number++) {
      unique = stem + "-" + number + extension;
    }
    return unique;
  }
}

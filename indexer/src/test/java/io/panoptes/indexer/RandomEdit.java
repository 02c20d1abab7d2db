package io.panoptes.indexer;

import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.indexer.edit.Condition;
import io.panoptes.indexer.edit.Edit;
import io.panoptes.indexer.edit.ObjectEditor;
import io.panoptes.indexer.edit.TestUpload;
import io.panoptes.indexer.table.ObjectFields;
import io.panoptes.indexer.table.ObjectPatch;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An edit that a seed and a number decide, and what it is to make of a catalogue: the plain twin of
 * {@link ObjectEditor}.
 */
record RandomEdit(Kind kind, String id, int number) {
  private static final int OBJECTS = 6;
  private static final int PHOTOS = 2;

  enum Kind {
    PUT,
    PATCH,
    DELETE
  }

  /** What a test looks at of an object: its photos' ids, and the number of its last edit. */
  record Seen(List<String> photos, double edit) {
    static Seen of(ObjectEntry entry) {
      return new Seen(
          entry.photos().stream().map(PhotoEntry::id).toList(),
          entry.attributes().get("edit") instanceof Attribute.Number edit
              ? edit.values().getFirst()
              : Double.NaN);
    }
  }

  static RandomEdit of(long seed, int number) {
    Random random = new Random(31 * seed + number);
    int kind = random.nextInt(6);
    return new RandomEdit(
        kind < 3 ? Kind.PUT : kind < 5 ? Kind.PATCH : Kind.DELETE,
        "mug/" + random.nextInt(OBJECTS),
        number);
  }

  /** Makes the edit; returns when it is acknowledged. */
  void make(ObjectEditor editor, Catalogue leased) throws IOException {
    Edit _ =
        switch (kind) {
          case PUT ->
              editor.put(
                  leased,
                  id,
                  ObjectFields.parse(Map.of("edit:number", List.of(Integer.toString(number)))),
                  TestUpload.photos(leased, number, PHOTOS),
                  Condition.Presence.ANY);
          case PATCH ->
              editor.patch(
                  leased,
                  id,
                  ObjectPatch.parse(
                      ("{\"attributes\":{\"edit\":" + number + "}}")
                          .getBytes(StandardCharsets.UTF_8)),
                  Condition.Presence.ANY);
          case DELETE -> editor.delete(leased, id, Condition.Presence.ANY);
        };
  }

  /** Returns what the edit is to make of {@code before}. */
  SortedMap<String, Seen> after(SortedMap<String, Seen> before) {
    SortedMap<String, Seen> after = new TreeMap<>(before);
    switch (kind) {
      case PUT -> {
        List<String> photos =
            List.of(
                PhotoReader.id(TestPhotos.jpeg(number, 1)),
                PhotoReader.id(TestPhotos.jpeg(number, 2)));
        after.put(id, new Seen(photos, number));
      }
      case PATCH -> after.computeIfPresent(id, (_, seen) -> new Seen(seen.photos(), number));
      case DELETE -> after.remove(id);
    }
    return after;
  }
}

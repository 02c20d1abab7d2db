package io.panoptes.benchmarks;

import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Photos of an object: those a catalogue has, or those that ask it.
 *
 * @param photos by name; there may be none
 */
record ObjectPhotos(String id, String category, List<Path> photos) {
  ObjectPhotos {
    photos = List.copyOf(photos);
  }

  /**
   * Returns all photos of the objects in {@code tree}, in path order.
   *
   * @throws IOException if an object has no category; the message names it
   */
  static List<ObjectPhotos> of(PhotoTree tree) throws IOException {
    for (PhotoFolder object : tree.objects()) {
      if (object.category() == null) {
        throw new IOException(
            "photos must lie in category/object, got " + object.id() + " in " + tree.root());
      }
    }
    return tree.objects().stream()
        .map(object ->
            new ObjectPhotos(
                object.id(),
                String.valueOf(object.category()),
                object.photos().stream().map(photo -> photo.in(object.folder())).toList()))
        .toList();
  }

  /** Returns the first {@code count} photos, or all if there are fewer. */
  ObjectPhotos first(int count) {
    return with(photos.subList(0, Math.min(count, photos.size())));
  }

  /** Returns the photos after the first {@code count}. */
  ObjectPhotos after(int count) {
    return with(photos.subList(Math.min(count, photos.size()), photos.size()));
  }

  /** Returns the object with other photos. */
  ObjectPhotos with(List<Path> others) {
    return new ObjectPhotos(id, category, others);
  }
}

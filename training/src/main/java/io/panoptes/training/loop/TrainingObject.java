package io.panoptes.training.loop;

import java.util.List;

/**
 * An object to learn from.
 *
 * @param category number of its category
 * @param photos numbers of its photos in {@link PhotoNumbers}, at least one
 */
record TrainingObject(String id, int category, List<Integer> photos) {
  TrainingObject {
    photos = List.copyOf(photos);
    if (photos.isEmpty()) {
      throw new IllegalArgumentException("an object must have photos, " + id + " has none");
    }
  }
}

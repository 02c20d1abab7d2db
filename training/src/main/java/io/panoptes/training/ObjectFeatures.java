package io.panoptes.training;

import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.training.evaluation.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object and the features of those of its photos that can be read.
 *
 * @param photos the features, at least one photo's
 * @param sessions of each photo its session, or null
 */
record ObjectFeatures(PhotoFolder object, List<float[]> photos, List<@Nullable String> sessions) {
  /**
   * Returns what is known of the photos of {@code objects}.
   *
   * @param categories the names of those that count, in the order in which they are numbered
   */
  static Labels labels(List<ObjectFeatures> objects, List<String> categories) {
    List<Integer> objectOfPhotos = new ArrayList<>();
    List<Integer> sessionOfPhotos = new ArrayList<>();
    Map<String, Integer> sessions = new HashMap<>();
    for (int object = 0; object < objects.size(); object++) {
      for (String session : objects.get(object).sessions) {
        objectOfPhotos.add(object);
        sessionOfPhotos.add(
            session == null
                ? Labels.NONE
                : sessions.computeIfAbsent(session, _ -> sessions.size()));
      }
    }
    return Labels.of(
        toArray(objectOfPhotos),
        objects.stream().mapToInt(each -> each.category(categories)).toArray(),
        sessions.isEmpty() ? null : toArray(sessionOfPhotos));
  }

  private static int[] toArray(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the object's place among {@code categories}, or {@link Labels#NONE}. */
  int category(List<String> categories) {
    String category = object.category();
    return category == null ? Labels.NONE : categories.indexOf(category);
  }

  /** Returns the features of all photos, object by object. */
  static List<float[]> photos(List<ObjectFeatures> objects) {
    return objects.stream().flatMap(each -> each.photos.stream()).toList();
  }
}

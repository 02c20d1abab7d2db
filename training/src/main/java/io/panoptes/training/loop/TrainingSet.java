package io.panoptes.training.loop;

import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTreeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What can be learned from: objects that have another of their category to be told apart from.
 *
 * @param objects by category, each of which has two at least
 * @param categories names of the categories, by number; one, without a name, where the photos have
 *     none
 * @param isCategorised whether the photos have categories; else nothing is learned of them
 * @param leftOut a line for each category and object that is no use, and why
 */
record TrainingSet(
    List<TrainingObject> objects,
    List<String> categories,
    boolean isCategorised,
    List<String> leftOut) {
  TrainingSet {
    objects = List.copyOf(objects);
    categories = List.copyOf(categories);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Returns what of {@code folders} can be learned from. Where none has a category, all objects are
   * taken for one.
   *
   * @param photos the numbers of each folder's photos that can be read
   * @throws PhotoTreeException if no category has two objects
   */
  static TrainingSet of(List<PhotoFolder> folders, Map<PhotoFolder, List<Integer>> photos)
      throws PhotoTreeException {
    boolean isCategorised = folders.stream().anyMatch(folder -> folder.category() != null);
    List<String> leftOut = new ArrayList<>();
    Map<String, List<PhotoFolder>> byCategory = new LinkedHashMap<>();
    for (PhotoFolder folder : folders) {
      String category = isCategorised ? folder.category() : "";
      if (photos.getOrDefault(folder, List.of()).isEmpty()) {
        leftOut.add("the object " + folder.id() + ": none of its photos can be read");
      } else if (category == null) {
        leftOut.add("the object " + folder.id() + ": it has no category, others have");
      } else {
        byCategory.computeIfAbsent(category, _ -> new ArrayList<>()).add(folder);
      }
    }
    List<TrainingObject> objects = new ArrayList<>();
    List<String> categories = new ArrayList<>();
    for (String category : new TreeSet<>(byCategory.keySet())) {
      List<PhotoFolder> members = Objects.requireNonNull(byCategory.get(category));
      if (members.size() < 2) {
        leftOut.add(
            (isCategorised ? "the category " + category : "the object " + members.getFirst().id())
                + ": it has one object, pairs need two");
        continue;
      }
      for (PhotoFolder folder : members) {
        List<Integer> numbers = Objects.requireNonNull(photos.get(folder));
        objects.add(new TrainingObject(folder.id(), categories.size(), numbers));
      }
      categories.add(category);
    }
    if (objects.isEmpty()) {
      throw new PhotoTreeException(
          "training needs a category with two objects whose photos can be read, there is none ("
              + String.join("; ", leftOut)
              + ")");
    }
    return new TrainingSet(objects, categories, isCategorised, leftOut);
  }
}

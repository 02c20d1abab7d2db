package io.panoptes.training;

import io.panoptes.training.evaluation.Labels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a reader of cross-validated figures must know of the photos, a line each. */
final class FoldNotes {
  private final Path root;
  private final List<ObjectFeatures> objects;
  private final List<String> categories;
  private final Folds folds;
  private final List<String> lines = new ArrayList<>();

  FoldNotes(Path root, List<ObjectFeatures> objects, List<String> categories, Folds folds) {
    this.root = root;
    this.objects = objects;
    this.categories = categories;
    this.folds = folds;
  }

  List<String> lines() {
    ofCategories();
    long once = objects.stream().filter(each -> each.photos().size() == 1).count();
    if (once > 0) {
      lines.add(
          once
              + " objects of "
              + root
              + " have one photo only: it is known again by no other, and never asks which object"
              + " it shows");
    }
    ofSessions();
    return List.copyOf(lines);
  }

  private void ofCategories() {
    List<String> named =
        objects.stream()
            .filter(each -> each.object().category() != null)
            .map(each -> String.valueOf(each.object().category()))
            .toList();
    if (categories.isEmpty()) {
      lines.add(
          named.isEmpty()
              ? "no object of " + root + " has a category: there are no category figures"
              : "the only category of "
                  + root
                  + " is "
                  + named.getFirst()
                  + ": there are no category figures");
      return;
    }
    if (named.size() < objects.size()) {
      lines.add(
          (objects.size() - named.size())
              + " objects of "
              + root
              + " have no category: they are left out of category figures");
    }
    List<String> unknown = categories.stream().filter(this::isInOneFold).toList();
    if (!unknown.isEmpty()) {
      lines.add(
          unknown.size()
              + " categories are in one fold each, so that the others do not know them, and count"
              + " as told wrongly: "
              + String.join(", ", unknown));
    }
  }

  private boolean isInOneFold(String category) {
    return IntStream.range(0, objects.size())
            .filter(object -> category.equals(objects.get(object).object().category()))
            .map(folds::of)
            .distinct()
            .count()
        == 1;
  }

  /** Says what objects are known again across; each fold has it as its own objects allow. */
  private void ofSessions() {
    List<Labels.Sessions> known =
        IntStream.range(0, folds.count())
            .mapToObj(fold ->
                ObjectFeatures.labels(folds.select(objects, fold, true), categories).sessions())
            .toList();
    long several = known.stream().filter(each -> each == Labels.Sessions.SEVERAL).count();
    if (several > 0) {
      lines.add(
          "object figures are across sessions in "
              + several
              + " of "
              + folds.count()
              + " folds, and across photos in others: none of their objects has two sessions");
    } else if (known.contains(Labels.Sessions.SINGLE)) {
      lines.add(
          "single session: no object of " + root + " has two, object figures are across photos");
    }
  }
}

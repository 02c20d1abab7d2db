package io.panoptes.training.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a reader of figures must know of the photos that they were taken from, a line each. */
final class Notes {
  private static final int NAMED = 10;

  private final Path trainRoot;
  private final Path testRoot;
  private final List<String> categories;
  private final Labels train;
  private final Labels test;
  private final int copies;
  private final Protocol protocol;
  private final List<String> lines = new ArrayList<>();

  Notes(
      Path trainRoot,
      Path testRoot,
      List<String> categories,
      Labels train,
      Labels test,
      int copies,
      Protocol protocol) {
    this.trainRoot = trainRoot;
    this.testRoot = testRoot;
    this.categories = categories;
    this.train = train;
    this.test = test;
    this.copies = copies;
    this.protocol = protocol;
  }

  List<String> lines() {
    if (copies > 0) {
      lines.add(
          "%d photos are copies of others of their object, and find each other".formatted(copies));
    }
    ofViews();
    ofSessions();
    Set<Integer> asked = labelled(test);
    Set<Integer> known = labelled(train);
    if (asked.isEmpty()) {
      lines.add("no object of " + testRoot + " has a category: there are no category figures");
      return List.copyOf(lines);
    }
    withoutCategory(testRoot, test);
    ofSingles(asked);
    if (known.isEmpty()) {
      lines.add("no object of " + trainRoot + " has a category: there is no category accuracy");
      return List.copyOf(lines);
    }
    withoutCategory(trainRoot, train);
    ofNeighbours();
    named(
        asked,
        known,
        "%d categories of "
            + testRoot
            + " are not in "
            + trainRoot
            + ", so that their photos count as told wrongly: %s");
    named(known, asked, "%d categories of " + trainRoot + " are not in " + testRoot + ": %s");
    return List.copyOf(lines);
  }

  private void ofViews() {
    IntSummaryStatistics views =
        IntStream.range(0, test.objects()).map(test::photosOf).summaryStatistics();
    if (views.getMin() < views.getMax()) {
      lines.add(
          "objects of "
              + testRoot
              + " have "
              + views.getMin()
              + " to "
              + views.getMax()
              + " photos: in single-view figures those with more weigh more");
    }
  }

  private void ofSessions() {
    if (test.sessions() == Labels.Sessions.SINGLE) {
      lines.add(
          "single session: no object of "
              + testRoot
              + " has photos of two, so objects are known again within a session");
    }
    long unknown =
        IntStream.range(0, test.photos()).filter(i -> test.session(i) == Labels.NONE).count();
    if (unknown > 0) {
      lines.add(
          unknown
              + " photos of "
              + testRoot
              + " have no session: they do not ask which object they show, and none is known by"
              + " them");
    }
    int once = test.objects() - test.objectsWithHalves().length;
    if (once > 0) {
      lines.add(
          once
              + " objects of "
              + testRoot
              + " have "
              + (test.sessions() == Labels.Sessions.SEVERAL
                  ? "photos of one known session only"
                  : "one photo only")
              + ": they are left out of multi-view object figures, and their photos never ask which"
              + " object they show");
    }
  }

  private static Set<Integer> labelled(Labels labels) {
    return Arrays.stream(labels.categoryOfObjects())
        .filter(category -> category != Labels.NONE)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void withoutCategory(Path root, Labels labels) {
    long without =
        Arrays.stream(labels.categoryOfObjects())
            .filter(category -> category == Labels.NONE)
            .count();
    if (without > 0) {
      lines.add(
          without
              + " objects of "
              + root
              + " have no category: they are left out of category figures");
    }
  }

  private void ofSingles(Set<Integer> asked) {
    int[] of = test.categoryOfObjects();
    long single =
        asked.stream()
            .filter(category -> Arrays.stream(of).filter(each -> each == category).count() == 1)
            .count();
    if (single > 0) {
      lines.add(
          single
              + " categories of "
              + testRoot
              + " have one object: in multi-view category retrieval it "
              + (protocol == Protocol.AUTHORS ? "finds itself only" : "is not asked")
              + ", and d_inter of objects leaves it out");
    }
  }

  private void ofNeighbours() {
    long sets =
        Arrays.stream(train.categoryOfObjects())
            .filter(category -> category != Labels.NONE)
            .count();
    long views =
        Arrays.stream(train.categoryOfPhotos()).filter(category -> category != Labels.NONE).count();
    neighbours("one photo", views, "photos");
    neighbours("several photos", sets, "objects");
  }

  private void neighbours(String of, long there, String what) {
    if (there < Vote.NEIGHBOURS) {
      lines.add(
          "the category of "
              + of
              + " is told by "
              + there
              + " neighbours rather than "
              + Vote.NEIGHBOURS
              + ": "
              + trainRoot
              + " has so many "
              + what
              + " with a category");
    }
  }

  private void named(Set<Integer> some, Set<Integer> without, String line) {
    List<String> names =
        some.stream().filter(each -> !without.contains(each)).map(categories::get).toList();
    if (!names.isEmpty()) {
      String shown = names.stream().limit(NAMED).collect(Collectors.joining(", "));
      lines.add(line.formatted(names.size(), names.size() > NAMED ? shown + ", …" : shown));
    }
  }
}

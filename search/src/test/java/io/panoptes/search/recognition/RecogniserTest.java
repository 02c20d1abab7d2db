package io.panoptes.search.recognition;

import static io.panoptes.search.catalogue.TestCatalogue.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.FakeEncoder;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.TestCatalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.CataloguePhoto;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Space;
import io.panoptes.search.query.Strategy;
import io.panoptes.search.query.Strategy.SetQuery;
import io.panoptes.search.query.Strategy.Target;
import io.panoptes.search.recognition.Recognition.CategoryCandidate;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import io.panoptes.search.recognition.Recognition.OfCategory;
import io.panoptes.search.recognition.Recognition.OfObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RecogniserTest {
  @TempDir Path folder;

  @Test
  void photoOfAnObject_isThatObject() throws IOException {
    CatalogueObject mug = object("mug/1", "mug", 3);
    Recognition answer =
        recognise(
            RecognitionOptions.DEFAULT,
            List.of(mug.photos().get(1).view()),
            object("mug/2", "mug", 3),
            mug,
            object("lamp/1", "lamp", 3));
    assertThat(objectOf(answer).verdict()).isEqualTo(Verdict.KNOWN);
    assertThat(objectOf(answer).id()).isEqualTo("mug/1");
    ObjectCandidate first = objectOf(answer).candidates().getFirst();
    assertThat(first.distance()).isZero();
    assertThat(first.score()).isZero();
    assertThat(first.category()).isEqualTo("mug");
    assertThat(first.photo()).isEqualTo(TestCatalogue.photoId("mug/1", 1));
    assertThat(first.photoName()).isEqualTo("1.jpg");
    assertThat(categoryOf(answer).label()).isEqualTo("mug");
  }

  @Test
  void emptyCatalogue_knowsNothing() throws IOException {
    Recognition answer = recognise(RecognitionOptions.DEFAULT, views(0, 1));
    assertThat(answer)
        .isEqualTo(
            new Recognition(
                new Recognition.OfCategory(Verdict.UNKNOWN, null, List.of()),
                new Recognition.OfObject(Verdict.UNKNOWN, null, List.of())));
  }

  @Test
  void noPhoto_isRefused() throws IOException {
    TestCatalogue written = TestCatalogue.in(folder);
    try (Catalogue catalogue = written.open()) {
      assertThatThrownBy(
              () -> new Recogniser(catalogue).recognise(List.of(), RecognitionOptions.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a query needs at least one photo");
    }
  }

  @Test
  void nearest_tie_ordersById() throws IOException {
    List<View> same = views(3, 1);
    Recognition answer =
        recognise(
            RecognitionOptions.DEFAULT.withTop(2),
            same,
            object("c", "k", same),
            object("a", "k", same),
            object("b", "k", same));
    assertThat(ids(answer)).containsExactly("a", "b");
    assertThat(objectOf(answer).verdict()).isEqualTo(Verdict.AMBIGUOUS);
    assertThat(objectOf(answer).id()).isEqualTo("a");
  }

  @Test
  void verdict_doesNotDependOnHowManyAreShown() throws IOException {
    List<View> same = views(3, 1);
    Recognition answer =
        recognise(
            RecognitionOptions.DEFAULT.withTop(1),
            same,
            object("a", "k", same),
            object("b", "j", same));
    assertThat(ids(answer)).containsExactly("a");
    assertThat(objectOf(answer).verdict()).isEqualTo(Verdict.AMBIGUOUS);
    assertThat(categoryOf(answer).candidates())
        .containsExactly(new CategoryCandidate("j", 0.5, 0.0));
  }

  @Test
  void objectWithoutCategory_isFoundButDoesNotVote() throws IOException {
    List<View> query = views(3, 1);
    Recognition answer =
        recognise(
            RecognitionOptions.DEFAULT, query, object("bare", null, query), object("b", "k", 2));
    assertThat(ids(answer)).containsExactly("bare", "b");
    assertThat(categoryOf(answer).candidates())
        .extracting(CategoryCandidate::label)
        .containsExactly("k");
  }

  @Test
  void space_leavesTheOtherQuestionOut() throws IOException {
    CatalogueObject[] objects = {object("a", "k", 1)};
    assertThat(recognise(RecognitionOptions.DEFAULT.withSpace(Space.OBJECT), views(1, 1), objects))
        .extracting(Recognition::category)
        .isNull();
    assertThat(
            recognise(RecognitionOptions.DEFAULT.withSpace(Space.CATEGORY), views(1, 1), objects))
        .extracting(Recognition::object)
        .isNull();
  }

  @ParameterizedTest
  @EnumSource
  void allVariants_agreeWithTwoNestedLoops_afterUpdatesAndDeletions(Target target)
      throws IOException {
    List<CatalogueObject> objects = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      objects.add(object("o" + i, i % 9 == 0 ? null : "c" + i % 5, 1 + i % 4));
    }
    TestCatalogue written = TestCatalogue.in(folder, objects.toArray(CatalogueObject[]::new));
    for (int i = 0; i < 5; i++) {
      objects.set(i, object("o" + i, "moved", 3));
      written.put(objects.get(i));
    }
    written.remove("o39", "o20");
    objects.removeIf(object -> List.of("o39", "o20").contains(object.id()));
    try (Catalogue catalogue = written.open()) {
      for (SetQuery set : SetQuery.values()) {
        for (int photos : new int[] {1, 3}) {
          List<View> query = views(photos, 11 * photos);
          Strategy strategy = new Strategy(target, set);
          Recognition answer =
              new Recogniser(catalogue)
                  .recognise(query, RecognitionOptions.DEFAULT.withTop(38).withStrategy(strategy));
          assertSame(objectOf(answer).candidates(), nestedLoops(objects, query, strategy));
          assertVotes(categoryOf(answer).candidates(), countedVotes(objects, query, strategy));
        }
      }
    }
  }

  private static void assertSame(List<ObjectCandidate> found, List<ObjectCandidate> expected) {
    assertThat(found)
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(RecogniserTest::compareNearly, Double.class)
                .build())
        .containsExactlyElementsOf(expected);
  }

  private static int compareNearly(double a, double b) {
    return Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b);
  }

  private static void assertVotes(List<CategoryCandidate> found, Map<String, Double> expected) {
    assertThat(found).hasSameSizeAs(expected.entrySet());
    for (CategoryCandidate candidate : found) {
      assertThat(candidate.share()).isCloseTo(expected.get(candidate.label()), within(1e-12));
    }
    assertThat(found).isSortedAccordingTo(Comparator.comparingDouble(c -> -c.share()));
  }

  /** The slow, plain twin. */
  private static List<ObjectCandidate> nestedLoops(
      List<CatalogueObject> objects, List<View> query, Strategy strategy) {
    List<ObjectCandidate> all = new ArrayList<>();
    List<Asking> asking = asking(query, strategy);
    for (CatalogueObject object : objects) {
      double score = 0;
      double best = 2;
      double nearestPhoto = 3;
      CataloguePhoto photo = object.photos().getFirst();
      for (Asking one : asking) {
        UnitVector vector = one.embedding().object();
        double nearest = 2;
        for (Embedding document : documents(object, strategy.target())) {
          nearest = Math.min(nearest, vector.distance(document.object()));
        }
        for (CataloguePhoto candidate : object.photos()) {
          double distance = vector.distance(candidate.view().embedding().object());
          if (distance < nearestPhoto) {
            nearestPhoto = distance;
            photo = candidate;
          }
        }
        score += one.weight() * nearest;
        best = Math.min(best, nearest);
      }
      all.add(
          new ObjectCandidate(
              object.id(), object.category(), score, best, photo.id(), photo.name()));
    }
    all.sort(Comparator.comparingDouble(ObjectCandidate::score).thenComparing(ObjectCandidate::id));
    return all;
  }

  private static Map<String, Double> countedVotes(
      List<CatalogueObject> objects, List<View> query, Strategy strategy) {
    record Vote(double distance, String label) {}
    Map<String, Double> shares = new HashMap<>();
    for (Asking one : asking(query, strategy)) {
      List<Vote> votes = new ArrayList<>();
      for (CatalogueObject object : objects) {
        String category = object.category();
        if (category != null) {
          for (Embedding document : documents(object, strategy.target())) {
            votes.add(new Vote(one.embedding().category().distance(document.category()), category));
          }
        }
      }
      votes.sort(Comparator.comparingDouble(Vote::distance));
      votes.stream()
          .limit(10)
          .forEach(vote -> shares.merge(vote.label(), one.weight() / 10, Double::sum));
    }
    return shares;
  }

  private record Asking(Embedding embedding, double weight) {}

  private static List<Asking> asking(List<View> query, Strategy strategy) {
    List<Asking> asking = new ArrayList<>();
    boolean aggregate = query.size() > 1 && strategy.set() != SetQuery.MEAN_OF_PHOTOS;
    boolean photos = query.size() == 1 || strategy.set() != SetQuery.AGGREGATE_QUERY;
    if (photos) {
      double weight = (aggregate ? 0.5 : 1.0) / query.size();
      query.forEach(view -> asking.add(new Asking(view.embedding(), weight)));
    }
    if (aggregate) {
      try (FakeEncoder encoder = new FakeEncoder()) {
        asking.add(new Asking(encoder.aggregate(query), photos ? 0.5 : 1.0));
      }
    }
    return asking;
  }

  private static List<Embedding> documents(CatalogueObject object, Target target) {
    List<Embedding> documents = new ArrayList<>();
    if (target != Target.AGGREGATES) {
      object.photos().forEach(photo -> documents.add(photo.view().embedding()));
    }
    if (target != Target.PHOTOS) {
      documents.add(object.aggregate());
    }
    return documents;
  }

  @Test
  void graph_findsTheNearestThatItsExactTwinFinds() throws IOException {
    List<CatalogueObject> objects = new ArrayList<>();
    for (int i = 0; i < 1_700; i++) { // 6 documents each: too many to be searched exactly
      objects.add(object("o" + i, i % 50 == 0 ? null : "c" + i % 40, 4));
    }
    TestCatalogue written = TestCatalogue.in(folder, objects.toArray(CatalogueObject[]::new));
    written.remove("o7", "o8");
    try (Catalogue catalogue = written.open()) {
      for (Target target : Target.values()) {
        assertGraphFindsTheNearest(
            catalogue,
            objects,
            RecognitionOptions.DEFAULT.withStrategy(new Strategy(target, SetQuery.BLENDED)));
      }
    }
  }

  private static void assertGraphFindsTheNearest(
      Catalogue catalogue, List<CatalogueObject> objects, RecognitionOptions options)
      throws IOException {
    Recogniser recogniser = new Recogniser(catalogue);
    Random random = new Random(4);
    int queries = 60;
    int first = 0;
    int label = 0;
    for (int i = 0; i < queries; i++) {
      CatalogueObject object = objects.get(random.nextInt(objects.size()));
      List<View> query = // photos of it that the catalogue has not
          object(object.id(), object.category(), 5 + i % 2).photos().stream()
              .skip(4)
              .map(CataloguePhoto::view)
              .toList();
      Recognition found = recogniser.recognise(query, options);
      Recognition exact = recogniser.recognise(query, options.withExact(true));
      first += ids(found).getFirst().equals(ids(exact).getFirst()) ? 1 : 0;
      label += firstLabel(found).equals(firstLabel(exact)) ? 1 : 0;
    }
    assertThat(first).isEqualTo(queries);
    assertThat(label).isGreaterThanOrEqualTo(queries - 1);
  }

  private static String firstLabel(Recognition recognition) {
    return categoryOf(recognition).candidates().getFirst().label();
  }

  private Recognition recognise(
      RecognitionOptions options, List<View> query, CatalogueObject... objects) throws IOException {
    try (Catalogue catalogue = TestCatalogue.in(folder, objects).open()) {
      return new Recogniser(catalogue).recognise(query, options);
    }
  }

  private static List<View> views(int count, int seed) {
    return object("query" + seed, "k", Math.max(1, count)).photos().stream()
        .map(CataloguePhoto::view)
        .toList();
  }

  private static List<String> ids(Recognition recognition) {
    return objectOf(recognition).candidates().stream().map(ObjectCandidate::id).toList();
  }

  static OfObject objectOf(Recognition recognition) {
    return Objects.requireNonNull(recognition.object());
  }

  static OfCategory categoryOf(Recognition recognition) {
    return Objects.requireNonNull(recognition.category());
  }
}

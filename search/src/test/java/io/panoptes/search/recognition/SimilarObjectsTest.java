package io.panoptes.search.recognition;

import static io.panoptes.search.catalogue.TestCatalogue.object;
import static io.panoptes.search.catalogue.TestCatalogue.text;
import static io.panoptes.search.catalogue.TestCatalogue.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.ClusteredObjects;
import io.panoptes.search.catalogue.TestCatalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.CataloguePhoto;
import io.panoptes.search.query.Filter;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Space;
import io.panoptes.search.query.Strategy;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SimilarObjectsTest {
  private static final RecognitionOptions SIMILAR =
      RecognitionOptions.DEFAULT.withSpace(Space.OBJECT);

  @TempDir Path folder;

  private static List<ObjectCandidate> similarTo(
      Catalogue catalogue, String id, RecognitionOptions options) throws IOException {
    return new Recogniser(catalogue).similarTo(id, options).orElseThrow();
  }

  private static Function<Embedding, UnitVector> vector(Space space) {
    return space == Space.OBJECT ? Embedding::object : Embedding::category;
  }

  @ParameterizedTest
  @EnumSource(names = {"OBJECT", "CATEGORY"})
  void similarObjects_agreeWithTwoNestedLoops_inEitherSpace(Space space) throws IOException {
    List<CatalogueObject> objects = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      objects.add(object("o" + i, i % 9 == 0 ? null : "c" + i % 5, 1 + i % 4));
    }
    TestCatalogue written = TestCatalogue.in(folder, objects.toArray(CatalogueObject[]::new));
    written.remove("o39");
    objects.removeLast();
    try (Catalogue catalogue = written.open()) {
      for (CatalogueObject asking : objects.subList(0, 10)) {
        List<ObjectCandidate> found =
            similarTo(catalogue, asking.id(), SIMILAR.withSpace(space).withTop(7));
        requireSame(
            found,
            nestedLoops(objects, vector(space), List.of(asking.aggregate())).stream()
                .filter(candidate -> !candidate.id().equals(asking.id()))
                .limit(7)
                .toList());
      }
      List<View> photos = object("query", "c1", 3).views();
      requireSame(
          new Recogniser(catalogue).similar(photos, SIMILAR.withSpace(space).withTop(7)),
          nestedLoops(objects, vector(space), photos.stream().map(View::embedding).toList())
              .subList(0, 7));
    }
  }

  /** The slow, plain twin: the mean over what asks of the distance to an object's nearest. */
  private static List<ObjectCandidate> nestedLoops(
      List<CatalogueObject> objects,
      Function<Embedding, UnitVector> space,
      List<Embedding> asking) {
    List<ObjectCandidate> all = new ArrayList<>();
    for (CatalogueObject object : objects) {
      double score = 0;
      double least = 2;
      double nearestPhoto = 3;
      CataloguePhoto photo = object.photos().getFirst();
      for (Embedding one : asking) {
        UnitVector vector = space.apply(one);
        double nearest = vector.distance(space.apply(object.aggregate()));
        for (CataloguePhoto candidate : object.photos()) {
          double distance = vector.distance(space.apply(candidate.view().embedding()));
          nearest = Math.min(nearest, distance);
          if (distance < nearestPhoto) {
            nearestPhoto = distance;
            photo = candidate;
          }
        }
        score += nearest / asking.size();
        least = Math.min(least, nearest);
      }
      all.add(
          new ObjectCandidate(
              object.id(), object.category(), score, least, photo.id(), photo.name()));
    }
    all.sort(Comparator.comparingDouble(ObjectCandidate::score).thenComparing(ObjectCandidate::id));
    return all;
  }

  private static void requireSame(List<ObjectCandidate> found, List<ObjectCandidate> expected) {
    assertThat(found)
        .extracting(ObjectCandidate::id, ObjectCandidate::category, ObjectCandidate::photo)
        .isEqualTo(
            expected.stream()
                .map(one ->
                    org.assertj.core.groups.Tuple.tuple(one.id(), one.category(), one.photo()))
                .toList());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).distance()).isCloseTo(expected.get(i).distance(), within(1e-12));
      assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OBJECT", "CATEGORY"})
  void theGraphFindsTheNearestThatItsExactTwinFinds(Space space) throws IOException {
    ClusteredObjects world = new ClusteredObjects(30, 16, 32);
    CatalogueObject[] objects =
        Stream.iterate(0, i -> i + 1).limit(700).map(world::draw).toArray(CatalogueObject[]::new);
    TestCatalogue written = TestCatalogue.in(folder, objects);
    written.remove("object-5");
    RecognitionOptions graph =
        SIMILAR.withSpace(space).withTop(5).withStrategy(Strategy.DEFAULT.withGraphAlways());
    int same = 0;
    int asked = 0;
    try (Catalogue catalogue = written.open()) {
      for (int i = 10; i < 700; i += 23) {
        List<ObjectCandidate> found = similarTo(catalogue, "object-" + i, graph);
        List<ObjectCandidate> exact = similarTo(catalogue, "object-" + i, graph.withExact(true));
        same += found.equals(exact) ? 1 : 0;
        asked++;
        assertThat(found.getFirst()).isEqualTo(exact.getFirst());
      }
    }
    assertThat(same).isGreaterThanOrEqualTo(asked - 1);
  }

  @Test
  void filtersHold_andTheAskingObjectNeedNotSatisfyThem() throws IOException {
    try (Catalogue catalogue =
        TestCatalogue.in(
                folder,
                with(object("a", "mug", 2), Map.of("colour", text("red"))),
                with(object("b", "mug", 2), Map.of("colour", text("blue"))),
                with(object("c", "cup", 2), Map.of("colour", text("blue"))))
            .open()) {
      RecognitionOptions blue = SIMILAR.withFilters(List.of(Filter.parse("colour=blue")));
      assertThat(similarTo(catalogue, "a", blue))
          .extracting(ObjectCandidate::id)
          .containsExactlyInAnyOrder("b", "c");
      assertThat(similarTo(catalogue, "a", blue.withTop(1))).hasSize(1);
      assertThat(similarTo(catalogue, "b", blue))
          .extracting(ObjectCandidate::id)
          .containsExactly("c");
      assertThatThrownBy(
              () -> similarTo(catalogue, "a", SIMILAR.withFilters(List.of(Filter.parse("size=1")))))
          .isInstanceOf(UsageException.class);
    }
  }

  @Test
  void anObjectThatIsNotThere_andBothSpacesAtOnce_areNotAnswered() throws IOException {
    try (Catalogue catalogue = TestCatalogue.in(folder, object("a", "mug", 2)).open()) {
      Recogniser recogniser = new Recogniser(catalogue);
      assertThat(recogniser.similarTo("b", SIMILAR)).isEmpty();
      assertThat(recogniser.similarTo("a", SIMILAR)).contains(List.of());
      assertThatThrownBy(() -> recogniser.similarTo("a", RecognitionOptions.DEFAULT))
          .isInstanceOf(UsageException.class)
          .hasMessage("similar objects are of one space, object or category, got both");
    }
  }
}

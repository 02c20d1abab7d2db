package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final int DIMENSION = 12;

  /** The vectors of sets in memory. */
  private record Made(Vectors categories, Vectors objects) implements SetVectors {
    @Override
    public void close() {}
  }

  /** A split whose sets are the means of their photos; keeps what it was asked for. */
  private static final class Split {
    final Labels labels;
    final List<float[]> photos;
    final List<List<int[]>> asked = new ArrayList<>();

    Split(int[] photosOfObjects, int @Nullable [] sessions, double spread) {
      int[] objects =
          IntStream.range(0, photosOfObjects.length)
              .flatMap(object -> IntStream.generate(() -> object).limit(photosOfObjects[object]))
              .toArray();
      labels =
          Labels.of(
              objects,
              IntStream.range(0, photosOfObjects.length).map(i -> i % 3).toArray(),
              sessions);
      List<float[]> centres = new RandomVectors(3).centres(photosOfObjects.length, DIMENSION);
      photos =
          new RandomVectors(4)
              .around(DIMENSION, IntStream.of(objects).mapToObj(centres::get).toList(), spread);
    }

    SetVectors sets(List<int[]> sets) {
      asked.add(sets);
      List<float[]> means = new ArrayList<>();
      for (int[] set : sets) {
        float[] sum = new float[DIMENSION];
        for (int photo : set) {
          for (int d = 0; d < DIMENSION; d++) {
            sum[d] += photos.get(photo)[d];
          }
        }
        means.add(RandomVectors.unit(sum));
      }
      Vectors vectors = Vectors.of(DIMENSION, means);
      return new Made(vectors, vectors);
    }

    List<GrowthPoint> grow() throws IOException {
      asked.clear();
      SetVectors wholes = sets(labels.wholes());
      asked.clear();
      return new Growth(
              labels,
              this::sets,
              new TrainVectors(labels, Vectors.of(DIMENSION, photos), wholes.categories()))
          .points();
    }
  }

  private static int[] even(int objects, int photos) {
    return IntStream.range(0, objects).map(_ -> photos).toArray();
  }

  @Test
  void morePhotos_tellMore() throws IOException {
    List<GrowthPoint> points = new Split(even(60, 16), null, 2).grow();
    assertThat(points)
        .extracting(GrowthPoint::photos)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(points.get(0).object().percent()).isLessThan(95);
    assertThat(points.get(5).object().percent())
        .isGreaterThan(points.get(0).object().percent() + 3);
  }

  @Test
  void thingsFarApart_areAllKnown() throws IOException {
    for (GrowthPoint point : new Split(even(20, 4), null, 0.01).grow()) {
      if (point.photos() < 4) {
        assertThat(point.object().percent()).isEqualTo(100);
      }
    }
  }

  @Test
  void photosOfAQuery_areNeverInTheGallery_norAreThoseOfItsSessions() throws IOException {
    int[] sessions = IntStream.range(0, 20 * 6).map(photo -> photo % 6 / 2).toArray();
    Split split = new Split(even(20, 6), sessions, 1);
    List<GrowthPoint> points = split.grow();
    // Queries, then the gallery, of each draw and number of photos.
    for (int i = 0; i < split.asked.size(); i += 2) {
      List<int[]> queries = split.asked.get(i);
      List<int[]> gallery = split.asked.get(i + 1);
      int photos = queries.getFirst().length;
      for (int object = 0; object < 20 && photos <= 4; object++) {
        Set<Integer> taken = new HashSet<>();
        for (int photo : queries.get(object)) {
          assertThat(split.labels.object(photo)).isEqualTo(object);
          taken.add(split.labels.session(photo));
        }
        for (int photo : gallery.get(object)) {
          assertThat(split.labels.object(photo)).isEqualTo(object);
          assertThat(taken).doesNotContain(split.labels.session(photo));
        }
      }
    }
    assertThat(points.get(3).object().objects()).isEqualTo(20);
    assertThat(points.get(4).object().asked()).isZero(); // five photos are of all three sessions
    assertThat(points.get(5).category().objects()).isEqualTo(20);
  }

  @Test
  void largerQueries_holdTheSmaller() throws IOException {
    Split split = new Split(even(1000, 3), null, 1); // so many are drawn once
    assertThat(split.grow()).hasSize(3);
    List<int[]> ofOne = split.asked.get(0);
    List<int[]> ofTwo = split.asked.get(2);
    for (int object = 0; object < 1000; object++) {
      assertThat(ofTwo.get(object)[0]).isEqualTo(ofOne.get(object)[0]);
    }
  }

  @Test
  void objectsWithTooFewPhotos_areNotAsked_andStayInTheGallery() throws IOException {
    Split split = new Split(new int[] {5, 2, 5, 1}, null, 1);
    List<GrowthPoint> points = split.grow();
    assertThat(points).hasSize(5);
    assertThat(points.get(0).category().objects()).isEqualTo(4);
    assertThat(points.get(0).object().objects()).isEqualTo(3);
    assertThat(points.get(2).category().objects()).isEqualTo(2);
    assertThat(points.get(4).object().asked()).isZero();
    assertThat(split.asked.getLast()).hasSize(4);
  }

  @Test
  void figures_areTheSameEachTime() throws IOException {
    List<Double> once =
        new Split(even(60, 6), null, 2)
            .grow().stream().map(point -> point.category().percent()).toList();
    List<Double> again =
        new Split(even(60, 6), null, 2)
            .grow().stream().map(point -> point.category().percent()).toList();
    assertThat(again).isEqualTo(once);
  }
}

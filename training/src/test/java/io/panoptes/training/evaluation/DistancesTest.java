package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistancesTest {
  private static List<float[]> distances(Vectors queries, Vectors gallery) throws IOException {
    List<float[]> all = new ArrayList<>();
    List<Integer> firsts = new ArrayList<>();
    Distances.forEachBlock(
        queries,
        gallery,
        (first, rows) -> List.of(first, rows),
        block -> {
          firsts.add((Integer) block.get(0));
          assertThat(firsts.getLast()).isEqualTo(all.size());
          all.addAll(List.of((float[][]) block.get(1)));
        });
    return all;
  }

  @Test
  void distances_areTheSumsOfSquaredDifferences_acrossChunks() throws IOException {
    RandomVectors random = new RandomVectors(1);
    List<float[]> queries = random.around(7, random.centres(Vectors.CHUNK + 5, 7), 0);
    List<float[]> gallery = random.around(7, random.centres(Vectors.CHUNK + 9, 7), 0);

    List<float[]> rows = distances(Vectors.of(7, queries), Vectors.of(7, gallery));

    assertThat(rows).hasSameSizeAs(queries);
    for (int i = 0; i < queries.size(); i += i < Vectors.CHUNK - 3 ? 97 : 1) {
      for (int j = 0; j < gallery.size(); j++) {
        assertThat((double) rows.get(i)[j])
            .isCloseTo(Plain.squared(queries.get(i), gallery.get(j)), within(2e-6));
      }
    }
  }

  @Test
  void vectorIsAtExactlyZeroOfItself_andEqualOnesAreEquallyFar() throws IOException {
    RandomVectors random = new RandomVectors(2);
    List<float[]> rows = new ArrayList<>(random.around(33, random.centres(300, 33), 0));
    rows.set(299, rows.get(0));
    Vectors vectors = Vectors.of(33, rows);
    List<float[]> distances = distances(vectors, vectors);
    for (int i = 0; i < 300; i++) {
      assertThat(distances.get(i)[i]).isZero();
    }
    for (int i = 1; i < 299; i++) {
      assertThat(distances.get(i)[299]).isEqualTo(distances.get(i)[0]);
    }
  }

  @Test
  void nothing_isAtNoDistance() throws IOException {
    Vectors none = Vectors.of(3, List.of());
    Vectors one = Vectors.of(3, List.of(new float[] {1, 0, 0}));
    assertThat(distances(none, one)).isEmpty();
    assertThat(distances(one, none)).singleElement().isEqualTo(new float[0]);
  }

  @Test
  void vectorsOfOtherDimensions_areRefused() {
    Vectors three = Vectors.of(3, List.of());
    Vectors four = Vectors.of(4, List.of());
    assertThatThrownBy(() -> distances(three, four))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vectors must have equal dimensions, got 3 and 4");
  }
}

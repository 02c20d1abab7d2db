package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeparationTest {
  private static final double ROUNDED = 1e-6;

  @Test
  void distances_areThoseWorkedOutByHand() throws IOException {
    // Two objects of a category, of two photos each, at right angles: d is 0, √2 or 2.
    Vectors photos =
        Vectors.of(
            2,
            List.of(
                new float[] {1, 0}, new float[] {0, 1}, new float[] {-1, 0}, new float[] {-1, 0}));
    Separation separation =
        Separation.of(photos, new int[] {0, 0, 1, 1}, new int[] {0, 0}).orElseThrow();
    double right = Math.sqrt(2);
    assertThat(separation.maxIntra()).isCloseTo((right + 0) / 2, within(ROUNDED));
    assertThat(separation.meanIntra()).isCloseTo((right / 2 + 0) / 2, within(ROUNDED));
    assertThat(separation.meanInter()).isCloseTo((2 + right) / 2, within(ROUNDED));
    assertThat(separation.minInter()).isCloseTo((2 + right) / 2, within(ROUNDED));
    assertThat(separation.rho()).isCloseTo((2 + right) / right, within(ROUNDED));
  }

  @Test
  void photosOfAThing_mayLieApartInTheList() throws IOException {
    List<float[]> photos = new RandomVectors(8).centres(200, 6);
    int[] things = new int[200];
    for (int photo = 0; photo < things.length; photo++) {
      things[photo] = photo % 9 - 1; // the first of nine is passed over
    }
    Separation expected = Plain.separation(photos, things, (i, j) -> i % 2 == j % 2);
    Separation separation =
        Separation.of(Vectors.of(6, photos), things, new int[] {0, 1, 0, 1, 0, 1, 0, 1})
            .orElseThrow();
    assertThat(separation.maxIntra()).isCloseTo(expected.maxIntra(), within(ROUNDED));
    assertThat(separation.meanIntra()).isCloseTo(expected.meanIntra(), within(ROUNDED));
    assertThat(separation.meanInter()).isCloseTo(expected.meanInter(), within(ROUNDED));
    assertThat(separation.minInter()).isCloseTo(expected.minInter(), within(ROUNDED));
  }

  @Test
  void thingAlone_orOfOnePhoto_isNotMeasured() throws IOException {
    Vectors photos = Vectors.of(6, new RandomVectors(8).centres(4, 6));
    assertThat(Separation.of(photos, new int[] {0, 0, 1, 1}, new int[] {0, 1})).isEmpty();
    assertThat(Separation.of(photos, new int[] {0, 0, 1, 1}, new int[] {0, -1})).isEmpty();
    assertThat(Separation.of(photos, new int[] {0, 1, 2, 3}, new int[4])).isEmpty();
    assertThat(Separation.of(photos, new int[] {0, 0, 1, -1}, new int[2])).isPresent();
  }
}

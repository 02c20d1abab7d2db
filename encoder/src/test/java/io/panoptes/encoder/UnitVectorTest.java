package io.panoptes.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UnitVectorTest {
  @Test
  void normalized_pointsTheSameWay_atLengthOne() {
    assertThat(UnitVector.normalize(3, 4).toArray()).containsExactly(0.6f, 0.8f);
  }

  @Test
  void verySmallAndVeryLarge_areNormalizedToo() {
    assertThat(UnitVector.normalize(3e-30f, 4e-30f).distance(UnitVector.of(0.6f, 0.8f)))
        .isLessThan(1e-6);
    assertThat(UnitVector.normalize(3e30f, 4e30f).distance(UnitVector.of(0.6f, 0.8f)))
        .isLessThan(1e-6);
  }

  @Test
  void timesItsLength_isTheRawVector() {
    assertThat(UnitVector.normalize(3, 4).times(5)).containsExactly(3, 4);
  }

  @Test
  void noDirection_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> UnitVector.normalize(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> UnitVector.normalize());
    assertThatIllegalArgumentException().isThrownBy(() -> UnitVector.normalize(1, Float.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnitVector.normalize(1, Float.POSITIVE_INFINITY));
  }

  @Test
  void stored_isTakenBitForBit() {
    float[] stored = {0.60001f, 0.8f};

    assertThat(UnitVector.of(stored).toArray()).containsExactly(stored);
  }

  @Test
  void storedOfAnotherLength_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnitVector.of(1, 1))
        .withMessageStartingWith("a unit vector must have length 1, got 1.41");
  }

  @Test
  void arrays_areCopiedInAndOut() {
    float[] components = {0.6f, 0.8f};
    UnitVector vector = UnitVector.of(components);

    components[0] = 9;
    vector.toArray()[1] = 9;

    assertThat(vector)
        .isEqualTo(UnitVector.of(0.6f, 0.8f))
        .hasSameHashCodeAs(UnitVector.of(0.6f, 0.8f));
  }

  @Test
  void distance_isEuclidean_from0To2() {
    UnitVector east = UnitVector.of(1, 0);

    assertThat(east.distance(east)).isZero();
    assertThat(east.distance(UnitVector.of(0, 1))).isEqualTo(Math.sqrt(2), within(1e-12));
    assertThat(east.distance(UnitVector.of(-1, 0))).isEqualTo(2);
  }

  @Test
  void distanceOfDifferentDimensions_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnitVector.of(1, 0).distance(UnitVector.of(1, 0, 0)))
        .withMessage("vectors must have equal dimensions, got 2 and 3");
  }

  @Test
  void view_needsPositiveNorms() {
    Embedding embedding = new Embedding(UnitVector.of(1), UnitVector.of(1));

    assertThatIllegalArgumentException().isThrownBy(() -> new View(embedding, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new View(embedding, 1, Float.NaN));
  }
}

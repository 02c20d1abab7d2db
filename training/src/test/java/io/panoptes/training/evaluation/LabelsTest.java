package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final int[] OBJECTS = {0, 0, 0, 0, 0, 1, 1, 2};
  private static final int[] CATEGORIES = {4, Labels.NONE, 4};

  @Test
  void withoutSessions_eachPhotoIsOne_andHalvesAreOfPhotos() {
    Labels labels = Labels.of(OBJECTS, CATEGORIES, null);
    assertThat(labels.sessions()).isEqualTo(Labels.Sessions.NOT_NAMED);
    assertThat(labels.objectsWithHalves()).containsExactly(0, 1);
    assertThat(labels.galleryHalves()).containsExactly(new int[] {0, 1}, new int[] {5});
    assertThat(labels.probeHalves()).containsExactly(new int[] {2, 3, 4}, new int[] {6});
    assertThat(labels.wholes())
        .containsExactly(new int[] {0, 1, 2, 3, 4}, new int[] {5, 6}, new int[] {7});
    assertThat(labels.categoryOfPhotos()).containsExactly(4, 4, 4, 4, 4, -1, -1, 4);
  }

  @Test
  void sessionsOfAnObject_areHalved_inTheOrderOfTheirFirstPhotos() {
    Labels labels = Labels.of(OBJECTS, CATEGORIES, new int[] {9, 2, 9, 2, 5, 2, 2, 2});
    assertThat(labels.sessions()).isEqualTo(Labels.Sessions.SEVERAL);
    assertThat(labels.objectsWithHalves()).containsExactly(0);
    assertThat(labels.galleryHalves()).containsExactly(new int[] {0, 2});
    assertThat(labels.probeHalves()).containsExactly(new int[] {1, 3, 4});
    assertThat(labels.session(5)).isEqualTo(labels.session(6));
  }

  @Test
  void photosOfNoKnownSession_areInNoHalf_butInTheWhole() {
    Labels labels =
        Labels.of(
            OBJECTS, CATEGORIES, new int[] {3, Labels.NONE, Labels.NONE, 4, Labels.NONE, 3, 3, 3});
    assertThat(labels.sessions()).isEqualTo(Labels.Sessions.SEVERAL);
    assertThat(labels.galleryHalves()).containsExactly(new int[] {0});
    assertThat(labels.probeHalves()).containsExactly(new int[] {3});
    assertThat(labels.wholes().getFirst()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void oneSessionAnObject_countsAsNoneNamed_andIsKnownAsSingle() {
    Labels labels = Labels.of(OBJECTS, CATEGORIES, new int[] {1, 1, 1, 1, 1, 2, 2, 3});
    assertThat(labels.sessions()).isEqualTo(Labels.Sessions.SINGLE);
    assertThat(labels.galleryHalves()).containsExactly(new int[] {0, 1}, new int[] {5});
  }

  @Test
  void photosOutOfOrder_areRefused() {
    assertThatThrownBy(() -> Labels.of(new int[] {0, 1, 0}, new int[2], null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("photos must come object by object, got 0 after 1 of 2");
    assertThatThrownBy(() -> Labels.of(new int[] {0, 1}, new int[1], null))
        .hasMessage("photos must come object by object, got 1 after 0 of 1");
    assertThatThrownBy(() -> Labels.of(new int[] {0, 0}, new int[2], null))
        .hasMessage("each of the 2 objects must have photos, got some for 1");
    assertThatThrownBy(() -> Labels.of(OBJECTS, CATEGORIES, new int[3]))
        .hasMessage("there must be a session a photo, got 3 for 8 photos");
  }
}

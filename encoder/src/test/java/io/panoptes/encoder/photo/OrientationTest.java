package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  private final BufferedImage upright = Fixtures.plain("drawing.png");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyOrientation_isShownUpright_whateverTheThumbnailSays(int orientation) {
    BufferedImage shown = Fixtures.read("photo.jpg", Orientations.jpeg(upright, orientation));

    assertThat(Fixtures.difference(shown, upright)).isLessThan(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyOrientation_movesPixelsExactly(int orientation) {
    BufferedImage shown =
        Orientation.upright(Orientations.stored(upright, orientation), orientation);

    assertThat(Fixtures.difference(shown, upright)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void everyOrientation_movesPixelsOfLargerPhotosExactly(int orientation) {
    BufferedImage large = TestPhotos.draw(1, 1);

    BufferedImage shown = Orientation.upright(Orientations.stored(large, orientation), orientation);

    assertThat(Fixtures.difference(shown, large)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 255, 65535})
  void absurdOrientation_isTakenAsUpright(int orientation) {
    byte[] jpeg = TestPhotos.encode(upright, "jpeg");

    BufferedImage shown = Fixtures.read("photo.jpg", Orientations.marked(jpeg, orientation));

    assertThat(Fixtures.difference(shown, upright)).isLessThan(6);
  }

  @Test
  void brokenExif_isTakenAsUpright() {
    byte[] jpeg = TestPhotos.encode(upright, "jpeg");
    byte[] broken =
        Fixtures.withSegment(jpeg, 0xe1, new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 9});

    assertThat(Fixtures.difference(Fixtures.read("photo.jpg", broken), upright)).isLessThan(6);
  }
}

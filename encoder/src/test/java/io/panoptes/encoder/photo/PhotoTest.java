package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoTest {
  @Test
  void crop_keepsTheId_andShowsThatPart() {
    Photo photo = new Photo("id", TestPhotos.draw(1, 1));

    Photo crop = photo.crop(new Box(0.25, 0.5, 0.5, 0.5));

    assertThat(crop.id()).isEqualTo("id");
    assertThat(crop.image().getRGB(0, 0)).isEqualTo(photo.image().getRGB(40, 60));
    assertThat(crop.image().getRGB(79, 59)).isEqualTo(photo.image().getRGB(119, 119));
  }

  @Test
  void cropOfACrop_isAPartOfThePart() {
    Photo photo = new Photo("id", TestPhotos.draw(1, 1));

    Photo crop = photo.crop(new Box(0.5, 0, 0.5, 1)).crop(new Box(0.5, 0.5, 0.5, 0.5));

    assertThat(crop.image().getRGB(0, 0)).isEqualTo(photo.image().getRGB(120, 60));
  }

  @Test
  void atMost_reducesTheLongerSide_andEnlargesNothing() {
    Photo photo = new Photo("id", TestPhotos.draw(1, 1));

    Photo small = photo.atMost(40);

    assertThat(small.id()).isEqualTo("id");
    assertThat(small.image().getWidth()).isEqualTo(40);
    assertThat(small.image().getHeight()).isEqualTo(30);
    assertThat(photo.atMost(160)).isSameAs(photo);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> photo.atMost(0))
        .withMessage("side must be positive, got 0");
  }

  @Test
  void changedPhoto_keepsTheId() {
    BufferedImage changed = TestPhotos.draw(2, 1);

    Photo photo = new Photo("id", TestPhotos.draw(1, 1)).with(changed);

    assertThat(photo.id()).isEqualTo("id");
    assertThat(photo.image()).isSameAs(changed);
  }

  @Test
  void imageOfAnotherType_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Photo("id", new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)))
        .withMessage("a photo must be TYPE_3BYTE_BGR, got type 1");
  }

  @Test
  void pixelsOfAnotherLength_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Square(2, new byte[13]))
        .withMessage("a square must be side × side × 3 bytes, got side 2 and 13 bytes");
    assertThatIllegalArgumentException().isThrownBy(() -> new Square(0, new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> new Square(40_000, new byte[12]));
  }

  @Test
  void pixels_haveASquareForEachFrame() {
    Photo photo = new Photo("id", TestPhotos.draw(1, 1));
    Frame whole = Frame.whole(2);
    Frame middle = new Frame(0.7, 2);

    Pixels pixels = Pixels.of(photo, List.of(whole, middle, whole));

    assertThat(pixels.squares()).containsOnlyKeys(whole, middle);
    assertThat(pixels.square(whole).rgb()).isEqualTo(photo.toSquare(2).rgb());
    assertThat(pixels.square(middle).rgb()).isEqualTo(photo.toSquare(middle).rgb());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pixels.square(new Frame(0.7, 3)))
        .withMessage(
            "pixels must have the middle 0.7 at side 3,"
                + " got the middle 0.7 at side 2 and the whole at side 2");
  }

  @Test
  void pixelsThatDoNotFitTheirFrames_areRefused() {
    Square two = new Square(2, new byte[12]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pixels(Map.of(Frame.whole(1), two)))
        .withMessage(
            "the square of a frame must have its side, got side 2 for the whole at side 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pixels(Map.of()))
        .withMessage("pixels must have a square for a frame at least, got none");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
  void frameBeyondThePhoto_orOfNothing_isRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Frame(share, 2))
        .withMessage("a frame's share must be above 0 and at most 1, got " + share);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Frame(1, 0))
        .withMessage("side must be positive, got 0");
  }
}

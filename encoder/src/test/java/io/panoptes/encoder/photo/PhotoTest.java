package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

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
  void pixels_areSquaresOfDifferentSides() {
    Square two = new Square(2, new byte[12]);
    Square one = new Square(1, new byte[3]);
    Pixels pixels = new Pixels(List.of(two, one));
    assertThat(pixels.square(1)).isSameAs(one);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pixels.square(3))
        .withMessage("pixels must have side 3, got 2 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pixels(List.of(two, two)))
        .withMessage("pixels must be squares of different sides, got 2 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pixels(List.of()))
        .withMessage("pixels must be squares of different sides, got none");
  }
}

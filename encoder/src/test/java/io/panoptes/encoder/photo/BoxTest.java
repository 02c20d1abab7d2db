package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoxTest {
  @Test
  void text_isParsed() {
    assertThat(Box.parse("0.1, 0.2,0.3,0.4")).isEqualTo(new Box(0.1, 0.2, 0.3, 0.4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0,0,1", "0,0,1,1,1", "a,b,c,d", "0,0,1,"})
  void textThatIsNoBox_isNamed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.parse(text))
        .withMessageContaining("got " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-0.1,0,1,1", "0.5,0,0.6,1", "0,0,0,1", "0,0,1,-1", "0,0,NaN,1", "0,0,1,2"})
  void boxOutsideThePhoto_isNamed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.parse(text))
        .withMessageStartingWith("a box must lie within the photo");
  }

  @Test
  void roundingErrors_areForgiven() {
    assertThat(new Box(0.7, 0.1, 0.1 + 0.2, 0.9).width()).isEqualTo(0.1 + 0.2);
  }

  @ParameterizedTest
  @CsvSource({
    "'0,0,1,1', 10, 8, 10, 8",
    "'0.5,0.5,0.5,0.5', 10, 8, 5, 4",
    "'0.999,0.999,0.001,0.001', 10, 8, 1, 1",
    "'0,0,0.0001,0.0001', 10, 8, 1, 1",
    "'0,0,1,1', 1, 1, 1, 1",
    "'0.5,0,0.5,1', 1, 1, 1, 1"
  })
  void crop_hasItsShareOfThePixels_butNeverNone(
      String box, int width, int height, int expectedWidth, int expectedHeight) {
    Photo photo = new Photo("id", new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR));

    Photo crop = photo.crop(Box.parse(box));

    assertThat(crop.image().getWidth()).isEqualTo(expectedWidth);
    assertThat(crop.image().getHeight()).isEqualTo(expectedHeight);
  }
}

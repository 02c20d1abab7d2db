package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailTest {
  private final PhotoReader reader = new PhotoReader();

  @ParameterizedTest
  @CsvSource({"640,480,320,240", "480,640,240,320", "320,7,320,7", "50,40,50,40", "2000,1,320,1"})
  void longerSide_isAtMost320_andNothingIsEnlarged(
      int width, int height, int expectedWidth, int expectedHeight) throws Exception {
    Photo photo = new Photo("", new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR));

    BufferedImage thumbnail = reader.read("thumbnail", Thumbnail.jpeg(photo)).image();

    assertThat(thumbnail.getWidth()).isEqualTo(expectedWidth);
    assertThat(thumbnail.getHeight()).isEqualTo(expectedHeight);
  }

  @Test
  void thumbnail_looksLikeThePhoto() throws Exception {
    Photo photo = reader.read("drawing.png", Fixtures.bytes("drawing.png"));

    BufferedImage thumbnail = Fixtures.read("thumbnail", Thumbnail.jpeg(photo));

    assertThat(Fixtures.difference(thumbnail, photo.image())).isLessThan(6);
  }

  @Test
  void thumbnail_isUpright_andKeepsNoExif() throws Exception {
    byte[] sideways = Orientations.jpeg(Fixtures.plain("drawing.png"), 6);

    byte[] thumbnail = Thumbnail.jpeg(reader.read("sideways.jpg", sideways));

    assertThat(new String(thumbnail, StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
    assertThat(
            Fixtures.difference(
                Fixtures.read("thumbnail", thumbnail), Fixtures.plain("drawing.png")))
        .isLessThan(8);
  }
}

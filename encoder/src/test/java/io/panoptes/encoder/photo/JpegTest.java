package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegTest {
  private final BufferedImage drawing = TestPhotos.draw(1, 1);

  @Test
  void worseQuality_isFewerBytes_andFartherFromThePicture() throws Exception {
    byte[] good = Jpeg.encode(drawing, 0.9f);
    byte[] bad = Jpeg.encode(drawing, 0.1f);

    assertThat(bad.length).isLessThan(good.length);
    assertThat(Fixtures.difference(Fixtures.read("good", good), drawing))
        .isLessThan(Fixtures.difference(Fixtures.read("bad", bad), drawing));
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, 1.5f, Float.NaN})
  void qualityOutOfRange_isRefused(float quality) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jpeg.encode(drawing, quality))
        .withMessage("quality must be above 0 and at most 1, got " + quality);
  }
}

package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format shows the same drawing. */
class PhotoFormatsTest {
  private final BufferedImage drawing = Fixtures.plain("drawing.png");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drawing.png",
        "drawing.bmp",
        "lossless.webp",
        "animated.webp",
        "animated.png",
        "uncompressed.tiff",
        "lzw.tiff",
        "deflate.tiff",
        "packbits.tiff",
        "pages.tiff",
        "orientation6.png",
        "orientation6.tiff",
        "orientation6.webp"
      })
  void lossless_isTheDrawing(String name) {
    assertThat(Fixtures.difference(Fixtures.read(name), drawing)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "progressive.jpg",
        "lossy.webp",
        "jpeg.tiff",
        "cmyk.jpg",
        "cmyk.tiff",
        "ycck.jpg",
        "palette.png",
        "palette.bmp",
        "still.gif",
        "animated.gif"
      })
  void lossy_isNearTheDrawing(String name) {
    assertThat(Fixtures.difference(Fixtures.read(name), drawing)).isLessThan(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grey.jpg", "grey.tiff", "grey16.tiff"})
  void grey_isTakenAsSrgb(String name) {
    assertThat(Fixtures.difference(Fixtures.read(name), Fixtures.read("grey.png"))).isLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpha.png", "alpha.tiff", "alpha-lossless.webp", "alpha-lossy.webp"})
  void transparent_liesOnWhite(String name) {
    assertThat(Fixtures.difference(Fixtures.read(name), Fixtures.plain("on-white.png")))
        .isLessThan(name.contains("lossy") ? 4 : 0.3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"drawing.png", "grey.jpg", "alpha.png", "cmyk.jpg", "still.gif"})
  void image_is3ByteBgr(String name) {
    assertThat(Fixtures.read(name).getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
  }
}

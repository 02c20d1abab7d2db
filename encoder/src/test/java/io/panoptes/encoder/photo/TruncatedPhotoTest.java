package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.panoptes.encoder.photo.UnreadablePhotoException.Reason;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoders show half a photo where half is missing: the reader must not. */
class TruncatedPhotoTest {
  private final PhotoReader reader = new PhotoReader();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "progressive.jpg",
        "cmyk.jpg",
        "ycck.jpg",
        "grey.jpg",
        "drawing.png",
        "palette.png",
        "alpha.png",
        "animated.png",
        "lossy.webp",
        "lossless.webp",
        "alpha-lossy.webp",
        "animated.webp",
        "still.gif",
        "animated.gif",
        "drawing.bmp",
        "palette.bmp",
        "uncompressed.tiff",
        "lzw.tiff",
        "deflate.tiff",
        "jpeg.tiff"
      })
  void cutAnywhere_isTruncated(String name) {
    assertCutAnywhereIsTruncated(name, Fixtures.bytes(name));
  }

  static void assertCutAnywhereIsTruncated(String name, byte[] whole) {
    PhotoReader reader = new PhotoReader();
    int step = Math.max(1, whole.length / 200);
    for (int length = 40; length < whole.length; length += length > whole.length - 40 ? 1 : step) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(catchThrowable(() -> reader.read(name, cut)))
          .as("%s cut to %d of %d bytes", name, length, whole.length)
          .isInstanceOfSatisfying(
              UnreadablePhotoException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED))
          .hasMessageContaining(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "drawing.png", "still.gif", "lossy.webp", "drawing.bmp"})
  void bytesAfterTheEnd_areNotLookedAt(String name) {
    byte[] whole = Fixtures.bytes(name);
    byte[] longer = Arrays.copyOf(whole, whole.length + 1000);
    new Random(1).nextBytes(longer);
    System.arraycopy(whole, 0, longer, 0, whole.length);

    assertThat(Fixtures.difference(Fixtures.read(name, longer), Fixtures.read(name))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "progressive.jpg"})
  void pixelsMissingBeforeTheEndMarker_isTruncated(String name) {
    byte[] whole = Fixtures.bytes(name);
    byte[] cut = Arrays.copyOf(whole, whole.length * 3 / 4);
    cut[cut.length - 3] = 0;
    cut[cut.length - 2] = (byte) 0xff;
    cut[cut.length - 1] = (byte) 0xd9;

    assertThat(catchThrowable(() -> reader.read(name, cut)))
        .isInstanceOfSatisfying(
            UnreadablePhotoException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
  }
}

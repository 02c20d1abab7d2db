package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, there is a photo or an {@link UnreadablePhotoException}. */
class DamagedPhotoTest {
  private static final int TRIES = Integer.getInteger("panoptes.fuzz.tries", 60);

  private final PhotoReader reader = new PhotoReader();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "progressive.jpg",
        "cmyk.jpg",
        "drawing.png",
        "palette.png",
        "lossy.webp",
        "lossless.webp",
        "alpha-lossy.webp",
        "animated.webp",
        "still.gif",
        "drawing.bmp",
        "palette.bmp",
        "uncompressed.tiff",
        "lzw.tiff",
        "deflate.tiff",
        "jpeg.tiff",
        "cmyk.tiff"
      })
  void flippedBytes_giveAPhotoOrAReason(String name) {
    byte[] whole = Fixtures.bytes(name);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < TRIES; i++) {
      byte[] damaged = whole.clone();
      int flips = 1 + random.nextInt(4);
      for (int flip = 0; flip < flips; flip++) {
        // Half of them in the headers, where they do most harm.
        int range = random.nextBoolean() ? Math.min(200, whole.length) : whole.length;
        damaged[random.nextInt(range)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(reader.read(name, damaged).image()).isNotNull();
      } catch (UnreadablePhotoException e) {
        assertThat(e).hasMessageContaining(name);
      } catch (Throwable e) {
        fail(name + ", try " + i, e);
      }
    }
  }
}

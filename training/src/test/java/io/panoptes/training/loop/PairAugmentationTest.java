package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.panoptes.encoder.photo.Pixels;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairAugmentationTest {
  private static final int SIDE = 24;

  private static Pixels noise() {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    new Random(1).nextBytes(rgb);
    return new Pixels(SIDE, rgb);
  }

  private static Pixels white() {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    Arrays.fill(rgb, (byte) 255);
    return new Pixels(SIDE, rgb);
  }

  private static int at(Pixels pixels, int x, int y) {
    return pixels.rgb()[3 * (y * SIDE + x)] & 0xff;
  }

  @Test
  void sameSeed_givesTheSamePixels_andAnotherSeedOthers() {
    byte[] once = PairAugmentation.apply(noise(), 5).rgb();
    assertThat(PairAugmentation.apply(noise(), 5).rgb()).isEqualTo(once);
    assertThat(PairAugmentation.apply(noise(), 6).rgb()).isNotEqualTo(once);
  }

  @Test
  void nothingDone_isThePhoto_andMirrored_itIsMirrored() {
    Pixels photo = noise();
    assertThat(PairAugmentation.map(photo, 1, 0, 0, 1).rgb()).isEqualTo(photo.rgb());
    Pixels mirrored = PairAugmentation.map(photo, -1, 0, 0, 1);
    for (int x = 0; x < SIDE; x++) {
      assertThat(at(mirrored, x, 3)).isEqualTo(at(photo, SIDE - 1 - x, 3));
    }
  }

  @Test
  void mapped_isJava2dsTransform_sampledBilinearly() {
    Pixels photo = noise();
    AffineTransform transform = new AffineTransform(1.05, -0.03, 0.08, 0.97, 0, 0);
    Pixels mapped =
        PairAugmentation.map(
            photo,
            transform.getScaleX(),
            transform.getShearX(),
            transform.getShearY(),
            transform.getScaleY());
    double centre = (SIDE - 1) / 2.0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        Point2D from = transform.transform(new Point2D.Double(x - centre, y - centre), null);
        double expected = 0;
        for (int v = 0; v < SIDE; v++) { // every pixel, as far as it is near
          for (int u = 0; u < SIDE; u++) {
            double near =
                Math.max(0, 1 - Math.abs(from.getX() + centre - u))
                    * Math.max(0, 1 - Math.abs(from.getY() + centre - v));
            expected += near * at(photo, u, v);
          }
        }
        assertThat((double) at(mapped, x, y)).isCloseTo(expected, within(0.51));
      }
    }
  }

  @Test
  void everySeed_changesAPhotoALittleOnly() {
    int mirrored = 0;
    int smaller = 0;
    for (long seed = 0; seed < 400; seed++) {
      byte[] left = new byte[3 * SIDE * SIDE];
      for (int y = 0; y < SIDE; y++) {
        Arrays.fill(left, 3 * y * SIDE, 3 * (y * SIDE + SIDE / 2), (byte) 255);
      }
      Pixels half = PairAugmentation.apply(new Pixels(SIDE, left), seed);
      boolean isMirrored = at(half, 4, SIDE / 2) == 0;
      assertThat(at(half, 4, SIDE / 2) + at(half, SIDE - 5, SIDE / 2)).isEqualTo(255);
      mirrored += isMirrored ? 1 : 0;
      Pixels whole = PairAugmentation.apply(white(), seed);
      // 0.9 of the size, turned by 5° and sheared, still fills the middle 16 of 24 pixels.
      assertThat(at(whole, 4, 4)).isEqualTo(255);
      assertThat(at(whole, SIDE - 5, SIDE - 5)).isEqualTo(255);
      smaller += at(whole, 0, 0) < 255 ? 1 : 0;
    }
    assertThat(mirrored).isBetween(160, 240);
    assertThat(smaller).isBetween(100, 399);
  }
}

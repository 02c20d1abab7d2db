package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.Square;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairAugmentationTest {
  private static final int SIDE = 24;

  private static Square noise() {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    new Random(1).nextBytes(rgb);
    return new Square(SIDE, rgb);
  }

  private static Square white() {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    Arrays.fill(rgb, (byte) 255);
    return new Square(SIDE, rgb);
  }

  /** Returns a square whose left half is white. */
  private static Square half(int side) {
    byte[] rgb = new byte[3 * side * side];
    for (int y = 0; y < side; y++) {
      Arrays.fill(rgb, 3 * y * side, 3 * (y * side + side / 2), (byte) 255);
    }
    return new Square(side, rgb);
  }

  private static int at(Square square, int x, int y) {
    return square.rgb()[3 * (y * square.side() + x)] & 0xff;
  }

  private static Square apply(Square square, long seed) {
    return PairAugmentation.apply(Pixels.of(square), seed).square(Frame.whole(square.side()));
  }

  @Test
  void sameSeed_givesTheSamePixels_andAnotherSeedOthers() {
    byte[] once = apply(noise(), 5).rgb();
    assertThat(apply(noise(), 5).rgb()).isEqualTo(once);
    assertThat(apply(noise(), 6).rgb()).isNotEqualTo(once);
  }

  @Test
  void nothingDone_isThePhoto_andMirrored_itIsMirrored() {
    Square photo = noise();
    assertThat(PairAugmentation.map(photo, 1, 0, 0, 1).rgb()).isEqualTo(photo.rgb());
    Square mirrored = PairAugmentation.map(photo, -1, 0, 0, 1);
    for (int x = 0; x < SIDE; x++) {
      assertThat(at(mirrored, x, 3)).isEqualTo(at(photo, SIDE - 1 - x, 3));
    }
  }

  @Test
  void photoInTwoFrames_isChangedAlike() {
    Frame whole = Frame.whole(SIDE);
    Frame middle = new Frame(0.7, 2 * SIDE);
    for (long seed = 0; seed < 20; seed++) {
      Pixels both = new Pixels(Map.of(whole, half(SIDE), middle, half(2 * SIDE)));
      Pixels changed = PairAugmentation.apply(both, seed);
      Square small = changed.square(whole);
      assertThat(small.rgb()).isEqualTo(apply(half(SIDE), seed).rgb());
      for (int y = 2; y < SIDE - 2; y++) {
        for (int x = 2; x < SIDE - 2; x++) {
          boolean isFlat = at(small, x - 1, y) == at(small, x + 1, y); // else it is the edge
          if (isFlat && at(small, x, y - 1) == at(small, x, y + 1)) {
            assertThat(at(changed.square(middle), 2 * x, 2 * y)).isEqualTo(at(small, x, y));
          }
        }
      }
    }
  }

  @Test
  void mapped_isJava2dsTransform_sampledBilinearly() {
    Square photo = noise();
    AffineTransform transform = new AffineTransform(1.05, -0.03, 0.08, 0.97, 0, 0);
    Square mapped =
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
      Square half = apply(half(SIDE), seed);
      boolean isMirrored = at(half, 4, SIDE / 2) == 0;
      assertThat(at(half, 4, SIDE / 2) + at(half, SIDE - 5, SIDE / 2)).isEqualTo(255);
      mirrored += isMirrored ? 1 : 0;
      Square whole = apply(white(), seed);
      // 0.9 of the size, turned by 5° and sheared, still fills the middle 16 of 24 pixels.
      assertThat(at(whole, 4, 4)).isEqualTo(255);
      assertThat(at(whole, SIDE - 5, SIDE - 5)).isEqualTo(255);
      smaller += at(whole, 0, 0) < 255 ? 1 : 0;
    }
    assertThat(mirrored).isBetween(160, 240);
    assertThat(smaller).isBetween(100, 399);
  }
}

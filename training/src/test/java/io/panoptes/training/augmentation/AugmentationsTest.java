package io.panoptes.training.augmentation;

import static io.panoptes.training.augmentation.Drawings.SIDE;
import static io.panoptes.training.augmentation.Drawings.busy;
import static io.panoptes.training.augmentation.Drawings.draws;
import static io.panoptes.training.augmentation.Drawings.halves;
import static io.panoptes.training.augmentation.Drawings.mean;
import static io.panoptes.training.augmentation.Drawings.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each augmentation does to a photo as a whole. */
class AugmentationsTest {
  private static final Range NONE = Range.only(0);
  private static final Range ONE = Range.only(1);

  private static byte[] bytes(BufferedImage image) {
    return Canvas.bytes(Canvas.copy(image));
  }

  /** Each at its extremes. */
  static List<Augmentation> all() {
    return List.of(
        new Mirror(1),
        new ResizedCrop(new Range(0.05, 1), new Range(0.25, 4)),
        new Rotation(new Range(-45, 45)),
        new ColourCast(
            new Range(-2, 2), new Range(-2, 2), new Range(-4, 4), new Range(0, 4), new Range(0, 4)),
        new Blur(new Range(0, 50), new Range(0, 50)),
        new Recompression(new Range(0.01, 1)),
        new Shade(1, new Range(0, 1), new Range(-1, 1), new Range(0.001, 1)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void any_leavesThePhotoAsItWas_andGivesOneOfItsSizeAndType(Augmentation augmentation) {
    BufferedImage photo = busy(50, 40, 1);
    byte[] before = bytes(photo);
    for (int copy = 0; copy < 20; copy++) {
      BufferedImage result = augmentation.apply(photo, draws(copy));
      assertThat(result.getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
      assertThat(result.getWidth()).isEqualTo(50);
      assertThat(result.getHeight()).isEqualTo(40);
    }
    assertThat(bytes(photo)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("all")
  void any_isTheSame_forTheSameDraws_onAWholePhotoAndOnACrop(Augmentation augmentation) {
    BufferedImage photo = busy(50, 40, 2);
    BufferedImage crop = photo.getSubimage(7, 3, 30, 30);
    assertThat(bytes(augmentation.apply(photo, draws())))
        .isEqualTo(bytes(augmentation.apply(photo, draws())));
    assertThat(bytes(augmentation.apply(crop, draws())))
        .isEqualTo(bytes(augmentation.apply(Canvas.copy(crop), draws())));
  }

  @ParameterizedTest
  @MethodSource("all")
  void any_takesPhotosOfAFewPixels(Augmentation augmentation) {
    for (int copy = 0; copy < 10; copy++) {
      assertThat(augmentation.apply(busy(1, 1, 3), draws(copy)).getWidth()).isEqualTo(1);
      assertThat(augmentation.apply(busy(3, 1, 3), draws(copy)).getWidth()).isEqualTo(3);
    }
  }

  @Test
  void mirror_showsRightAsLeft() {
    BufferedImage photo = busy(31, 17, 4);
    BufferedImage mirrored = new Mirror(1).apply(photo, draws());
    for (int y = 0; y < 17; y++) {
      for (int x = 0; x < 31; x++) {
        assertThat(mirrored.getRGB(x, y)).isEqualTo(photo.getRGB(30 - x, y));
      }
    }
    assertThat(new Mirror(0).apply(photo, draws())).isSameAs(photo);
    assertThatIllegalArgumentException().isThrownBy(() -> new Mirror(1.1));
  }

  @Test
  void crop_ofAllIsThePhoto_andOfAQuarterIsTwiceAsLarge() {
    BufferedImage photo = busy(32, 32, 5);
    assertThat(bytes(new ResizedCrop(ONE, ONE).apply(photo, draws()))).isEqualTo(bytes(photo));
    Draws draws = draws();
    BufferedImage crop = new ResizedCrop(Range.only(0.25), ONE).apply(halves(), draws);
    // Half as wide as the photo: white is as much of it as it begins right of the photo's edge.
    assertThat(mean(crop, 0) / 255).isCloseTo(drawn(draws, "left") / (SIDE / 2.0), within(0.02));
  }

  private static double drawn(Draws draws, String name) {
    return Objects.requireNonNull(draws.drawn().get(name), name);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-45, -8, 0, 0.5, 12, 45})
  void rotation_leavesNoCornerEmpty(double degrees) {
    BufferedImage white = plain(90, 60, Color.WHITE);
    BufferedImage rotated = new Rotation(Range.only(degrees)).apply(white, draws());
    assertThat(bytes(rotated)).isEqualTo(bytes(white));
  }

  @Test
  void rotation_isClockwise() {
    BufferedImage rotated = new Rotation(Range.only(30)).apply(halves(), draws());
    // The white right half sinks: below the centre its border moves to the left.
    assertThat(rotated.getRGB(SIDE / 2 - 20, SIDE - 10)).isEqualTo(Color.WHITE.getRGB());
    assertThat(rotated.getRGB(SIDE / 2 + 20, 10)).isEqualTo(Color.BLACK.getRGB());
  }

  @Test
  void neutralCast_changesNothing() {
    BufferedImage photo = busy(20, 20, 6);
    ColourCast neutral = new ColourCast(NONE, NONE, NONE, ONE, ONE);
    assertThat(bytes(neutral.apply(photo, draws()))).isEqualTo(bytes(photo));
  }

  @Test
  void warmLight_raisesRed_andLowersBlue() {
    BufferedImage grey = plain(4, 4, new Color(100, 100, 100));
    BufferedImage warm = new ColourCast(Range.only(0.5), NONE, NONE, ONE, ONE).apply(grey, draws());
    assertThat(new Color(warm.getRGB(0, 0))).isEqualTo(new Color(141, 100, 71));
  }

  @Test
  void exposureContrastAndSaturation_doAsTheySay() {
    BufferedImage photo = plain(1, 1, new Color(100, 50, 50));
    assertThat(cast(photo, Range.only(1), ONE, ONE)).isEqualTo(new Color(200, 100, 100));
    // Grey, ITU-R BT.601: 0.299 · 100 + 0.701 · 50 = 64.95
    assertThat(cast(photo, NONE, ONE, NONE)).isEqualTo(new Color(65, 65, 65));
    assertThat(cast(photo, NONE, Range.only(0.5), ONE)).isEqualTo(new Color(114, 89, 89));
  }

  private static Color cast(BufferedImage photo, Range exposure, Range contrast, Range saturation) {
    return new Color(
        new ColourCast(NONE, NONE, exposure, contrast, saturation)
            .apply(photo, draws())
            .getRGB(0, 0));
  }

  @Test
  void castBeyondTheLevels_endsAtThem() {
    ColourCast strongest =
        new ColourCast(Range.only(2), Range.only(2), Range.only(4), Range.only(4), Range.only(4));
    BufferedImage white = strongest.apply(plain(1, 1, Color.WHITE), draws());
    BufferedImage black = strongest.apply(plain(1, 1, Color.BLACK), draws());
    assertThat(new Color(white.getRGB(0, 0)).getRed()).isEqualTo(255);
    assertThat(new Color(black.getRGB(0, 0))).isEqualTo(Color.BLACK);
  }

  @ParameterizedTest
  @CsvSource({"0.4", "1", "2.3"})
  void gaussian_isItsPlainTwin(double sigma) {
    BufferedImage photo = busy(23, 19, 7);
    BufferedImage blurred = Blur.gaussian(photo, sigma);
    int reach = (int) Math.ceil(3 * sigma);
    for (int y = 0; y < 19; y++) {
      for (int x = 0; x < 23; x++) {
        double sum = 0;
        double weights = 0;
        for (int v = -reach; v <= reach; v++) {
          for (int u = -reach; u <= reach; u++) {
            double weight = Math.exp(-(u * u + v * v) / (2 * sigma * sigma));
            int rgb = photo.getRGB(Math.clamp(x + u, 0, 22), Math.clamp(y + v, 0, 18));
            sum += weight * (rgb & 0xff);
            weights += weight;
          }
        }
        // Rounded twice, across and down.
        assertThat((double) (blurred.getRGB(x, y) & 0xff)).isCloseTo(sum / weights, within(1.1));
      }
    }
  }

  @Test
  void movement_smearsAlongItsWayAlone() {
    BufferedImage photo = halves();
    Blur moving = new Blur(NONE, Range.only(50));
    Draws draws = draws();
    BufferedImage moved = moving.apply(photo, draws);
    assertThat(mean(moved, 0)).isCloseTo(mean(photo, 0), within(1.0));
    double across = Math.abs(0.05 * SIDE * Math.cos(drawn(draws, "angle")));
    int grey = 0;
    for (int x = 0; x < SIDE; x++) {
      int level = moved.getRGB(x, SIDE / 2) & 0xff;
      grey += level > 0 && level < 255 ? 1 : 0;
    }
    assertThat((double) grey).isCloseTo(across, within(2.0));
  }

  @Test
  void worseQuality_isFartherFromThePhoto() {
    BufferedImage photo = halves();
    BufferedImage good = new Recompression(Range.only(0.9)).apply(busy(40, 40, 8), draws());
    BufferedImage bad = new Recompression(Range.only(0.1)).apply(busy(40, 40, 8), draws());
    assertThat(difference(bad, busy(40, 40, 8))).isGreaterThan(difference(good, busy(40, 40, 8)));
    assertThat(difference(new Recompression(Range.only(0.9)).apply(photo, draws()), photo))
        .isLessThan(2);
  }

  private static double difference(BufferedImage one, BufferedImage other) {
    byte[] a = bytes(one);
    byte[] b = bytes(other);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return sum / a.length;
  }

  @Test
  void shade_darkensOneSide_byWhatWasDrawn_andNoOther() {
    Shade shade = new Shade(1, Range.only(0.4), NONE, Range.only(0.1));
    for (int copy = 0; copy < 10; copy++) {
      BufferedImage shaded = shade.apply(plain(SIDE, SIDE, Color.WHITE), draws(copy));
      byte[] bytes = bytes(shaded);
      int dark = 0;
      int light = 0;
      for (int i = 0; i < bytes.length; i += 3) {
        assertThat(bytes[i] & 0xff).isBetween(152, 255);
        dark += (bytes[i] & 0xff) <= 154 ? 1 : 0;
        light += (bytes[i] & 0xff) == 255 ? 1 : 0;
      }
      int pixels = SIDE * SIDE;
      assertThat(dark).isBetween((int) (0.48 * pixels), (int) (0.52 * pixels));
      assertThat(light).isBetween((int) (0.35 * pixels), (int) (0.45 * pixels));
    }
    BufferedImage photo = halves();
    assertThat(new Shade(0, ONE, NONE, ONE).apply(photo, draws())).isSameAs(photo);
  }
}

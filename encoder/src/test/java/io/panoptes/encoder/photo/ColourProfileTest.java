package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourProfileTest {
  private static final byte[] HEADER = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] jpeg = Fixtures.bytes("baseline.jpg");
  private final BufferedImage drawing = Fixtures.read("baseline.jpg");

  @Test
  void profile_isApplied() {
    BufferedImage image = read(jpeg, swapped());

    assertThat(Fixtures.difference(image, withRedAndBlueSwapped(drawing))).isLessThan(2);
  }

  @Test
  void profileInSeveralSegments_isApplied() {
    byte[] profile = swapped();
    byte[] first = "ICC_PROFILE\0\1\2".getBytes(StandardCharsets.US_ASCII);
    byte[] second = "ICC_PROFILE\0\2\2".getBytes(StandardCharsets.US_ASCII);
    byte[] with =
        Fixtures.withSegment(
            Fixtures.withSegment(
                jpeg, 0xe2, second, Arrays.copyOfRange(profile, 500, profile.length)),
            0xe2,
            first,
            Arrays.copyOf(profile, 500));

    BufferedImage image = Fixtures.read("photo.jpg", with);

    assertThat(Fixtures.difference(image, withRedAndBlueSwapped(drawing))).isLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"profile.png", "profile.webp", "profile.tiff"})
  void profileOfAnyFormat_isApplied(String name) {
    assertThat(
            Fixtures.difference(
                Fixtures.read(name), withRedAndBlueSwapped(Fixtures.plain("drawing.png"))))
        .isLessThan(2);
  }

  @Test
  void profileOfInks_isApplied() {
    // Pure cyan, by a profile that has cyan and magenta exchanged.
    int pixel = Fixtures.read("cmyk-profile.jpg").getRGB(8, 8);

    assertThat(pixel >> 16 & 0xff).isGreaterThan(230);
    assertThat(pixel >> 8 & 0xff).isLessThan(40);
    assertThat(pixel & 0xff).isGreaterThan(230);
  }

  @Test
  void srgbProfile_changesNothing() {
    byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    assertThat(Fixtures.difference(read(jpeg, srgb), drawing)).isZero();
    assertThat(ColourProfile.parse(srgb, 3)).isNull();
  }

  @Test
  void greyProfile_isApplied() {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

    BufferedImage image = read(Fixtures.bytes("grey.jpg"), linear);

    BufferedImage plain = Fixtures.read("grey.jpg");
    for (int x = 0; x < plain.getWidth(); x++) {
      double light = (plain.getRGB(x, 20) & 0xff) / 255.0;
      double expected = 255 * (1.055 * Math.pow(light, 1 / 2.4) - 0.055);
      assertThat((double) (image.getRGB(x, 20) & 0xff)).isBetween(expected - 2, expected + 2);
    }
  }

  @Test
  void profileOfOtherComponents_isIgnored() {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

    assertThat(Fixtures.difference(read(jpeg, linear), drawing)).isZero();
    assertThat(
            Fixtures.difference(
                read(Fixtures.bytes("cmyk.jpg"), swapped()), Fixtures.read("cmyk.jpg")))
        .isZero();
  }

  @Test
  void brokenProfile_isIgnored() {
    byte[] random = new byte[600];
    new Random(1).nextBytes(random);
    byte[] cut = Arrays.copyOf(swapped(), 300);

    assertThat(Fixtures.difference(read(jpeg, random), drawing)).isZero();
    assertThat(Fixtures.difference(read(jpeg, cut), drawing)).isZero();
    assertThat(Fixtures.difference(read(jpeg, new byte[0]), drawing)).isZero();
  }

  @Test
  void damagedProfile_neverLosesThePhoto() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] profile = swapped();
      for (int flip = 0; flip < 5; flip++) {
        profile[random.nextInt(profile.length)] = (byte) random.nextInt(256);
      }
      assertThat(read(jpeg, profile).getWidth()).isEqualTo(drawing.getWidth());
    }
  }

  private static BufferedImage read(byte[] jpeg, byte[] profile) {
    return Fixtures.read("photo.jpg", Fixtures.withSegment(jpeg, 0xe2, HEADER, profile));
  }

  /** Returns sRGB with red and blue exchanged: what it changes is plain to see. */
  private static byte[] swapped() {
    ByteBuffer profile =
        ByteBuffer.wrap(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData().clone());
    int tags = profile.getInt(128);
    for (int i = 0; i < tags; i++) {
      int at = 132 + 12 * i;
      switch (profile.getInt(at)) {
        case 0x7258595a -> profile.putInt(at, 0x6258595a);
        case 0x6258595a -> profile.putInt(at, 0x7258595a);
        default -> {}
      }
    }
    return profile.array();
  }

  private static BufferedImage withRedAndBlueSwapped(BufferedImage image) {
    BufferedImage swapped =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        swapped.setRGB(x, y, (pixel & 0xff) << 16 | (pixel & 0xff00) | (pixel >> 16 & 0xff));
      }
    }
    return swapped;
  }
}

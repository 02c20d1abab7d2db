package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResizeTest {
  private static final Frame FRAME = new Frame(0.7, 16);

  @ParameterizedTest
  @ValueSource(ints = {8, 20, 100})
  void square_isPillowsBilinear_bitForBit(int side) {
    assertThat(Resize.toSquare(Fixtures.plain("drawing.png"), Frame.whole(side)).rgb())
        .isEqualTo(rgb(Fixtures.plain("resized" + side + ".png")));
  }

  /** The box's edges fall within pixels: 0.15 · 64 = 9.6 and 0.15 · 48 = 7.2. */
  @ParameterizedTest
  @ValueSource(ints = {20, 100})
  void middle_isPillowsBoxOfFractions_bitForBit(int side) {
    assertThat(Resize.toSquare(Fixtures.plain("drawing.png"), new Frame(0.7, side)).rgb())
        .isEqualTo(rgb(Fixtures.plain("middle" + side + ".png")));
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,8,1",
    "1,50,7,1",
    "3,2,64,1",
    "64,64,64,1",
    "640,480,224,1",
    "1000,37,31,1",
    "225,224,224,1",
    "1,1,8,0.7",
    "3,2,64,0.01",
    "64,64,64,0.5",
    "640,480,224,0.7",
    "1000,37,31,0.9"
  })
  void square_isNearItsPlainTwin(int width, int height, int side, double share) {
    BufferedImage image = noise(width, height);

    byte[] rgb = Resize.toSquare(image, new Frame(share, side)).rgb();

    double[] plain = plain(image, share, side);
    for (int i = 0; i < rgb.length; i++) {
      assertThat((double) (rgb[i] & 0xff)).isBetween(plain[i] - 1.1, plain[i] + 1.1);
    }
  }

  @Test
  void crop_isAsItsCopy() {
    BufferedImage image = noise(60, 50);
    BufferedImage copy = new BufferedImage(31, 22, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 22; y++) {
      for (int x = 0; x < 31; x++) {
        copy.setRGB(x, y, image.getRGB(7 + x, 11 + y));
      }
    }

    Square crop = Resize.toSquare(image.getSubimage(7, 11, 31, 22), FRAME);

    assertThat(crop.rgb()).isEqualTo(Resize.toSquare(copy, FRAME).rgb());
  }

  @Test
  void cropOfACrop_isAsOneCrop() {
    BufferedImage image = noise(60, 50);

    Square twice =
        Resize.toSquare(image.getSubimage(5, 6, 50, 40).getSubimage(2, 5, 31, 22), FRAME);

    assertThat(twice.rgb())
        .isEqualTo(Resize.toSquare(image.getSubimage(7, 11, 31, 22), FRAME).rgb());
  }

  private static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(width + 31L * height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }

  private static byte[] rgb(BufferedImage image) {
    byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
    for (int i = 0; i < rgb.length / 3; i++) {
      int pixel = image.getRGB(i % image.getWidth(), i / image.getWidth());
      rgb[3 * i] = (byte) (pixel >> 16);
      rgb[3 * i + 1] = (byte) (pixel >> 8);
      rgb[3 * i + 2] = (byte) pixel;
    }
    return rgb;
  }

  /** The mean of the pixels under a pyramid, in one pass and in double precision. */
  private static double[] plain(BufferedImage image, double share, int side) {
    double across = Math.max(1, share * image.getWidth() / side);
    double down = Math.max(1, share * image.getHeight() / side);
    double[] rgb = new double[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      double centreX = ((1 - share) / 2 + share * (i % side + 0.5) / side) * image.getWidth();
      double centreY =
          ((1 - share) / 2 + share * (Math.floorDiv(i, side) + 0.5) / side) * image.getHeight();
      double total = 0;
      for (int y = (int) Math.max(0, centreY - down - 1);
          y < Math.min(image.getHeight(), centreY + down + 1);
          y++) {
        for (int x = (int) Math.max(0, centreX - across - 1);
            x < Math.min(image.getWidth(), centreX + across + 1);
            x++) {
          double weight =
              Math.max(0, 1 - Math.abs(x + 0.5 - centreX) / across)
                  * Math.max(0, 1 - Math.abs(y + 0.5 - centreY) / down);
          int pixel = image.getRGB(x, y);
          total += weight;
          for (int c = 0; c < 3; c++) {
            rgb[3 * i + c] += weight * (pixel >> (16 - 8 * c) & 0xff);
          }
        }
      }
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] /= total;
      }
    }
    return rgb;
  }
}

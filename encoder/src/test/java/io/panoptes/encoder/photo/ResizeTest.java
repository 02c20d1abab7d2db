package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResizeTest {
  @ParameterizedTest
  @ValueSource(ints = {8, 20, 100})
  void square_isPillowsBilinear_bitForBit(int side) {
    assertThat(Resize.toSquare(Fixtures.plain("drawing.png"), side).rgb())
        .isEqualTo(rgb(Fixtures.plain("resized" + side + ".png")));
  }

  @ParameterizedTest
  @CsvSource({"1,1,8", "1,50,7", "3,2,64", "64,64,64", "640,480,224", "1000,37,31", "225,224,224"})
  void square_isNearItsPlainTwin(int width, int height, int side) {
    BufferedImage image = noise(width, height);

    byte[] rgb = Resize.toSquare(image, side).rgb();

    double[] plain = plain(image, side);
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

    Square crop = Resize.toSquare(image.getSubimage(7, 11, 31, 22), 16);

    assertThat(crop.rgb()).isEqualTo(Resize.toSquare(copy, 16).rgb());
  }

  @Test
  void cropOfACrop_isAsOneCrop() {
    BufferedImage image = noise(60, 50);

    Square twice = Resize.toSquare(image.getSubimage(5, 6, 50, 40).getSubimage(2, 5, 31, 22), 16);

    assertThat(twice.rgb()).isEqualTo(Resize.toSquare(image.getSubimage(7, 11, 31, 22), 16).rgb());
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
  private static double[] plain(BufferedImage image, int side) {
    double across = Math.max(1, (double) image.getWidth() / side);
    double down = Math.max(1, (double) image.getHeight() / side);
    double[] rgb = new double[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      double centreX = (i % side + 0.5) * image.getWidth() / side;
      double centreY = (Math.floorDiv(i, side) + 0.5) * image.getHeight() / side;
      double total = 0;
      for (int y = (int) Math.max(0, centreY - down - 1);
          y < Math.min(image.getHeight(), centreY + down + 1);
          y++) {
        for (int x = (int) Math.max(0, centreX - across - 1);
            x < Math.min(image.getWidth(), centreX + across + 1);
            x++) {
          double share =
              Math.max(0, 1 - Math.abs(x + 0.5 - centreX) / across)
                  * Math.max(0, 1 - Math.abs(y + 0.5 - centreY) / down);
          int pixel = image.getRGB(x, y);
          total += share;
          for (int c = 0; c < 3; c++) {
            rgb[3 * i + c] += share * (pixel >> (16 - 8 * c) & 0xff);
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

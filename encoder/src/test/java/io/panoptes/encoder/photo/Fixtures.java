package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;

/** The photos of {@code src/test/resources/photos}, and how alike two pictures are. */
final class Fixtures {
  private Fixtures() {}

  static byte[] bytes(String name) {
    try (InputStream input = Fixtures.class.getResourceAsStream("/photos/" + name)) {
      return Objects.requireNonNull(input, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BufferedImage read(String name) {
    return read(name, bytes(name));
  }

  static BufferedImage read(String name, byte[] content) {
    try {
      return new PhotoReader().read(name, content).image();
    } catch (UnreadablePhotoException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a PNG of 8-bit RGB by ImageIO alone. */
  static BufferedImage plain(String name) {
    try (InputStream input = Fixtures.class.getResourceAsStream("/photos/" + name)) {
      return Objects.requireNonNull(ImageIO.read(Objects.requireNonNull(input, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the mean difference of two pictures' samples, 0 to 255. */
  static double difference(BufferedImage a, BufferedImage b) {
    assertThat(a.getWidth()).isEqualTo(b.getWidth());
    assertThat(a.getHeight()).isEqualTo(b.getHeight());
    int width = a.getWidth();
    int height = a.getHeight();
    int[] ofA = a.getRGB(0, 0, width, height, null, 0, width);
    int[] ofB = b.getRGB(0, 0, width, height, null, 0, width);
    double sum = 0;
    for (int i = 0; i < ofA.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        sum += Math.abs((ofA[i] >> shift & 0xff) - (ofB[i] >> shift & 0xff));
      }
    }
    return sum / (3.0 * ofA.length);
  }

  /** Returns {@code jpeg} with a segment put behind its first two bytes. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer with = ByteBuffer.allocate(jpeg.length + 4 + length);
    with.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker).putShort((short) (2 + length));
    for (byte[] part : parts) {
      with.put(part);
    }
    return with.put(jpeg, 2, jpeg.length - 2).array();
  }
}

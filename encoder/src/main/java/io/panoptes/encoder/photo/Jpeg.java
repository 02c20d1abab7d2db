package io.panoptes.encoder.photo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes pictures as JPEG: the pixels and nothing else, no place, no time, no camera. Public for
 * augmentation, which compresses as phones do.
 */
public final class Jpeg {
  private Jpeg() {}

  /**
   * Returns {@code image} as a JPEG file's bytes.
   *
   * @param image {@link BufferedImage#TYPE_3BYTE_BGR}
   * @param quality above 0 and at most 1, as ImageIO counts
   */
  public static byte[] encode(BufferedImage image, float quality) {
    if (!(quality > 0 && quality <= 1)) {
      throw new IllegalArgumentException("quality must be above 0 and at most 1, got " + quality);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriter writer = ImagePlugins.jpegWriter().createWriterInstance();
      try {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        writer.setOutput(output);
        writer.write(null, new IIOImage(image, null, null), parameters);
      } finally {
        writer.dispose();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a JPEG is written to memory", e);
    }
    return bytes.toByteArray();
  }
}

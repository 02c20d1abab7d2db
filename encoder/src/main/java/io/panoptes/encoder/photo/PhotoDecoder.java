package io.panoptes.encoder.photo;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.panoptes.encoder.photo.PhotoHeader.Inks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes one photo whose header has been found in order. */
final class PhotoDecoder {
  private PhotoDecoder() {}

  /**
   * Returns the picture in {@code content} as it is stored, of every {@code step}-th pixel of every
   * {@code step}-th row, in sRGB.
   *
   * @param warnings what the decoder said while it went on regardless
   */
  static BufferedImage decode(
      PhotoFormat format, PhotoHeader header, byte[] content, int step, List<String> warnings)
      throws IOException {
    byte[] seen =
        switch (format) {
          case JPEG -> JpegHeader.withoutProfile(content);
          case WEBP -> WebpHeader.forDecoder(content);
          case PNG, GIF, BMP, TIFF -> content;
        };
    ImageReader reader = ImagePlugins.reader(format).createReaderInstance();
    try (ImageInputStream input = new ByteArrayImageInputStream(seen)) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(input, true, true);
      ImageReadParam parameters = reader.getDefaultReadParam();
      parameters.setSourceSubsampling(step, step, 0, 0);
      if (header.inks() != Inks.NONE) {
        return Srgb.of(reader.readRaster(0, parameters), header.inks(), header.profile());
      }
      return Srgb.of(reader.read(0, parameters), header.profile());
    } finally {
      reader.dispose();
    }
  }
}

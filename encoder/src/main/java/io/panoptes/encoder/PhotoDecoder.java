package io.panoptes.encoder;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.panoptes.encoder.PhotoHeader.Inks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
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
          case JPEG -> header.profile() == null ? content : JpegHeader.withoutProfile(content);
          case WEBP -> WebpHeader.forDecoder(content);
          case PNG, GIF, BMP, TIFF -> content;
        };
    ImageReader reader = Readers.of(format).createReaderInstance();
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

  /**
   * The decoders, each chosen by name: of those on the class path ImageIO would take whichever
   * comes first.
   */
  private static final class Readers {
    private static final ImageReaderSpi JPEG =
        registered("com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi");
    private static final ImageReaderSpi PNG =
        registered("com.sun.imageio.plugins.png.PNGImageReaderSpi");
    private static final ImageReaderSpi GIF =
        registered("com.sun.imageio.plugins.gif.GIFImageReaderSpi");
    private static final ImageReaderSpi BMP =
        registered("com.sun.imageio.plugins.bmp.BMPImageReaderSpi");
    private static final ImageReaderSpi WEBP = new WebPImageReaderSpi();
    private static final ImageReaderSpi TIFF = new TIFFImageReaderSpi();

    static ImageReaderSpi of(PhotoFormat format) {
      return switch (format) {
        case JPEG -> JPEG;
        case PNG -> PNG;
        case WEBP -> WEBP;
        case GIF -> GIF;
        case BMP -> BMP;
        case TIFF -> TIFF;
      };
    }

    private static ImageReaderSpi registered(String className) {
      List<String> others = new ArrayList<>();
      Iterator<ImageReaderSpi> readers =
          IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
      while (readers.hasNext()) {
        ImageReaderSpi reader = readers.next();
        if (reader.getClass().getName().equals(className)) {
          return reader;
        }
        others.add(reader.getClass().getName());
      }
      throw new IllegalStateException("ImageIO must have " + className + ", has " + others);
    }
  }
}

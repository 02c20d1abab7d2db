package io.panoptes.encoder.photo;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;

/**
 * ImageIO's decoders and encoder, each chosen by name: of those on the class path ImageIO would
 * take whichever comes first.
 */
final class ImagePlugins {
  private static final String JDK = "com.sun.imageio.plugins.";

  private static final ImageReaderSpi JPEG =
      find(ImageReaderSpi.class, "com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi");
  private static final ImageReaderSpi PNG =
      find(ImageReaderSpi.class, JDK + "png.PNGImageReaderSpi");
  private static final ImageReaderSpi GIF =
      find(ImageReaderSpi.class, JDK + "gif.GIFImageReaderSpi");
  private static final ImageReaderSpi BMP =
      find(ImageReaderSpi.class, JDK + "bmp.BMPImageReaderSpi");
  private static final ImageReaderSpi WEBP = new WebPImageReaderSpi();
  private static final ImageReaderSpi TIFF = new TIFFImageReaderSpi();
  private static final ImageWriterSpi JPEG_WRITER =
      find(ImageWriterSpi.class, JDK + "jpeg.JPEGImageWriterSpi");

  private ImagePlugins() {}

  static ImageReaderSpi reader(PhotoFormat format) {
    return switch (format) {
      case JPEG -> JPEG;
      case PNG -> PNG;
      case WEBP -> WEBP;
      case GIF -> GIF;
      case BMP -> BMP;
      case TIFF -> TIFF;
    };
  }

  static ImageWriterSpi jpegWriter() {
    return JPEG_WRITER;
  }

  private static <T> T find(Class<T> kind, String className) {
    List<String> others = new ArrayList<>();
    Iterator<T> plugins = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
    while (plugins.hasNext()) {
      T plugin = plugins.next();
      if (plugin.getClass().getName().equals(className)) {
        return plugin;
      }
      others.add(plugin.getClass().getName());
    }
    throw new IllegalStateException("ImageIO must have " + className + ", has " + others);
  }
}

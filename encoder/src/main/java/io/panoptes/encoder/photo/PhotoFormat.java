package io.panoptes.encoder.photo;

import io.panoptes.encoder.photo.UnreadablePhotoException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.mime.MimeTypesFactory;

/** The formats that can be read. A file's bytes say which it is; its name may say what it likes. */
enum PhotoFormat {
  JPEG,
  PNG,
  WEBP,
  GIF,
  BMP,
  TIFF;

  private static final String READABLE = "a photo must be JPEG, PNG, WebP, GIF, BMP or TIFF";

  /**
   * Returns the format of the photo in {@code content}.
   *
   * @throws UnreadablePhotoException if it is none of these, naming what it is instead
   */
  static PhotoFormat of(String name, byte[] content) throws UnreadablePhotoException {
    Bytes bytes = Bytes.of(name, content, ByteOrder.BIG_ENDIAN);
    if (bytes.has(0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (bytes.has(0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (bytes.has(0, "RIFF") && bytes.has(8, "WEBP")) {
      return WEBP;
    }
    if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a")) {
      return GIF;
    }
    if (bytes.has(0, "II*\0") || bytes.has(0, "MM\0*")) {
      return TIFF;
    }
    String type = OtherTypes.of(content);
    if (type.equals("image/bmp")) {
      return BMP;
    }
    throw other(name, bytes, type);
  }

  PhotoHeader header(String name, byte[] content) throws UnreadablePhotoException {
    Bytes bytes = Bytes.of(name, content, ByteOrder.BIG_ENDIAN);
    return switch (this) {
      case JPEG -> JpegHeader.read(bytes);
      case PNG -> PngHeader.read(bytes);
      case WEBP -> WebpHeader.read(bytes);
      case GIF -> GifHeader.read(bytes);
      case BMP -> BmpHeader.read(bytes);
      case TIFF -> TiffHeader.read(bytes);
    };
  }

  private static UnreadablePhotoException other(String name, Bytes bytes, String type)
      throws UnreadablePhotoException {
    if (isAvif(bytes)) {
      return new UnreadablePhotoException(
          Reason.UNSUPPORTED_AVIF,
          READABLE + ", " + name + " is AVIF: convert it to JPEG, with any image editor");
    }
    if (type.startsWith("image/heif") || type.startsWith("image/heic")) {
      return new UnreadablePhotoException(
          Reason.UNSUPPORTED_HEIC,
          READABLE
              + ", "
              + name
              + " is HEIC: convert it to JPEG, with any image editor; for an iPhone to take"
              + " JPEGs, choose Settings > Camera > Formats > Most Compatible");
    }
    return new UnreadablePhotoException(
        type.startsWith("image/") ? Reason.UNSUPPORTED_FORMAT : Reason.NOT_A_PHOTO,
        READABLE + ", " + name + " is " + type);
  }

  /** AVIF and HEIC share a container, whose first box names what it is compatible with. */
  private static boolean isAvif(Bytes bytes) throws UnreadablePhotoException {
    boolean avif = false;
    if (bytes.has(4, "ftyp")) {
      long end = Math.min(bytes.u32(0), bytes.length());
      for (long at = 8; at < end; at += 4) {
        avif |= bytes.has(at, "avif") || bytes.has(at, "avis");
      }
    }
    return avif;
  }

  /** Tika's table of types, read when a file is none of the common ones: that takes a while. */
  private static final class OtherTypes {
    private static final MimeTypes TABLE = table();

    private static MimeTypes table() {
      try {
        return MimeTypesFactory.create("tika-mimetypes.xml");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (MimeTypeException e) {
        throw new IllegalStateException(e);
      }
    }

    static String of(byte[] content) {
      try {
        return TABLE
            .detect(new ByteArrayInputStream(content), new Metadata())
            .getBaseType()
            .toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package io.panoptes.encoder.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.Tika;

/** Which files are meant to be photos: those named like one, and those that are one. */
final class PhotoNames {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif",
          "avif");

  /** What macOS leaves in archives: a hidden twin of each file. */
  private static final String ARCHIVE_LEFTOVERS = "__MACOSX";

  private PhotoNames() {}

  /** Returns whether people would take {@code file} for a photo by its name. */
  static boolean isNamedLikePhoto(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Returns whether {@code file} begins like an image; one that cannot be read does not. */
  static boolean isImage(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return Detector.TIKA.detect(content).startsWith("image/");
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether {@code path} is one that file managers do not show. */
  static boolean isHidden(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || name.equals(ARCHIVE_LEFTOVERS);
  }

  /** Made for the first file without a photo's name: few folders have one. */
  private static final class Detector {
    static final Tika TIKA = new Tika();
  }
}

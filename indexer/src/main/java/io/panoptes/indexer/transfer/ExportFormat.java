package io.panoptes.indexer.transfer;

import io.panoptes.encoder.photo.Box;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is in an exported file under which name: {@code docs/export-format.md} is its description.
 */
final class ExportFormat {
  /** What {@code export.json} calls the format. */
  static final String NAME = "panoptes-export";

  /** The version that is written; a newer one is refused. */
  static final int VERSION = 1;

  static final String MANIFEST = "export.json";
  static final String OBJECTS = "objects.jsonl";
  static final String JOURNAL = "journal";
  static final String SUMS = "SHA256SUMS";

  /** The longest line of {@link #OBJECTS}: an object of 12,000 photos of 2,048 dimensions. */
  static final int LONGEST_OBJECT = 256 << 20;

  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private static final long MIB = 1 << 20;

  /** What an entry is: those it may be called, and the most bytes it may have. */
  enum Kind {
    MANIFEST("export\\.json", MIB),
    OBJECTS("objects\\.jsonl", Long.MAX_VALUE),
    MODEL("models/[0-9a-f]{64}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}", 8192 * MIB),
    THUMBNAIL("thumbnails/([0-9a-f]{2})/\\1[0-9a-f]{62}(@[0-9.,E-]{7,200})?\\.jpg", MIB),
    ORIGINAL("originals/([0-9a-f]{2})/\\1[0-9a-f]{62}", 20 * MIB),
    JOURNAL("journal", 1024 * MIB),
    SUMS("SHA256SUMS", Long.MAX_VALUE);

    private final Pattern name;
    private final long most;

    Kind(String name, long most) {
      this.name = Pattern.compile(name);
      this.most = most;
    }

    /** Returns the most bytes that such an entry may have. */
    long most() {
      return most;
    }

    /** Returns what the entry {@code name} is; null if an export has no such entry. */
    static @Nullable Kind of(String name) {
      for (Kind kind : values()) {
        if (kind.name.matcher(name).matches()) {
          return kind;
        }
      }
      return null;
    }
  }

  private ExportFormat() {}

  /** Returns the name of the thumbnail of {@code box} of the photo {@code photoId}. */
  static String thumbnail(String photoId, @Nullable Box box) {
    return "thumbnails/" + below(photoId) + (box == null ? "" : "@" + box) + ".jpg";
  }

  /** Returns the name of the file of the photo {@code photoId}. */
  static String original(String photoId) {
    return "originals/" + below(photoId);
  }

  private static String below(String photoId) {
    return photoId.substring(0, 2) + "/" + photoId;
  }

  /** Returns whether {@code thumbnail} begins as a JPEG does. */
  static boolean isJpeg(byte[] thumbnail) {
    return thumbnail.length > JPEG.length
        && Arrays.equals(thumbnail, 0, JPEG.length, JPEG, 0, JPEG.length);
  }

  /** Returns a digest to be fed. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

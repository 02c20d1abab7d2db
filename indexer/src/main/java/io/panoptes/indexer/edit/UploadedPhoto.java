package io.panoptes.indexer.edit;

import io.panoptes.encoder.View;
import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A photo that came by upload, read and encoded.
 *
 * @param name the file's, without the folders that some browsers send; in Unicode NFC
 * @param id SHA-256 of {@code content}, 64 hex digits
 * @param content the file, not to be changed
 * @param thumbnail a JPEG, not to be changed
 * @param view where the network of the catalogue's generation sees it
 */
public record UploadedPhoto(
    String name, String id, ByteBuffer content, ByteBuffer thumbnail, View view) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FOLDERS = Pattern.compile("(?s).*[/\\\\]");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
  private static final int LONGEST_NAME = 200;

  public UploadedPhoto {
    name = plainName(name);
    content = content.asReadOnlyBuffer();
    thumbnail = thumbnail.asReadOnlyBuffer();
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a photo's id must be 64 hex digits, got " + id + " (photo " + name + ")");
    }
    if (!content.hasRemaining() || !thumbnail.hasRemaining()) {
      throw new IllegalArgumentException(
          "a photo and its thumbnail must have bytes (photo " + name + ")");
    }
  }

  /** Returns {@code name} without folders and without what could disturb a log or a terminal. */
  public static String plainName(String name) {
    String file = FOLDERS.matcher(name).replaceFirst("");
    String seen = UNSEEN.matcher(Normalizer.normalize(file, Normalizer.Form.NFC)).replaceAll("");
    String stripped = seen.strip();
    if (stripped.isEmpty()) {
      return "photo";
    }
    int length = stripped.codePointCount(0, stripped.length());
    return stripped.substring(
        stripped.offsetByCodePoints(0, Math.max(0, length - LONGEST_NAME))); // keeps the extension
  }
}

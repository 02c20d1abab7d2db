package io.panoptes.encoder.photo;

import io.panoptes.encoder.photo.UnreadablePhotoException.Reason;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads photos: whole ones, upright, in sRGB; anything else is refused by name, and only with
 * {@link UnreadablePhotoException}, whatever the bytes are. Many threads may share one.
 *
 * <p>Photos are checked before they are decoded: at most 20 MiB of bytes, at most 50 million
 * pixels, and all there. Of a large one only every second (or third …) pixel of every second row is
 * kept, so that at most {@value #MAX_HELD_PIXELS} are held: that is decided by its size alone,
 * hence the same for training, indexing and querying, and no network sees more than a few hundred
 * pixels a side.
 */
public final class PhotoReader {
  /** The largest file that is read; public for who gets photos from elsewhere. */
  public static final int MAX_BYTES = 20 << 20;

  private static final int MAX_PIXELS = 50_000_000;

  /** 12 × 2^20: the 12 megapixels of most phones, up to 4096 × 3072, are kept whole. */
  private static final int MAX_HELD_PIXELS = 12 << 20;

  private static final Pattern LOST_END = Pattern.compile("(?i)premature end|missing EOI");
  private static final Pattern BAD_DATA =
      Pattern.compile("(?i)bad Huffman|instead of RST|out-of-sequence");

  /**
   * Reads the photo in {@code file}.
   *
   * @throws UnreadablePhotoException if there is no such photo, also if the file cannot be read
   */
  public Photo read(Path file) throws IOException {
    return read(file.toString(), bytes(file));
  }

  /**
   * Returns the bytes of the photo in {@code file}, for who may know it by its id and need not
   * decode it.
   *
   * @throws UnreadablePhotoException if the file cannot be read, or is too large for a photo
   */
  public byte[] bytes(Path file) throws UnreadablePhotoException {
    return PhotoBytes.read(file);
  }

  /** Returns the id of the photo whose file's bytes are {@code content}, see {@link Photo#id}. */
  public static String id(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * Reads the photo whose file's bytes are {@code content}; {@code name} is for messages.
   *
   * @throws UnreadablePhotoException if there is no such photo
   */
  public Photo read(String name, byte[] content) throws UnreadablePhotoException {
    if (content.length == 0) {
      throw new UnreadablePhotoException(
          Reason.EMPTY, "a photo must have bytes, " + name + " has none");
    }
    PhotoBytes.checkLength(name, content.length);
    try {
      PhotoFormat format = PhotoFormat.of(name, content);
      PhotoHeader header = format.header(name, content);
      int step = step(name, header);
      List<String> warnings = new ArrayList<>();
      BufferedImage image =
          DecodingMemory.hold(
              DecodingMemory.estimate(format, header, held(header, step)),
              () ->
                  Orientation.upright(
                      PhotoDecoder.decode(format, header, content, step, warnings),
                      header.orientation()));
      checkWarnings(name, warnings);
      return new Photo(id(content), image);
    } catch (UnreadablePhotoException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw undecodable(name, e);
    } catch (OutOfMemoryError | StackOverflowError | InternalError e) {
      throw undecodable(name, e);
    }
  }

  private static int step(String name, PhotoHeader header) throws UnreadablePhotoException {
    long width = header.width();
    long height = header.height();
    String size = name + " has " + width + "×" + height;
    if (width <= 0 || height <= 0) {
      throw new UnreadablePhotoException(Reason.DAMAGED, "a photo must have pixels, " + size);
    }
    if (width > MAX_PIXELS / height) {
      throw new UnreadablePhotoException(
          Reason.TOO_MANY_PIXELS, "a photo may have " + MAX_PIXELS + " pixels, " + size);
    }
    int step = 1;
    while (held(header, step) > MAX_HELD_PIXELS) {
      step++;
    }
    return step;
  }

  private static long held(PhotoHeader header, int step) {
    return Math.ceilDiv(header.width(), step) * Math.ceilDiv(header.height(), step);
  }

  private static void checkWarnings(String name, List<String> warnings)
      throws UnreadablePhotoException {
    for (String warning : warnings) {
      if (LOST_END.matcher(warning).find()) {
        throw new UnreadablePhotoException(
            Reason.TRUNCATED, "a photo must be whole, " + name + " is not: " + warning);
      }
      if (BAD_DATA.matcher(warning).find()) {
        throw new UnreadablePhotoException(
            Reason.DAMAGED, "a photo must decode without errors, " + name + " has " + warning);
      }
    }
  }

  private static UnreadablePhotoException undecodable(String name, Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException) {
        return new UnreadablePhotoException(
            Reason.TRUNCATED, "a photo must be whole, " + name + " ends in its pixels");
      }
    }
    return new UnreadablePhotoException(
        Reason.DAMAGED, "a photo must decode without errors, " + name + " has " + failure);
  }
}

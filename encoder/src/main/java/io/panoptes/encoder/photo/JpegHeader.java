package io.panoptes.encoder.photo;

import io.panoptes.encoder.photo.PhotoHeader.Inks;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Walks a JPEG from marker to marker up to its end marker, so that a truncated one is known before
 * ImageIO, which would fill the missing part with grey, sees it. What follows the end marker (other
 * pictures of a multi-picture file, a video, garbage) is not looked at.
 */
final class JpegHeader {
  /** Real photos have about ten; each of them makes the decoder touch every pixel again. */
  private static final int MAX_SCANS = 100;

  private static final int SCAN = 0xda;
  private static final String EXIF = "Exif\0\0";
  private static final String ICC = "ICC_PROFILE\0";

  private final Bytes bytes;
  private int width = -1;
  private int height;
  private int components;
  private int scans;
  private int orientation;
  private boolean ycck;
  private final TreeMap<Integer, Bytes> profile = new TreeMap<>();

  private JpegHeader(Bytes bytes) {
    this.bytes = bytes;
  }

  static PhotoHeader read(Bytes bytes) throws UnreadablePhotoException {
    JpegHeader header = new JpegHeader(bytes.order(ByteOrder.BIG_ENDIAN));
    header.walk();
    Inks inks = header.components != 4 ? Inks.NONE : header.ycck ? Inks.YCCK : Inks.CMYK;
    return new PhotoHeader(
        header.width,
        header.height,
        Math.max(1, header.orientation),
        ColourProfile.parse(header.joinProfile(), Math.max(1, header.components)),
        inks);
  }

  /**
   * Returns {@code content} with its profile hidden, in a copy if it has one: profiles are applied
   * here, the same way for every format.
   */
  static byte[] withoutProfile(byte[] content) {
    List<Integer> profiles = new ArrayList<>();
    for (int at = 2; at + 4 < content.length && content[at] == (byte) 0xff; ) {
      int marker = content[at + 1] & 0xff;
      if (marker == SCAN) {
        break;
      }
      if (marker == 0xe2 && content[at + 4] == 'I') {
        profiles.add(at + 4);
      }
      at += 2 + ((content[at + 2] & 0xff) << 8 | (content[at + 3] & 0xff));
    }
    if (profiles.isEmpty()) {
      return content;
    }
    byte[] hidden = content.clone();
    profiles.forEach(at -> hidden[at] = 'X');
    return hidden;
  }

  private void walk() throws UnreadablePhotoException {
    long at = 2;
    while (true) {
      at = nextMarker(at);
      int marker = bytes.u8(at - 1);
      if (marker == 0xd9) {
        break;
      }
      if (marker == 0xd8) {
        throw bytes.damaged("a JPEG must end before another one starts", "does not");
      }
      boolean standsAlone = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
      if (!standsAlone) {
        int length = bytes.u16(at);
        if (length < 2) {
          throw bytes.damaged("a JPEG segment must have 2 bytes or more", "has one of " + length);
        }
        segment(marker, bytes.part(at + 2, length - 2));
        at += length;
      }
    }
    if (scans == 0) {
      throw bytes.damaged("a JPEG must hold a picture", "has no scan");
    }
  }

  /**
   * Returns the place after the next marker. Skips coded data, where 0xff is followed by 0, and
   * stray bytes, as every decoder does.
   */
  private long nextMarker(long from) throws UnreadablePhotoException {
    for (long at = from; at + 1 < bytes.length(); at++) {
      if (bytes.u8(at) == 0xff) {
        int next = bytes.u8(at + 1);
        if (next != 0 && next != 0xff) {
          return at + 2;
        }
      }
    }
    throw bytes.truncated("a JPEG must end with its end marker");
  }

  private void segment(int marker, Bytes segment) throws UnreadablePhotoException {
    switch (marker) {
      case 0xc0, 0xc1, 0xc2 -> frame(segment);
      case 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf ->
          throw bytes.unsupported(
              "a JPEG must be baseline or progressive",
              "is of kind SOF" + (marker - 0xc0) + " (lossless, hierarchical or arithmetic)");
      case SCAN -> scan();
      case 0xe1 -> {
        if (orientation == 0 && segment.has(0, EXIF)) {
          orientation =
              TiffDirectory.orientation(
                  segment.part(EXIF.length(), segment.length() - EXIF.length()));
        }
      }
      case 0xe2 -> {
        int start = ICC.length() + 2;
        if (segment.has(0, ICC) && segment.length() > start) {
          profile.put(segment.u8(start - 2), segment.part(start, segment.length() - start));
        }
      }
      case 0xee -> {
        if (segment.has(0, "Adobe") && segment.length() >= 12) {
          ycck = segment.u8(11) == 2;
        }
      }
      default -> {}
    }
  }

  private void frame(Bytes frame) throws UnreadablePhotoException {
    if (width >= 0) {
      throw bytes.damaged("a JPEG must have one frame", "has more");
    }
    if (frame.u8(0) != 8) {
      throw bytes.unsupported("a JPEG must have 8 bits a sample", "has " + frame.u8(0));
    }
    height = frame.u16(1);
    width = frame.u16(3);
    components = frame.u8(5);
    if (components != 1 && components != 3 && components != 4) {
      throw bytes.unsupported("a JPEG must have 1, 3 or 4 components", "has " + components);
    }
  }

  private void scan() throws UnreadablePhotoException {
    if (width < 0) {
      throw bytes.damaged("a JPEG must have a frame before its first scan", "has none");
    }
    if (++scans > MAX_SCANS) {
      throw bytes.damaged("a JPEG may have " + MAX_SCANS + " scans", "has more");
    }
  }

  private byte[] joinProfile() throws UnreadablePhotoException {
    int length = profile.values().stream().mapToInt(Bytes::length).sum();
    byte[] joined = new byte[length];
    int at = 0;
    for (Bytes part : profile.values()) {
      System.arraycopy(part.copy(0, part.length()), 0, joined, at, part.length());
      at += part.length();
    }
    return joined;
  }
}

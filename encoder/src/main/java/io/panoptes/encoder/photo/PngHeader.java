package io.panoptes.encoder.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Walks a PNG from chunk to chunk up to its end, and checks the sums of those that make the
 * picture. Of an animated one the still picture is read, which every reader shows.
 */
final class PngHeader {
  private static final int MAX_PROFILE_BYTES = 4 << 20;

  private PngHeader() {}

  static PhotoHeader read(Bytes content) throws UnreadablePhotoException {
    Bytes bytes = content.order(ByteOrder.BIG_ENDIAN);
    if (!bytes.has(12, "IHDR")) {
      throw bytes.damaged("a PNG must start with its header", "does not");
    }
    int orientation = 1;
    byte[] profile = {};
    boolean pixels = false;
    long at = 8;
    for (boolean end = false; !end; ) {
      long length = bytes.u32(at);
      String type = bytes.ascii(at + 4, 4);
      bytes.require(at + 8, length + 4);
      Bytes chunk = bytes.part(at + 8, length);
      switch (type) {
        case "IHDR", "PLTE", "IDAT", "IEND" -> {
          checkSum(bytes, at, length, type);
          pixels |= type.equals("IDAT");
          end = type.equals("IEND");
        }
        case "eXIf" -> orientation = TiffDirectory.orientation(chunk);
        case "iCCP" -> profile = inflateProfile(chunk);
        default -> {}
      }
      at += 12 + length;
    }
    if (!pixels) {
      throw bytes.damaged("a PNG must hold a picture", "has no IDAT");
    }
    // 0 and 4 are grey, 2 and 6 are RGB; a palette is RGB too.
    boolean grey = bytes.u8(25) == 0 || bytes.u8(25) == 4;
    return new PhotoHeader(
        bytes.u32(16), bytes.u32(20), orientation, ColourProfile.parse(profile, grey ? 1 : 3));
  }

  private static void checkSum(Bytes bytes, long at, long length, String type)
      throws UnreadablePhotoException {
    CRC32 sum = new CRC32();
    bytes.part(at + 4, length + 4).addTo(sum);
    if (sum.getValue() != bytes.u32(at + 8 + length)) {
      throw bytes.damaged("a PNG's chunks must match their checksums", "has a bad " + type);
    }
  }

  /** Returns the profile in a chunk {@code name, 0, 0, deflated}; none if it cannot be had. */
  private static byte[] inflateProfile(Bytes chunk) throws UnreadablePhotoException {
    int start = 0;
    while (start < chunk.length() && chunk.u8(start) != 0) {
      start++;
    }
    start += 2;
    if (start >= chunk.length()) {
      return new byte[0];
    }
    ByteArrayOutputStream profile = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(chunk.copy(start, chunk.length() - start));
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        profile.write(buffer, 0, count);
        if (count == 0 || profile.size() > MAX_PROFILE_BYTES) {
          return new byte[0];
        }
      }
      return profile.toByteArray();
    } catch (DataFormatException e) {
      return new byte[0];
    }
  }
}

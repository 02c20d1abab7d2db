package io.panoptes.encoder.photo;

import io.panoptes.encoder.photo.UnreadablePhotoException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Checksum;

/**
 * The bytes of a photo's file, or a part of them, with the photo's name for messages. Reading past
 * the end says that the photo is truncated.
 */
final class Bytes {
  private final String name;
  private final ByteBuffer buffer;

  private Bytes(String name, ByteBuffer buffer) {
    this.name = name;
    this.buffer = buffer;
  }

  static Bytes of(String name, byte[] content, ByteOrder order) {
    return new Bytes(name, ByteBuffer.wrap(content).order(order));
  }

  Bytes order(ByteOrder order) {
    return new Bytes(name, buffer.duplicate().order(order));
  }

  /** Returns {@code length} bytes from {@code offset} on, sharing memory and byte order. */
  Bytes part(long offset, long length) throws UnreadablePhotoException {
    require(offset, length);
    return new Bytes(name, buffer.slice((int) offset, (int) length).order(buffer.order()));
  }

  int length() {
    return buffer.limit();
  }

  int u8(long offset) throws UnreadablePhotoException {
    require(offset, 1);
    return buffer.get((int) offset) & 0xff;
  }

  int u16(long offset) throws UnreadablePhotoException {
    require(offset, 2);
    return buffer.getShort((int) offset) & 0xffff;
  }

  /** Returns a little-endian number of three bytes, as WebP has them. */
  int u24(long offset) throws UnreadablePhotoException {
    return u8(offset) | u8(offset + 1) << 8 | u8(offset + 2) << 16;
  }

  int i32(long offset) throws UnreadablePhotoException {
    require(offset, 4);
    return buffer.getInt((int) offset);
  }

  long u32(long offset) throws UnreadablePhotoException {
    return i32(offset) & 0xffffffffL;
  }

  /** Tells whether {@code ascii} stands at {@code offset}; past the end nothing does. */
  boolean has(long offset, String ascii) {
    if (offset < 0 || offset + ascii.length() > length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (buffer.get((int) offset + i) != (byte) ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String ascii(long offset, int length) throws UnreadablePhotoException {
    return new String(copy(offset, length), StandardCharsets.US_ASCII);
  }

  byte[] copy(long offset, long length) throws UnreadablePhotoException {
    require(offset, length);
    byte[] copy = new byte[(int) length];
    buffer.get((int) offset, copy);
    return copy;
  }

  void addTo(Checksum sum) {
    sum.update(buffer.duplicate());
  }

  /** Checks that there are {@code length} bytes from {@code offset} on. */
  void require(long offset, long length) throws UnreadablePhotoException {
    if (offset < 0 || length < 0 || offset > length() - length) {
      throw truncated(length + " more bytes must follow byte " + offset);
    }
  }

  UnreadablePhotoException truncated(String rule) {
    return bad(Reason.TRUNCATED, rule, "ends after " + length() + " bytes");
  }

  UnreadablePhotoException damaged(String rule, String value) {
    return bad(Reason.DAMAGED, rule, value);
  }

  UnreadablePhotoException unsupported(String rule, String value) {
    return bad(Reason.UNSUPPORTED_FORMAT, rule, value);
  }

  private UnreadablePhotoException bad(Reason reason, String rule, String value) {
    return new UnreadablePhotoException(reason, rule + ", " + name + " " + value);
  }
}

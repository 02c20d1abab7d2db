package io.panoptes.encoder.photo;

import java.nio.ByteOrder;

/**
 * The first directory (IFD0) of a TIFF file or of an EXIF block, which is one. Thumbnails have
 * directories of their own and are not looked at.
 */
final class TiffDirectory {
  private static final int ORIENTATION = 0x0112;
  private static final int ENTRY = 12;
  private static final int[] TYPE_SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  private final Bytes tiff;
  private final long entries;
  private final int count;

  private TiffDirectory(Bytes tiff, long entries, int count) {
    this.tiff = tiff;
    this.entries = entries;
    this.count = count;
  }

  static TiffDirectory first(Bytes bytes) throws UnreadablePhotoException {
    Bytes tiff = bytes.order(bytes.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (tiff.u16(2) != 42) {
      throw tiff.damaged("a TIFF directory must follow the number 42", "has " + tiff.u16(2));
    }
    long start = tiff.u32(4);
    int count = tiff.u16(start);
    tiff.require(start + 2, (long) ENTRY * count);
    return new TiffDirectory(tiff, start + 2, count);
  }

  /**
   * Returns the EXIF orientation in {@code exif}, 1 to 8. A value that is absurd or cannot be read
   * is 1: upright is the best guess, and no reason to refuse the picture.
   */
  static int orientation(Bytes exif) {
    try {
      return first(exif).orientation();
    } catch (UnreadablePhotoException e) {
      return 1;
    }
  }

  int orientation() throws UnreadablePhotoException {
    long orientation = value(ORIENTATION, 1);
    return orientation >= 1 && orientation <= 8 ? (int) orientation : 1;
  }

  boolean has(int tag) throws UnreadablePhotoException {
    return find(tag) >= 0;
  }

  /** Returns the first value of {@code tag}, or {@code otherwise} if it is missing. */
  long value(int tag, long otherwise) throws UnreadablePhotoException {
    long[] values = values(tag);
    return values.length == 0 ? otherwise : values[0];
  }

  /** Returns the values of {@code tag}, of type BYTE, SHORT or LONG; none if it is missing. */
  long[] values(int tag) throws UnreadablePhotoException {
    Bytes raw = raw(tag);
    int type = type(tag);
    if (type != 1 && type != 3 && type != 4) {
      return new long[0];
    }
    int size = TYPE_SIZES[type];
    long[] values = new long[raw.length() / size];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case 1 -> raw.u8(i);
            case 3 -> raw.u16(2L * i);
            default -> raw.u32(4L * i);
          };
    }
    return values;
  }

  /** Returns the bytes of {@code tag}, none if it is missing. */
  Bytes raw(int tag) throws UnreadablePhotoException {
    long entry = find(tag);
    return entry < 0 ? tiff.part(0, 0) : value(entry);
  }

  /** Checks that the values of all tags are there. */
  void requireValues() throws UnreadablePhotoException {
    for (int i = 0; i < count; i++) {
      value(entries + (long) ENTRY * i);
    }
  }

  private Bytes value(long entry) throws UnreadablePhotoException {
    int type = tiff.u16(entry + 2);
    long length = type < TYPE_SIZES.length ? TYPE_SIZES[type] * tiff.u32(entry + 4) : 0;
    return tiff.part(length <= 4 ? entry + 8 : tiff.u32(entry + 8), length);
  }

  private int type(int tag) throws UnreadablePhotoException {
    long entry = find(tag);
    return entry < 0 ? 0 : tiff.u16(entry + 2);
  }

  private long find(int tag) throws UnreadablePhotoException {
    for (int i = 0; i < count; i++) {
      long entry = entries + (long) ENTRY * i;
      if (tiff.u16(entry) == tag) {
        return entry;
      }
    }
    return -1;
  }
}

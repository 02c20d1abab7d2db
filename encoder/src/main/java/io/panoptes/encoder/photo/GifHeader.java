package io.panoptes.encoder.photo;

import java.nio.ByteOrder;

/** Walks a GIF from block to block up to its trailer. The first frame is read, as it is. */
final class GifHeader {
  private GifHeader() {}

  static PhotoHeader read(Bytes content) throws UnreadablePhotoException {
    Bytes bytes = content.order(ByteOrder.LITTLE_ENDIAN);
    int width = -1;
    int height = -1;
    long at = 13L + colours(bytes.u8(10));
    while (true) {
      switch (bytes.u8(at)) {
        case 0x2c -> {
          if (width < 0) {
            width = bytes.u16(at + 5);
            height = bytes.u16(at + 7);
          }
          at = afterBlocks(bytes, at + 11 + colours(bytes.u8(at + 9)));
        }
        case 0x21 -> at = afterBlocks(bytes, at + 2);
        case 0x3b -> {
          if (width < 0) {
            throw bytes.damaged("a GIF must hold a picture", "has none");
          }
          return new PhotoHeader(width, height, 1, null);
        }
        default ->
            throw bytes.damaged(
                "a GIF is made of pictures and extensions", "has a block of type " + bytes.u8(at));
      }
    }
  }

  private static int colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static long afterBlocks(Bytes bytes, long from) throws UnreadablePhotoException {
    long at = from;
    while (bytes.u8(at) != 0) {
      at += 1 + bytes.u8(at);
    }
    return at + 1;
  }
}

package io.panoptes.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes arrays as {@code numpy.save} does, format 1, for tests. */
final class TestNumpy {
  private static final int ALIGNMENT = 64;

  private TestNumpy() {}

  /** Returns a file of a row of numbers. */
  static byte[] int64(long... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long number : numbers) {
      bytes.putLong(number);
    }
    return array("<i8", "(" + numbers.length + ",)", bytes.array());
  }

  /** Returns a file whose header says {@code type} and {@code shape}, true or not. */
  static byte[] array(String type, String shape, byte[] data) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    int unpadded = 10 + header.length() + 1; // magic, version, length; line feed
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(10 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .put(data)
        .array();
  }
}

package io.panoptes.training.data;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of whole numbers as {@code numpy.save} writes it (NEP 1, formats 1 to 3): the magic bytes,
 * a header that is the text of a Python dictionary, the numbers.
 *
 * <p>Ours, since DJL's reader allocates whatever a broken header asks for and its messages name no
 * file, and the other libraries are copyleft or bring Kotlin's runtime.
 */
final class NumpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MOST_BYTES = 1 << 26;

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern NUMBERS = Pattern.compile("([<>|=])([iu][1248]|f[48])");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
  private static final Pattern ROW = Pattern.compile("\\s*([0-9]{1,9})\\s*,\\s*");

  private final Path file;

  private NumpyFile(Path file) {
    this.file = file;
  }

  /**
   * Returns the numbers in {@code file}; floating-point ones are taken if they are whole.
   *
   * @throws IOException if it cannot be read or holds anything but one row of whole numbers; the
   *     message names it
   */
  static long[] read(Path file) throws IOException {
    NumpyFile numpy = new NumpyFile(file);
    if (!Files.isRegularFile(file)) {
      throw numpy.broken("is not a file");
    }
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw numpy.broken("is too large for a row of numbers: " + size + " bytes");
    }
    try {
      return numpy.parse(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (BufferUnderflowException e) {
      throw numpy.broken("ends within its header");
    }
  }

  private long[] parse(ByteBuffer bytes) throws IOException {
    byte[] magic = new byte[Math.min(MAGIC.length, bytes.remaining())];
    bytes.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw broken("is not a numpy file");
    }
    int version = bytes.get();
    bytes.get(); // the minor version: all so far are 0
    if (version < 1 || version > 3) {
      throw broken("must be of numpy's format 1, 2 or 3, got " + version);
    }
    long length = version == 1 ? bytes.getShort() & 0xffff : bytes.getInt() & 0xffff_ffffL;
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] header = new byte[(int) length];
    bytes.get(header);
    return numbers(bytes, new String(header, StandardCharsets.UTF_8).strip());
  }

  private long[] numbers(ByteBuffer bytes, String header) throws IOException {
    String type = find(TYPE, header);
    if (type.startsWith("|O")) {
      throw broken(
          "holds Python objects, which are not read: write it again with"
              + " numpy.save(file, numpy.array(categories, dtype='int64'))");
    }
    Matcher number = NUMBERS.matcher(type);
    if (!number.matches()) {
      throw broken("must hold numbers, its type is " + type);
    }
    String shape = find(SHAPE, header);
    Matcher row = ROW.matcher(shape);
    if (!row.matches()) {
      throw broken("must hold one row of numbers, its shape is (" + shape + ")");
    }
    String kind = number.group(2);
    long promised = Long.parseLong(row.group(1)) * (kind.charAt(1) - '0');
    if (promised != bytes.remaining()) {
      throw broken("promises " + promised + " bytes of numbers, and has " + bytes.remaining());
    }
    bytes.order(number.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long[] numbers = new long[Integer.parseInt(row.group(1))];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = kind.charAt(0) == 'f' ? whole(bytes, kind, i) : integer(bytes, kind);
    }
    return numbers;
  }

  private static long integer(ByteBuffer bytes, String kind) {
    return switch (kind) {
      case "i1" -> bytes.get();
      case "u1" -> Byte.toUnsignedLong(bytes.get());
      case "i2" -> bytes.getShort();
      case "u2" -> Short.toUnsignedLong(bytes.getShort());
      case "i4" -> bytes.getInt();
      case "u4" -> Integer.toUnsignedLong(bytes.getInt());
      default -> bytes.getLong();
    };
  }

  private long whole(ByteBuffer bytes, String kind, int index) throws IOException {
    double value = kind.equals("f4") ? bytes.getFloat() : bytes.getDouble();
    if (value != (long) value) {
      throw broken("must hold whole numbers, number " + index + " is " + value);
    }
    return (long) value;
  }

  private String find(Pattern pattern, String header) throws IOException {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw broken("has a header that is not understood: " + header);
    }
    return matcher.group(1);
  }

  private IOException broken(String why) {
    return new IOException(file + " " + why);
  }
}

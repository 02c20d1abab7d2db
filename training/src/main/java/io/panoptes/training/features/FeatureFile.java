package io.panoptes.training.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.ObjLongConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The form of a file of features: a header, then records of one length, each with a checksum, so
 * that a file that somebody was killed over, or still writes, is read as far as it is whole. Little
 * endian.
 *
 * <pre>
 * header  "PANOFEAT", fingerprint (32), dimension (4), CRC-32C of these (4)
 * record  photo id (32), features (4 · dimension, float32), CRC-32C of these (4)
 * </pre>
 *
 * @param fingerprint 64 hex digits: whose features
 * @param dimension features of a photo
 */
record FeatureFile(String fingerprint, int dimension) {
  private static final byte[] MAGIC = "PANOFEAT".getBytes(StandardCharsets.US_ASCII);
  private static final int SHA_256 = 32;
  private static final int CHECKSUM = Integer.BYTES;
  private static final HexFormat HEX = HexFormat.of();

  FeatureFile {
    if (dimension <= 0) {
      throw new IllegalArgumentException("dimension must be positive, got " + dimension);
    }
  }

  /** Returns the header. */
  ByteBuffer header() {
    ByteBuffer header = allocate(MAGIC.length + SHA_256 + Integer.BYTES + CHECKSUM);
    header.put(MAGIC).put(HEX.parseHex(fingerprint)).putInt(dimension);
    return sealed(header);
  }

  /** Returns a photo's record. */
  ByteBuffer record(String photo, float[] features) {
    if (features.length != dimension) {
      throw new IllegalArgumentException(
          "features must be " + dimension + ", got " + features.length + " of photo " + photo);
    }
    ByteBuffer record = allocate(recordLength());
    record.put(HEX.parseHex(photo));
    record.asFloatBuffer().put(features);
    record.position(record.position() + Float.BYTES * dimension);
    return sealed(record);
  }

  private int recordLength() {
    return SHA_256 + Float.BYTES * dimension + CHECKSUM;
  }

  /**
   * Tells {@code use} each photo that {@code file} has a whole record of, and where that is.
   * Whatever is not whole, or of another form, is passed over.
   */
  void scan(Path file, ObjLongConsumer<String> use) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer expected = header();
      ByteBuffer header = allocate(expected.capacity());
      if (!fill(channel, header) || !header.equals(expected)) {
        return;
      }
      ByteBuffer record = allocate(recordLength());
      for (long at = channel.position(); fill(channel, record); at = channel.position()) {
        if (isSealed(record)) {
          byte[] photo = new byte[SHA_256];
          record.get(photo);
          use.accept(HEX.formatHex(photo), at);
        }
      }
    }
  }

  /**
   * Returns the features in the record at {@code position}, or null if it is not there any more.
   */
  float @Nullable [] read(Path file, long position) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer record = allocate(recordLength());
      if (!fill(channel.position(position), record) || !isSealed(record)) {
        return null;
      }
      float[] features = new float[dimension];
      record.position(SHA_256).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(features);
      return features;
    }
  }

  private static ByteBuffer allocate(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer sealed(ByteBuffer bytes) {
    return bytes.putInt(checksum(bytes)).flip();
  }

  private static boolean isSealed(ByteBuffer bytes) {
    return bytes.getInt(bytes.capacity() - CHECKSUM) == checksum(bytes);
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.duplicate().position(0).limit(bytes.capacity() - CHECKSUM));
    return (int) checksum.getValue();
  }

  /** Fills {@code bytes} and makes them ready to be read; returns whether there were enough. */
  private static boolean fill(SeekableByteChannel channel, ByteBuffer bytes) throws IOException {
    bytes.clear();
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        return false;
      }
    }
    bytes.flip();
    return true;
  }
}

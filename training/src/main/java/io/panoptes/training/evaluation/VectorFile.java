package io.panoptes.training.evaluation;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of vectors in the system's temporary folder, written once, row by row, by one thread. It
 * is gone when it is closed; nobody may be using its vectors then. Public for measurements, which
 * have more vectors than fit into memory, and no photos.
 */
public final class VectorFile implements AutoCloseable {
  private static final int BUFFERED = 1 << 20;

  private final int dimension;
  private final FileChannel channel;
  private final Arena arena = Arena.ofShared();
  private final ByteBuffer pending;
  private int count;

  /** Makes one for rows of {@code dimension} components. */
  public VectorFile(int dimension) throws IOException {
    this.dimension = dimension;
    this.pending =
        ByteBuffer.allocate(Math.max(BUFFERED, dimension * Float.BYTES))
            .order(ByteOrder.nativeOrder());
    Path file = Files.createTempFile("panoptes", ".vectors");
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Adds a vector. */
  public void add(float[] row) throws IOException {
    Vectors.checkDimension(row, dimension);
    if (pending.remaining() < dimension * Float.BYTES) {
      flush();
    }
    for (float component : row) {
      pending.putFloat(component);
    }
    count++;
  }

  /** Written rather than mapped: a full disk is an exception here, and a crash there. */
  private void flush() throws IOException {
    pending.flip();
    while (pending.hasRemaining()) {
      channel.write(pending);
    }
    pending.clear();
  }

  /** Returns all that was added; nothing is added after it. */
  public Vectors vectors() throws IOException {
    flush();
    List<ByteBuffer> chunks = new ArrayList<>();
    long bytes = (long) dimension * Float.BYTES;
    for (int start = 0; start < count; start += Vectors.CHUNK) {
      MemorySegment chunk =
          channel.map(
              FileChannel.MapMode.READ_ONLY,
              start * bytes,
              Math.min(Vectors.CHUNK, count - start) * bytes,
              arena);
      chunks.add(chunk.asByteBuffer().order(ByteOrder.nativeOrder()));
    }
    return new Vectors(count, dimension, chunks);
  }

  @Override
  public void close() throws IOException {
    arena.close();
    channel.close();
  }
}

package io.panoptes.indexer.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/**
 * A disk under the index that comes to its end: it is full, or the process dies, as far as the disk
 * can tell.
 */
public final class FailingDisk implements IndexBatches.Opener {
  public static final String FULL = "No space left on device";
  public static final String DEAD = "the process died";

  private final AtomicLong bytes;
  private final AtomicLong steps;

  private FailingDisk(long bytes, long steps) {
    this.bytes = new AtomicLong(bytes);
    this.steps = new AtomicLong(steps);
  }

  /** Returns a disk with so many bytes left; deleting frees none. */
  public static FailingDisk full(long bytes) {
    return new FailingDisk(bytes, Long.MAX_VALUE);
  }

  /**
   * Returns a disk of a process that dies after so many steps: files begun, synced, renamed,
   * deleted, folders synced.
   */
  public static FailingDisk dead(long steps) {
    return new FailingDisk(Long.MAX_VALUE, steps);
  }

  /** Returns whether the process has died. */
  public boolean isDead() {
    return steps.get() < 0;
  }

  private void take(long count) throws IOException {
    if (isDead()) {
      throw new IOException(DEAD);
    }
    if (bytes.addAndGet(-count) < 0) {
      throw new IOException(FULL);
    }
  }

  private void step() throws IOException {
    if (steps.decrementAndGet() < 0) {
      throw new IOException(DEAD);
    }
  }

  @Override
  public Directory open(Path folder) throws IOException {
    return new FilterDirectory(FSDirectory.open(folder)) {
      @Override
      public IndexOutput createOutput(String name, IOContext context) throws IOException {
        step();
        return limit(in.createOutput(name, context));
      }

      @Override
      public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
          throws IOException {
        step();
        return limit(in.createTempOutput(prefix, suffix, context));
      }

      @Override
      public void sync(Collection<String> names) throws IOException {
        step();
        in.sync(names);
      }

      @Override
      public void rename(String source, String dest) throws IOException {
        step();
        in.rename(source, dest);
      }

      @Override
      public void syncMetaData() throws IOException {
        step();
        in.syncMetaData();
      }

      @Override
      public void deleteFile(String name) throws IOException {
        step();
        in.deleteFile(name);
      }
    };
  }

  private IndexOutput limit(IndexOutput output) {
    return new FilterIndexOutput("limited", output.getName(), output) {
      @Override
      public void writeByte(byte b) throws IOException {
        take(1);
        super.writeByte(b);
      }

      @Override
      public void writeBytes(byte[] b, int offset, int length) throws IOException {
        take(length);
        super.writeBytes(b, offset, length);
      }
    };
  }
}

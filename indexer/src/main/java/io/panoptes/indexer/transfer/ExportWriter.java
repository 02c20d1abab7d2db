package io.panoptes.indexer.transfer;

import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.failure.IndexerException;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.lucene.util.IOUtils;

/**
 * An exported file that is being written, beside the place where it will be: it is there as a whole
 * or not at all. It remembers the name and checksum of every entry, some 300 bytes each. Closing
 * clears away what was not {@linkplain #finish finished}. One thread uses it.
 */
final class ExportWriter implements AutoCloseable {
  /** Writes what an entry holds. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final String UNFINISHED = ".part";

  private final Path file;
  private final Path part;
  private final boolean replace;
  private final FileChannel channel;
  private final ZipOutputStream zip;
  private final Map<String, byte[]> sums = new LinkedHashMap<>();

  private ExportWriter(Path file, Path part, boolean replace, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.replace = replace;
    this.channel = channel;
    this.zip =
        new ZipOutputStream(
            new BufferedOutputStream(new Named(Channels.newOutputStream(channel), file), 1 << 16));
    zip.setLevel(Deflater.BEST_SPEED); // vectors in base64 lose a quarter, at any level
  }

  /**
   * Begins to write {@code file}.
   *
   * @param replace whether a file of that name may be there
   */
  static ExportWriter open(Path file, boolean replace) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    requireFree(absolute, replace);
    try {
      clearLeftovers(absolute);
      String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
      Path part = absolute.resolveSibling(absolute.getFileName() + "." + suffix + UNFINISHED);
      FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        try (channel) {
          throw new IndexerException(
              "cannot write the export " + file + ": " + part + " is in use");
        }
      }
      return new ExportWriter(absolute, part, replace, channel);
    } catch (IndexerException e) {
      throw e;
    } catch (IOException e) {
      throw cannotWrite(absolute, e);
    }
  }

  private static void requireFree(Path file, boolean replace) throws IndexerException {
    if (Files.isDirectory(file)) {
      throw new IndexerException("cannot write the export " + file + ": it is a folder");
    }
    if (Files.exists(file) && !replace) {
      throw new IndexerException(
          "the file " + file + " exists: name another one, or replace it with --replace");
    }
  }

  /** Clears away what killed exports to {@code file} have left: what nobody has locked. */
  private static void clearLeftovers(Path file) throws IOException {
    Pattern name =
        Pattern.compile(
            Pattern.quote(file.getFileName().toString()) + "\\.[0-9a-f]{8}\\" + UNFINISHED);
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(
            Objects.requireNonNull(file.getParent()),
            sibling -> name.matcher(sibling.getFileName().toString()).matches())) {
      for (Path leftover : siblings) {
        try (FileChannel channel = FileChannel.open(leftover, StandardOpenOption.WRITE)) {
          if (channel.tryLock() != null) {
            Files.deleteIfExists(leftover);
          }
        } catch (OverlappingFileLockException e) {
          // this process is writing it
        }
      }
    }
  }

  private static IndexerException cannotWrite(Path file, IOException cause) {
    return new IndexerException(
        "cannot write the export " + file + ": " + Failures.reason(cause), cause);
  }

  /** Returns whether the entry {@code name} has been written. */
  boolean has(String name) {
    return sums.containsKey(name);
  }

  /** Writes an entry as it is: for what is compressed already. */
  void store(String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    write(entry, out -> out.write(content));
  }

  /** Writes an entry compressed, of any size. */
  void deflate(String name, Content content) throws IOException {
    write(new ZipEntry(name), content);
  }

  private void write(ZipEntry entry, Content content) throws IOException {
    MessageDigest digest = ExportFormat.sha256();
    zip.putNextEntry(entry);
    content.writeTo(new DigestOutputStream(zip, digest));
    zip.closeEntry();
    sums.put(entry.getName(), digest.digest());
  }

  /** Writes the checksums, and puts the file in its place; returns its size. */
  long finish() throws IOException {
    zip.putNextEntry(new ZipEntry(ExportFormat.SUMS));
    for (Map.Entry<String, byte[]> sum : sums.entrySet()) {
      String line = HexFormat.of().formatHex(sum.getValue()) + "  " + sum.getKey() + "\n";
      zip.write(line.getBytes(StandardCharsets.UTF_8));
    }
    zip.closeEntry();
    zip.finish();
    zip.flush();
    try {
      channel.force(true);
      long bytes = channel.size();
      channel.close();
      requireFree(file, replace);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      IOUtils.fsync(Objects.requireNonNull(file.getParent()), true);
      return bytes;
    } catch (IndexerException e) {
      throw e;
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    IOUtils.closeWhileHandlingException(zip, channel);
    IOUtils.deleteFilesIgnoringExceptions(part);
  }

  /** A stream whose failures name the file. */
  private static final class Named extends FilterOutputStream {
    private final Path file;

    Named(OutputStream out, Path file) {
      super(out);
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw cannotWrite(file, e);
      }
    }
  }
}

package io.panoptes.indexer.transfer;

import io.panoptes.encoder.command.Progress;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.transfer.ExportFormat.Kind;
import io.panoptes.search.entry.CatalogueObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An exported file as read. Anybody may have made it: nothing in it is believed before it is
 * checked, nothing is read that is longer than its kind may be, and no name in it is ever a path.
 * Many threads may read. Longer than most, since all that is refused is refused here.
 */
final class ExportReader implements AutoCloseable {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final Pattern SUM = Pattern.compile("([0-9a-f]{64}) [ *](.+)");
  private static final int LONGEST_SUM = 1000;

  private final Path file;
  private final ZipFile zip;
  private final ExportManifest manifest;

  private ExportReader(Path file, ZipFile zip, ExportManifest manifest) {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens {@code file}, and looks at what it says of itself and at the names of what it holds.
   *
   * @throws IndexerException if it is no export, or of a newer format
   */
  static ExportReader open(Path file) throws IOException {
    ZipFile zip = zip(file);
    try {
      String name = ExportFormat.MANIFEST + " of " + file;
      byte[] json;
      try (InputStream in = stream(zip, file, ExportFormat.MANIFEST, Kind.MANIFEST)) {
        json = in.readAllBytes();
      }
      ExportReader reader = new ExportReader(file, zip, ExportManifest.parse(json, name));
      reader.requireNames();
      return reader;
    } catch (IOException | RuntimeException | Error e) {
      try (zip) {
        throw e;
      }
    }
  }

  private static ZipFile zip(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new IndexerException(
          file
              + (startsAsZip(file)
                  ? " is truncated or damaged: "
                  : " is no export: it is no ZIP file: ")
              + Failures.reason(e),
          e);
    } catch (NoSuchFileException e) {
      throw new IndexerException("there is no file " + file, e);
    } catch (IOException e) {
      throw new IndexerException("cannot read " + file + ": " + Failures.reason(e), e);
    }
  }

  private static boolean startsAsZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
    }
  }

  private void requireNames() throws IndexerException {
    Set<String> names = new HashSet<>();
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      Kind kind = Kind.of(name);
      if (kind == null) {
        throw new IndexerException("an export has no entry named " + name + ", " + file + " has");
      }
      if (kind == Kind.MODEL && !name.startsWith("models/" + manifest.model().sha256() + "/")) {
        throw new IndexerException(
            "an export has its own model " + manifest.model() + ", " + file + " has " + name);
      }
      if (!names.add(name)) {
        throw new IndexerException(
            "an export has an entry once, " + file + " has " + name + " twice");
      }
    }
    for (String needed : List.of(ExportFormat.OBJECTS, "models/", ExportFormat.SUMS)) {
      if (names.stream().noneMatch(name -> name.startsWith(needed))) {
        throw new IndexerException(file + " is no whole export: it has no " + needed);
      }
    }
  }

  /** Returns what the export says of itself. */
  ExportManifest manifest() {
    return manifest;
  }

  /**
   * Reads all of it, and checks that it is what an export is: checksums first, then objects. What
   * it finds good may be written.
   *
   * @throws IndexerException if anything is not
   */
  void check(Progress progress) throws IOException {
    checkSums();
    progress.begin(manifest.photos());
    progress.say("checking");
    try (ExportedObjects objects = objects()) {
      for (CatalogueObject object = objects.next(); object != null; object = objects.next()) {
        progress.addDone(object.views().size());
      }
    }
  }

  private void checkSums() throws IOException {
    Map<String, String> sums = sums();
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (name.equals(ExportFormat.SUMS)) {
        continue;
      }
      String expected = sums.get(name);
      if (expected == null) {
        throw new IndexerException(ExportFormat.SUMS + " of " + file + " lacks " + name);
      }
      String sum = sum(name);
      if (!sum.equals(expected)) {
        throw new IndexerException(
            "the entry "
                + name
                + " of "
                + file
                + " was altered: it differs from its checksum in "
                + ExportFormat.SUMS);
      }
      if (Kind.of(name) == Kind.THUMBNAIL && !ExportFormat.isJpeg(bytes(name))) {
        throw new IndexerException("the entry " + name + " of " + file + " must be a JPEG");
      }
      if (Kind.of(name) == Kind.ORIGINAL && !name.endsWith(sum)) {
        throw new IndexerException(
            "the entry " + name + " of " + file + " must be named by its SHA-256, which is " + sum);
      }
    }
  }

  private Map<String, String> sums() throws IOException {
    Map<String, String> sums = new HashMap<>();
    InputStream in = stream(ExportFormat.SUMS, Kind.SUMS);
    try (Lines lines = new Lines(in, ExportFormat.SUMS + " of " + file, LONGEST_SUM)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        Matcher sum = SUM.matcher(new String(line, StandardCharsets.UTF_8));
        if (!sum.matches()) {
          throw new IndexerException(lines.place() + " must be a SHA-256 and a name");
        }
        if (!has(sum.group(2))) {
          throw new IndexerException(file + " lacks " + sum.group(2) + ", see " + lines.place());
        }
        sums.put(sum.group(2), sum.group(1));
      }
    }
    return sums;
  }

  private String sum(String name) throws IOException {
    MessageDigest digest = ExportFormat.sha256();
    try (InputStream in = stream(name, requireKind(name))) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Kind requireKind(String name) {
    return Objects.requireNonNull(Kind.of(name), name);
  }

  /** Returns the objects, from the first; closing that leaves this open. */
  ExportedObjects objects() throws IOException {
    InputStream in = stream(ExportFormat.OBJECTS, Kind.OBJECTS);
    String name = ExportFormat.OBJECTS + " of " + file;
    return new ExportedObjects(new Lines(in, name, ExportFormat.LONGEST_OBJECT), manifest);
  }

  /** Returns whether it has the entry {@code name}. */
  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /** Returns the bytes of the entry {@code name}, which it has. */
  byte[] bytes(String name) throws IOException {
    try (InputStream in = stream(name, requireKind(name))) {
      return in.readAllBytes();
    }
  }

  /** Copies the files of the model into {@code folder}, which is empty. */
  void unpackModel(Path folder) throws IOException {
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (Kind.of(name) == Kind.MODEL) {
        copy(name, folder.resolve(name.substring(name.lastIndexOf('/') + 1)));
      }
    }
  }

  /** Copies the entry {@code name}, which it has, to {@code copy}, which does not exist. */
  void copy(String name, Path copy) throws IOException {
    try (InputStream in = stream(name, requireKind(name))) {
      Files.copy(in, copy);
    } catch (IndexerException e) {
      throw e;
    } catch (IOException e) {
      throw new IndexerException("cannot write " + copy + ": " + Failures.reason(e), e);
    }
  }

  private InputStream stream(String name, Kind kind) throws IOException {
    return stream(zip, file, name, kind);
  }

  private static InputStream stream(ZipFile zip, Path file, String name, Kind kind)
      throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IndexerException(file + " is no export: it has no " + name);
    }
    String place = "the entry " + name + " of " + file;
    try {
      return new Entry(zip.getInputStream(entry), place, kind.most());
    } catch (IOException e) {
      throw new IndexerException(place + " is damaged: " + Failures.reason(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** An entry's bytes: no more than it may have, and failures that name it. */
  private static final class Entry extends FilterInputStream {
    private final String place;
    private final long most;
    private long read;

    Entry(InputStream in, String place, long most) {
      super(in);
      this.place = place;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count;
      try {
        count = in.read(bytes, offset, length);
      } catch (IOException e) {
        throw new IndexerException(place + " is damaged: " + Failures.reason(e), e);
      }
      read += Math.max(0, count);
      if (read > most) {
        throw new IndexerException(place + " must have at most " + most + " bytes");
      }
      return count;
    }
  }
}

package io.panoptes.indexer.transfer;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.write.TestAdd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The entries of an export, by name, for tests that look into one or alter one. */
public record TestExport(Map<String, byte[]> entries) {
  private static final Duration WAIT = Duration.ofSeconds(10);

  /** Exports {@code catalogue} to {@code file}. */
  public static ExportResult write(TestAdd catalogue, Path file) throws IOException {
    return new CatalogueExport(catalogue.folder(), FakeModel::open, Duration.ZERO)
        .writeTo(file, false, new Progress());
  }

  /** Imports {@code file} into {@code catalogue}. */
  public static AddResult importTo(TestAdd catalogue, Path file) throws IOException {
    return importTo(catalogue, file, ImportOptions.NONE);
  }

  public static AddResult importTo(TestAdd catalogue, Path file, ImportOptions options)
      throws IOException {
    return new CatalogueImport(catalogue.folder(), FakeModel::open, WAIT)
        .readFrom(file, options, new Progress());
  }

  /** Reads all of {@code file}. */
  static TestExport read(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return new TestExport(entries);
  }

  String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  byte[] bytes(String name) {
    return java.util.Objects.requireNonNull(entries.get(name), name);
  }

  /** Returns the name of the first entry in {@code folder}. */
  String first(String folder) {
    return entries.keySet().stream()
        .filter(name -> name.startsWith(folder + "/"))
        .findFirst()
        .orElseThrow();
  }

  TestExport with(String name, byte[] content) {
    Map<String, byte[]> changed = new LinkedHashMap<>(entries);
    changed.put(name, content);
    return new TestExport(changed);
  }

  TestExport with(String name, UnaryOperator<String> change) {
    return with(name, change.apply(text(name)).getBytes(StandardCharsets.UTF_8));
  }

  TestExport without(String name) {
    Map<String, byte[]> changed = new LinkedHashMap<>(entries);
    changed.remove(name);
    return new TestExport(changed);
  }

  /** Returns the same with right checksums: what somebody made who means it. */
  TestExport summed() {
    StringBuilder sums = new StringBuilder();
    entries.forEach((name, content) -> {
      if (!name.equals("SHA256SUMS")) {
        sums.append(PhotoReader.id(content)).append("  ").append(name).append('\n');
      }
    });
    return with("SHA256SUMS", sums.toString().getBytes(StandardCharsets.UTF_8));
  }

  Path writeTo(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}

package io.panoptes.benchmarks;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What all tables are told. */
final class TableOptions {
  private static final Path HOME = Path.of(System.getProperty("panoptes.home", "."));

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the data sets are (default: ../shared/data beside the repository).")
  private Path data = HOME.resolve("../shared/data").normalize();

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description = "A model to measure, may be repeated (default: the bundled one).")
  private List<Path> models = List.of(HOME.resolve("models/general"));

  Path data() {
    return data;
  }

  List<Path> models() {
    return models;
  }
}

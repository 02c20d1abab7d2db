package io.panoptes.training;

import io.panoptes.encoder.ModelFolder;
import io.panoptes.training.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name a model and the two splits that it is measured on. */
final class ModelOnSplits {
  @Option(
      names = "--train",
      required = true,
      paramLabel = "DIR",
      description = "photos by category/object/photo, whose categories are known")
  private Path train = Path.of("");

  @Option(
      names = "--test",
      required = true,
      paramLabel = "DIR",
      description = "photos by category/object/photo, which ask")
  private Path test = Path.of("");

  @Option(names = "--model", required = true, paramLabel = "MODEL", description = "a model folder")
  private Path model = Path.of("");

  DataSet train() throws IOException {
    return DataSet.read(train);
  }

  DataSet test() throws IOException {
    return DataSet.read(test);
  }

  ModelFolder model() throws IOException {
    return ModelFolder.open(model);
  }
}

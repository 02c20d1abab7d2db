package io.panoptes.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Hyper-parameters as a file would say them. */
final class TestParameters {
  private TestParameters() {}

  static Hyperparameters of(String json) throws IOException {
    Path file = Files.createTempFile("hyper", ".json");
    try {
      return Hyperparameters.read(Files.writeString(file, json));
    } finally {
      Files.delete(file);
    }
  }
}

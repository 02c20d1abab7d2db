package io.panoptes.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model folder of one file that holds its id, for other modules' tests. */
public record FakeModel(ModelId id) implements Model {
  private static final String FILE = "fake-model";

  /** Returns a model whose id is {@code digits} repeated, such as {@code "fa4e"}. */
  public static FakeModel of(String digits) {
    return new FakeModel(new ModelId(digits.repeat(64 / digits.length())));
  }

  /** Reads the model that {@link #copyTo} wrote. */
  public static Model open(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new InvalidModelException("the model folder " + folder + " lacks " + FILE);
    }
    return new FakeModel(new ModelId(Files.readString(file)));
  }

  @Override
  public void copyTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(FILE), id.sha256());
  }

  @Override
  public Encoder load() {
    return new FakeEncoder(id, 16, 32);
  }
}

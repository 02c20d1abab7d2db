package io.panoptes.encoder;

import java.io.IOException;
import java.nio.file.Path;

/** A model as files: known by its id before any network is loaded. */
public interface Model {
  /** Opens model folders. */
  @FunctionalInterface
  interface Opener {
    /**
     * Returns the model in {@code folder}, its checksums verified.
     *
     * @throws InvalidModelException if a file is missing, differs from its checksum, or is of a
     *     newer format
     */
    Model open(Path folder) throws IOException;
  }

  /** Returns the model's id. */
  ModelId id();

  /** Copies all files of this model into {@code folder}, which it makes, and syncs them. */
  void copyTo(Path folder) throws IOException;

  /** Loads the network; the caller closes it. */
  Encoder load() throws IOException;
}

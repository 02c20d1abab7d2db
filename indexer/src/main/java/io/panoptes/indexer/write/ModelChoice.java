package io.panoptes.indexer.write;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which model to use.
 *
 * @param asked the model folder somebody named; a catalogue of another model refuses it
 * @param bundled finds the model of a new catalogue for which nobody named one
 */
public record ModelChoice(@Nullable Path asked, Finder bundled) {
  /** Finds a model folder, when it is needed. */
  @FunctionalInterface
  public interface Finder {
    /**
     * Returns where it is.
     *
     * @throws IOException if there is none, and why
     */
    Path find() throws IOException;
  }
}

package io.panoptes.training.evaluation;

import java.io.IOException;
import java.util.List;

/** The vectors of some sets of photos; closing ends them. */
interface SetVectors extends AutoCloseable {
  /** Makes the vectors of sets of photos of a split. */
  @FunctionalInterface
  interface Source {
    /** Returns the vectors of {@code sets}, each of which names at least one photo. */
    SetVectors of(List<int[]> sets) throws IOException;
  }

  /** Returns the sets' category vectors. */
  Vectors categories();

  /** Returns the sets' object vectors. */
  Vectors objects();

  @Override
  void close() throws IOException;
}

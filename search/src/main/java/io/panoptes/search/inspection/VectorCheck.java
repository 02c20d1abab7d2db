package io.panoptes.search.inspection;

import io.panoptes.encoder.UnitVector;
import io.panoptes.search.index.VectorCursor;
import java.io.IOException;
import java.util.Locale;
import org.apache.lucene.index.IndexReader;
import org.jspecify.annotations.Nullable;

/** Checks the vectors of one field, upwards: there, alike in size, of unit length. */
final class VectorCheck {
  private final String field;
  private final VectorCursor cursor;

  // That of the first vector; 0 before it. One thread checks.
  private int dimension;

  VectorCheck(IndexReader reader, String field) {
    this.field = field;
    this.cursor = new VectorCursor(reader, field);
  }

  /** Returns what is wrong with the vector of {@code document}, if something is. */
  @Nullable String wrong(int document) throws IOException {
    float[] vector = cursor.find(document);
    if (vector == null) {
      return field + " is not there";
    }
    if (dimension == 0) {
      dimension = vector.length;
    }
    if (vector.length != dimension) {
      return field + " must have " + dimension + " dimensions as before, has " + vector.length;
    }
    try {
      double length = UnitVector.norm(vector);
      return Math.abs(length - 1) <= UnitVector.TOLERANCE
          ? null
          : String.format(
              Locale.ROOT,
              "%s must have length 1 within %s, has %.6f",
              field,
              UnitVector.TOLERANCE,
              length);
    } catch (IllegalArgumentException e) {
      return field + ": " + e.getMessage();
    }
  }
}

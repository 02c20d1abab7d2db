package io.panoptes.search.recognition;

import io.panoptes.encoder.UnitVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vectors that ask, in one space. Public for inspection, which asks by vectors of the index.
 *
 * @param photos of single photos
 * @param aggregate of all photos of a set together, if that asks too
 */
public record Probe(List<UnitVector> photos, @Nullable UnitVector aggregate) {
  public Probe {
    photos = List.copyOf(photos);
    if (photos.isEmpty() && aggregate == null) {
      throw new IllegalArgumentException("a query needs at least one photo");
    }
  }

  /** Returns all that ask: the photos, then the aggregate. */
  public List<UnitVector> vectors() {
    List<UnitVector> vectors = new ArrayList<>(photos);
    if (aggregate != null) {
      vectors.add(aggregate);
    }
    return vectors;
  }

  /**
   * Returns what {@code values}, one for each of {@link #vectors}, come to: the photos' mean, or
   * the aggregate's, or halfway between.
   */
  double combine(double[] values) {
    double mean = 0;
    for (int i = 0; i < photos.size(); i++) {
      mean += values[i] / photos.size();
    }
    if (aggregate == null) {
      return mean;
    }
    double last = values[photos.size()];
    return photos.isEmpty() ? last : (mean + last) / 2;
  }
}

package io.panoptes.benchmarks;

import java.nio.file.Path;

/**
 * A part of a data set, whose objects have a photo from each side: the first ones, by name, are the
 * catalogue, the others ask.
 *
 * @param shown photos of each object that are the catalogue
 */
record Split(String dataSet, String part, int shown) {
  static final Split FURNITURE_TRAIN = new Split("furniture12", "train", 6);
  static final Split FURNITURE_TEST = new Split("furniture12", "test", 6);
  static final Split OBJECTPI_TRAIN = new Split("objectpi", "train", 4);
  static final Split OBJECTPI_TEST = new Split("objectpi", "test", 4);

  /** Returns where its photos are, where {@code data} holds the data sets. */
  Path in(Path data) {
    return data.resolve(dataSet).resolve(part);
  }

  @Override
  public String toString() {
    return dataSet + "/" + part;
  }
}

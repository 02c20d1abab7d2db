package io.panoptes.benchmarks;

import io.panoptes.encoder.folder.PhotoTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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

  /** Returns the objects with the photos of them that are the catalogue. */
  List<ObjectPhotos> shown(PhotoTree tree) throws IOException {
    return ObjectPhotos.of(tree).stream().map(object -> object.first(shown)).toList();
  }

  /** Returns the objects with the photos of them that ask. */
  List<ObjectPhotos> asking(PhotoTree tree) throws IOException {
    return ObjectPhotos.of(tree).stream().map(object -> object.after(shown)).toList();
  }

  @Override
  public String toString() {
    return dataSet + "/" + part;
  }
}

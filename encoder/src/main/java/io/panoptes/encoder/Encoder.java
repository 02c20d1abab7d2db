package io.panoptes.encoder;

import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.Pixels;
import java.util.List;

/**
 * Turns photos into vectors, always by the same model. Many threads may share one. Closing frees
 * its native memory; nobody may be using it then.
 */
public interface Encoder extends AutoCloseable {
  /** Returns the model's id; vectors of different models never meet. */
  ModelId model();

  /** Returns the dimension of category vectors. */
  int categoryDimension();

  /** Returns the dimension of object vectors. */
  int objectDimension();

  /**
   * Returns {@code photo} at the sizes and in the shape the network wants. Needs no native memory,
   * so that decoding threads call it, and drop the photo.
   */
  Pixels prepare(Photo photo);

  /**
   * Returns a view for each photo, in order. A photo's view does not depend on the others of its
   * batch beyond the last bits of float32.
   *
   * @throws IllegalArgumentException if pixels are not what {@link #prepare} makes
   */
  List<View> encode(List<Pixels> photos);

  /**
   * Returns the multi-view embedding of a set of photos of one thing; their order does not matter.
   *
   * @throws IllegalArgumentException if there are none
   */
  Embedding aggregate(List<View> views);

  @Override
  void close();
}

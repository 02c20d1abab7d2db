package io.panoptes.encoder;

import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.Pixels;
import java.util.List;

/**
 * An encoder that does what another one does, but for what a test overrides, for other modules'
 * tests.
 */
public class HookedEncoder implements Encoder {
  private final Encoder encoder;

  /** Makes one that does what {@code encoder} does. */
  public HookedEncoder(Encoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public ModelId model() {
    return encoder.model();
  }

  @Override
  public int categoryDimension() {
    return encoder.categoryDimension();
  }

  @Override
  public int objectDimension() {
    return encoder.objectDimension();
  }

  @Override
  public Pixels prepare(Photo photo) {
    return encoder.prepare(photo);
  }

  @Override
  public List<View> encode(List<Pixels> photos) {
    return encoder.encode(photos);
  }

  @Override
  public Embedding aggregate(List<View> views) {
    return encoder.aggregate(views);
  }

  @Override
  public void close() {
    encoder.close();
  }
}

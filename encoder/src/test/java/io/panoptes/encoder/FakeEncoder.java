package io.panoptes.encoder;

import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An encoder without a network, for other modules' tests: a photo is its colours on an 8 × 8 grid,
 * projected at random (the model's id is the seed). Like photos get near vectors, equal photos
 * equal ones.
 */
public final class FakeEncoder implements Encoder {
  private static final int SIDE = 8;

  private final ModelId model;
  private final float[][] categoryProjection;
  private final float[][] objectProjection;

  /** Makes one with vectors of 16 and 32 dimensions. */
  public FakeEncoder() {
    this(new ModelId("fa4e".repeat(16)), 16, 32);
  }

  /** Makes one that is known as {@code model}. */
  public FakeEncoder(ModelId model, int categoryDimension, int objectDimension) {
    this.model = model;
    this.categoryProjection = projection(categoryDimension, model.sha256() + "category");
    this.objectProjection = projection(objectDimension, model.sha256() + "object");
  }

  private static float[][] projection(int dimension, String seed) {
    Random random = new Random(seed.hashCode());
    float[][] rows = new float[dimension][3 * SIDE * SIDE];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  @Override
  public ModelId model() {
    return model;
  }

  @Override
  public int categoryDimension() {
    return categoryProjection.length;
  }

  @Override
  public int objectDimension() {
    return objectProjection.length;
  }

  @Override
  public Pixels prepare(Photo photo) {
    return Pixels.of(photo.toSquare(SIDE));
  }

  @Override
  public List<View> encode(List<Pixels> photos) {
    List<View> views = new ArrayList<>();
    for (Pixels photo : photos) {
      byte[] rgb = photo.square(Frame.whole(SIDE)).rgb();
      float[] category = project(categoryProjection, rgb);
      float[] object = project(objectProjection, rgb);
      views.add(
          new View(
              new Embedding(UnitVector.normalize(category), UnitVector.normalize(object)),
              (float) UnitVector.norm(category),
              (float) UnitVector.norm(object)));
    }
    return views;
  }

  private static float[] project(float[][] rows, byte[] rgb) {
    float[] projected = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      float sum = 0.01f;
      for (int j = 0; j < rgb.length; j++) {
        sum += rows[i][j] * ((rgb[j] & 0xff) / 255f - 0.5f);
      }
      projected[i] = sum;
    }
    return projected;
  }

  @Override
  public Embedding aggregate(List<View> views) {
    if (views.isEmpty()) {
      throw new IllegalArgumentException("an aggregate needs at least one view");
    }
    float[] category = new float[categoryDimension()];
    float[] object = new float[objectDimension()];
    for (View view : views) {
      add(category, view.embedding().category().times(view.categoryNorm()));
      add(object, view.embedding().object().times(view.objectNorm()));
    }
    return new Embedding(UnitVector.normalize(category), UnitVector.normalize(object));
  }

  private static void add(float[] sum, float[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += vector[i];
    }
  }

  @Override
  public void close() {}
}

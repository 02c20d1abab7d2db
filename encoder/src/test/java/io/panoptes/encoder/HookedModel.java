package io.panoptes.encoder;

import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * The fake model, for other modules' tests, whose network looks at what a test's code makes of each
 * batch.
 */
public record HookedModel(Model model, UnaryOperator<List<Pixels>> looks) implements Model {
  /** Returns an opener of such models; {@code beforeEncoding} is given the size of the batch. */
  public static Model.Opener opener(IntConsumer beforeEncoding) {
    return folder -> before(FakeModel.open(folder), beforeEncoding);
  }

  /** Returns {@code model} with code that is given the size of each batch before it is encoded. */
  public static HookedModel before(Model model, IntConsumer beforeEncoding) {
    return new HookedModel(
        model,
        photos -> {
          beforeEncoding.accept(photos.size());
          return photos;
        });
  }

  @Override
  public ModelId id() {
    return model.id();
  }

  @Override
  public void copyTo(Path folder) throws IOException {
    model.copyTo(folder);
  }

  @Override
  public Encoder load() throws IOException {
    return new HookedEncoder(model.load(), looks);
  }

  private record HookedEncoder(Encoder encoder, UnaryOperator<List<Pixels>> looks)
      implements Encoder {
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
      return encoder.encode(looks.apply(photos));
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
}

package io.panoptes.indexer;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;

/** The fake model, with a test's code run before each call of the network. */
record HookedModel(Model model, IntConsumer beforeEncoding) implements Model {
  /** Returns an opener of such models; {@code beforeEncoding} is given the size of the batch. */
  static Model.Opener opener(IntConsumer beforeEncoding) {
    return folder -> new HookedModel(FakeModel.open(folder), beforeEncoding);
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
    return new HookedEncoder(model.load(), beforeEncoding);
  }

  private record HookedEncoder(Encoder encoder, IntConsumer beforeEncoding) implements Encoder {
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
      beforeEncoding.accept(photos.size());
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
}

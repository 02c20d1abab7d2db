package io.panoptes.encoder;

import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * A model, for other modules' tests, that hands out what a test's code makes of an encoder that was
 * loaded: see {@link HookedEncoder}.
 */
public record HookedModel(Model model, UnaryOperator<Encoder> loaded) implements Model {
  /** Returns an opener of fake models; {@code beforeEncoding} is given the size of the batch. */
  public static Model.Opener opener(IntConsumer beforeEncoding) {
    return folder -> before(FakeModel.open(folder), beforeEncoding);
  }

  /** Returns {@code model} with code that is given the size of each batch before it is encoded. */
  public static HookedModel before(Model model, IntConsumer beforeEncoding) {
    return looking(
        model,
        photos -> {
          beforeEncoding.accept(photos.size());
          return photos;
        });
  }

  /** Returns {@code model} with a network that sees what {@code looks} makes of each batch. */
  public static HookedModel looking(Model model, UnaryOperator<List<Pixels>> looks) {
    return new HookedModel(
        model,
        encoder ->
            new HookedEncoder(encoder) {
              @Override
              public List<View> encode(List<Pixels> photos) {
                return super.encode(looks.apply(photos));
              }
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
    return loaded.apply(model.load());
  }
}

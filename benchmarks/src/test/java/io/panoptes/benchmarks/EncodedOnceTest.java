package io.panoptes.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.HookedEncoder;
import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.View;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodedOnceTest {
  private static final Path ANYWHERE = Path.of("model");

  @TempDir private Path folder;
  private final List<Integer> batches = new ArrayList<>();
  private final List<ModelId> closed = new ArrayList<>();
  private final List<Photo> photos = new ArrayList<>();

  @BeforeEach
  void drawPhotos() throws IOException {
    TestTree tree = TestTree.in(folder).object("cup", 1, 3);
    for (int view = 1; view <= 3; view++) {
      photos.add(new PhotoReader().read(tree.root().resolve("cup/" + view + ".jpg")));
    }
  }

  /** Opens the fake model, whose encoders' batches and closing are written down. */
  private Model.Opener models(FakeModel model) {
    return _ ->
        new HookedModel(
            model,
            encoder ->
                new HookedEncoder(encoder) {
                  @Override
                  public List<View> encode(List<Pixels> photos) {
                    batches.add(photos.size());
                    return super.encode(photos);
                  }

                  @Override
                  public void close() {
                    closed.add(model());
                    super.close();
                  }
                });
  }

  private List<Pixels> pixels(Encoder encoder, int... views) {
    List<Pixels> pixels = new ArrayList<>();
    for (int view : views) {
      pixels.add(encoder.prepare(photos.get(view)));
    }
    return pixels;
  }

  @Test
  void photosMetAgain_evenByAnotherEncoderOfTheModel_areNotEncodedAgain() throws IOException {
    FakeModel model = FakeModel.of("fa4e");
    try (EncodedOnce once = new EncodedOnce(models(model))) {
      List<View> first;
      try (Encoder encoder = once.open(ANYWHERE).load()) {
        first = encoder.encode(pixels(encoder, 0, 1, 0));
      }
      try (Encoder encoder = once.open(ANYWHERE).load()) {
        assertThat(encoder.encode(pixels(encoder, 1, 0)))
            .containsExactly(first.get(1), first.get(0));
        assertThat(encoder.encode(pixels(encoder, 2, 1)).get(1)).isEqualTo(first.get(1));
      }
      assertThat(batches).containsExactly(2, 1);
      assertThat(closed).isEmpty();
    }
    assertThat(closed).containsExactly(model.id());
  }

  @Test
  void views_areThoseOfTheModelItself() throws IOException {
    FakeModel model = FakeModel.of("fa4e");
    Encoder itself = model.load();
    List<View> plain = itself.encode(pixels(itself, 0, 1, 2));
    try (EncodedOnce once = new EncodedOnce(models(model));
        Encoder encoder = once.open(ANYWHERE).load()) {
      List<View> _ = encoder.encode(pixels(encoder, 2));
      List<View> views = encoder.encode(pixels(encoder, 0, 1, 2));
      for (int i = 0; i < plain.size(); i++) {
        assertThat(views.get(i).embedding().object().toArray())
            .isEqualTo(plain.get(i).embedding().object().toArray());
      }
      assertThat(encoder.aggregate(views).category().toArray())
          .isEqualTo(itself.aggregate(plain).category().toArray());
    }
  }
}

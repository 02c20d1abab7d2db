package io.panoptes.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.network.Fusion;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.Square;
import io.panoptes.encoder.photo.TestPhotos;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real encoder, on drawn photos. */
class PanEncoderTest {
  private static final double ROUNDING = 1e-4;

  @TempDir private Path temporary;

  private Encoder encoder(Fusion fusion) throws IOException {
    return TestModels.write(temporary.resolve("model"), fusion, 1).load();
  }

  private static List<Pixels> photos(Encoder encoder, int count) throws IOException {
    PhotoReader reader = new PhotoReader();
    List<Pixels> pixels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pixels.add(encoder.prepare(reader.read("drawn.jpg", TestPhotos.jpeg(i, 0))));
    }
    return pixels;
  }

  @Test
  void photo_hasTheSameViewAloneAndInABatch() throws IOException {
    try (Encoder encoder = encoder(Fusion.MEAN)) {
      List<Pixels> photos = photos(encoder, 9);
      List<View> together = encoder.encode(photos);
      assertThat(together).hasSize(9);
      for (int i = 0; i < 9; i++) {
        assertSame(encoder.encode(photos.subList(i, i + 1)).getFirst(), together.get(i));
      }
    }
  }

  @Test
  void manyThreads_getWhatOneGets() throws Exception {
    try (Encoder encoder = encoder(Fusion.MEAN);
        ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Pixels> photos = photos(encoder, 6);
      List<View> expected = encoder.encode(photos);
      List<Callable<List<View>>> calls = new ArrayList<>();
      for (int call = 0; call < 12; call++) {
        calls.add(() -> encoder.encode(photos));
      }
      for (Future<List<View>> future : threads.invokeAll(calls)) {
        assertSame(future, expected);
      }
    }
  }

  /** The model from its folder against features and heads by plain loops. */
  @Test
  void backbonesWithSeveralLooks_areTheSameFromTheFolder() throws IOException {
    Look mirrored = new Look(Frame.whole(224), true, List.of(Depth.HEAD));
    Look whole = new Look(Frame.whole(260), false, List.of(Depth.HEAD, new Depth(4)));
    Look middle = new Look(new Frame(0.7, 260), false, List.of(new Depth(5)));
    try (FeatureExtractor extractor =
            TestModels.extractor(
                TestModels.backbone(TestModels.LITE0, mirrored),
                TestModels.backbone(TestModels.LITE2, whole, middle));
        NDManager manager = NDManager.newBaseManager()) {
      ModelFolder model = TestModels.write(temporary.resolve("two"), extractor, Fusion.MEAN, 1);
      Map<String, NDArray> weights = Weights.read(manager, model.weights());
      try (Encoder encoder = ModelFolder.open(model.folder()).load()) {
        List<Pixels> photos = photos(encoder, 2);
        List<View> views = encoder.encode(photos);
        List<float[]> features = extractor.features(photos);
        for (int i = 0; i < 2; i++) {
          float[] raw = linear(weights, "object.linear", features.get(i));
          UnitVector expected = UnitVector.normalize(raw);
          assertThat(views.get(i).embedding().object().distance(expected)).isLessThan(ROUNDING);
          assertThat((double) views.get(i).objectNorm())
              .isCloseTo(UnitVector.norm(raw), within(ROUNDING * UnitVector.norm(raw)));
        }
      }
    }
  }

  private static float[] linear(Map<String, NDArray> weights, String name, float[] feature) {
    float[] weight = Objects.requireNonNull(weights.get(name + ".weight")).toFloatArray();
    float[] result = Objects.requireNonNull(weights.get(name + ".bias")).toFloatArray();
    for (int row = 0; row < result.length; row++) {
      for (int i = 0; i < feature.length; i++) {
        result[row] += weight[row * feature.length + i] * feature[i];
      }
    }
    return result;
  }

  @Test
  void weights_areNotLostToTheGarbageCollector() throws IOException {
    try (Encoder encoder = encoder(Fusion.ATTENTION)) {
      List<View> before = encoder.encode(photos(encoder, 1));
      for (int i = 0; i < 5; i++) {
        System.gc();
        ByteBuffer.allocateDirect(16 << 20).put(new byte[16 << 20]); // takes the place of what went
      }
      assertSame(encoder.encode(photos(encoder, 1)).getFirst(), before.getFirst());
      assertSame(encoder.aggregate(before), encoder.aggregate(before));
    }
  }

  private static void assertSame(Future<List<View>> future, List<View> expected)
      throws InterruptedException, ExecutionException {
    List<View> views = future.get();
    for (int i = 0; i < expected.size(); i++) {
      assertSame(views.get(i), expected.get(i));
    }
  }

  private static void assertSame(View actual, View expected) {
    assertSame(actual.embedding(), expected.embedding());
    assertThat((double) actual.categoryNorm())
        .isCloseTo(expected.categoryNorm(), within(ROUNDING * expected.categoryNorm()));
    assertThat((double) actual.objectNorm())
        .isCloseTo(expected.objectNorm(), within(ROUNDING * expected.objectNorm()));
  }

  private static void assertSame(Embedding actual, Embedding expected) {
    assertThat(actual.category().distance(expected.category())).isLessThan(ROUNDING);
    assertThat(actual.object().distance(expected.object())).isLessThan(ROUNDING);
  }

  @ParameterizedTest
  @EnumSource(Fusion.class)
  void aggregate_doesNotDependOnTheOrderOfPhotos(Fusion fusion) throws IOException {
    try (Encoder encoder = encoder(fusion)) {
      List<View> views = encoder.encode(photos(encoder, 4));
      Embedding set = encoder.aggregate(views);
      assertThat(set.category().dimension()).isEqualTo(encoder.categoryDimension()).isEqualTo(8);
      assertThat(set.object().dimension()).isEqualTo(encoder.objectDimension()).isEqualTo(16);
      assertSame(encoder.aggregate(views.reversed()), set);
    }
  }

  @Test
  void meanOfOnePhoto_isThatPhoto() throws IOException {
    try (Encoder encoder = encoder(Fusion.MEAN)) {
      View view = encoder.encode(photos(encoder, 1)).getFirst();
      assertSame(encoder.aggregate(List.of(view)), view.embedding());
    }
  }

  @Test
  void noPhotos_haveNoViews_andNoAggregate() throws IOException {
    try (Encoder encoder = encoder(Fusion.MEAN)) {
      assertThat(encoder.encode(List.of())).isEmpty();
      assertThatThrownBy(() -> encoder.aggregate(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("an aggregate needs at least one view");
    }
  }

  @Test
  void pixelsOfAnotherSize_areRefused() throws IOException {
    try (Encoder encoder = encoder(Fusion.MEAN)) {
      assertThatThrownBy(() -> encoder.encode(List.of(Pixels.of(new Square(2, new byte[12])))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("pixels must have the whole at side 224, got the whole at side 2");
    }
  }

  @Test
  void modelOfTheSameFiles_givesTheSameVectors() throws IOException {
    ModelFolder model = TestModels.write(temporary.resolve("model"), Fusion.MEAN, 1);
    Path copy = temporary.resolve("copy");
    model.copyTo(copy);
    try (Encoder one = model.load();
        Encoder two = ModelFolder.open(copy).load()) {
      assertThat(two.model()).isEqualTo(one.model());
      List<Pixels> photos = photos(one, 2);
      assertThat(two.encode(photos)).isEqualTo(one.encode(photos));
    }
  }
}

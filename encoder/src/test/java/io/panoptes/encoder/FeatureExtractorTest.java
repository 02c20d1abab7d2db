package io.panoptes.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.Square;
import io.panoptes.encoder.photo.TestPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled backbones alone and side by side, with one look and several, on drawn photos. */
class FeatureExtractorTest {
  private static final double ROUNDING = 1e-5;

  private static final Depth STAGE_4 = new Depth(4);
  private static final Depth STAGE_5 = new Depth(5);

  /** A look read at three depths. */
  private static final Look WHOLE =
      new Look(Frame.whole(260), false, List.of(Depth.HEAD, STAGE_4, STAGE_5));

  private static final Look MIDDLE = new Look(new Frame(0.7, 260), false, List.of(Depth.HEAD));

  private final List<Photo> photos = new ArrayList<>();

  @BeforeEach
  void drawPhotos() throws IOException {
    for (int i = 0; i < 5; i++) {
      photos.add(new PhotoReader().read("drawn.jpg", TestPhotos.jpeg(i, 0)));
    }
  }

  private List<Pixels> prepare(FeatureExtractor extractor) {
    return photos.stream().map(extractor::prepare).toList();
  }

  private List<float[]> features(Pretrained... backbones) throws IOException {
    try (FeatureExtractor extractor = TestModels.extractor(backbones)) {
      return extractor.features(prepare(extractor));
    }
  }

  private static Pretrained plain(String name) throws IOException {
    return TestModels.plain(name);
  }

  private static Pretrained mirrored(String name) throws IOException {
    Look look = plain(name).looks().getFirst();
    return TestModels.backbone(name, new Look(look.frame(), true, look.depths()));
  }

  private static Look only(Look look, Depth depth) {
    return new Look(look.frame(), look.mirrored(), List.of(depth));
  }

  /** Returns the numbers of {@code vectors} one after the other, divided by their common length. */
  private static float[] unitLength(float[]... vectors) {
    double squares = 0;
    List<Float> all = new ArrayList<>();
    for (float[] vector : vectors) {
      for (float value : vector) {
        squares += (double) value * value;
        all.add(value);
      }
    }
    float[] unit = new float[all.size()];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (all.get(i) / Math.sqrt(squares));
    }
    return unit;
  }

  private static void assertClose(List<float[]> actual, List<float[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).containsExactly(expected.get(i), within((float) ROUNDING));
    }
  }

  /** The reference was computed by PyTorch 2.11 with the network that the weights came with. */
  @Test
  void lite1_givesTheFeaturesOfThePublishedNetwork_onThePhotosOfTheDemo() throws IOException {
    Path root = Path.of(System.getProperty("panoptes.root"));
    photos.clear();
    for (String name : List.of("armchair-1099.jpg", "bed-1003.jpg")) {
      Path file = root.resolve("demo/queries").resolve(name);
      photos.add(new PhotoReader().read(name, Files.readAllBytes(file)));
    }
    Path reference =
        root.resolve("encoder/src/test/resources/reference/efficientnet_lite1.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray features = // (2, 1280)
          Objects.requireNonNull(Weights.read(manager, reference).get("features"));
      List<float[]> expected = new ArrayList<>();
      for (int i = 0; i < photos.size(); i++) {
        expected.add(unitLength(features.get(i).toFloatArray()));
      }
      assertClose(features(plain("efficientnet_lite1")), expected);
    }
  }

  @Test
  void sideBySide_areTheFeaturesOfEach_atUnitLengthTogether() throws IOException {
    List<float[]> lite0 = features(plain(TestModels.LITE0));
    List<float[]> lite2 = features(plain(TestModels.LITE2));
    List<float[]> expected = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      expected.add(unitLength(lite2.get(i), lite0.get(i)));
    }
    assertClose(features(plain(TestModels.LITE2), plain(TestModels.LITE0)), expected);
  }

  /** Each part from an extractor of its own; the middle from pixels that pass for a whole photo. */
  @Test
  void looksAndDepths_areTheirFeaturesOneByOne_atUnitLengthTogether() throws IOException {
    List<float[]> head = features(TestModels.backbone(TestModels.LITE2, only(WHOLE, Depth.HEAD)));
    List<float[]> stage4 = features(TestModels.backbone(TestModels.LITE2, only(WHOLE, STAGE_4)));
    List<float[]> stage5 = features(TestModels.backbone(TestModels.LITE2, only(WHOLE, STAGE_5)));
    List<float[]> lite0 = features(plain(TestModels.LITE0));
    List<float[]> middle;
    try (FeatureExtractor lite2 = TestModels.extractor(plain(TestModels.LITE2))) {
      middle =
          lite2.features(
              photos.stream().map(photo -> Pixels.of(photo.toSquare(MIDDLE.frame()))).toList());
    }
    List<float[]> expected = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      expected.add(
          unitLength(head.get(i), stage4.get(i), stage5.get(i), middle.get(i), lite0.get(i)));
    }
    assertThat(stage4.getFirst()).hasSize(120);
    assertThat(stage5.getFirst()).hasSize(208);
    assertClose(
        features(TestModels.backbone(TestModels.LITE2, WHOLE, MIDDLE), plain(TestModels.LITE0)),
        expected);
  }

  @Test
  void parts_sayWhereFeaturesComeFrom() throws IOException {
    try (FeatureExtractor extractor =
        TestModels.extractor(
            TestModels.backbone(TestModels.LITE2, WHOLE, MIDDLE), plain(TestModels.LITE0))) {
      Look lite0 = plain(TestModels.LITE0).looks().getFirst();
      assertThat(extractor.parts())
          .containsExactly(
              new FeaturePart(TestModels.LITE2, WHOLE, Depth.HEAD, 0, 1280),
              new FeaturePart(TestModels.LITE2, WHOLE, STAGE_4, 1280, 120),
              new FeaturePart(TestModels.LITE2, WHOLE, STAGE_5, 1400, 208),
              new FeaturePart(TestModels.LITE2, MIDDLE, Depth.HEAD, 1608, 1280),
              new FeaturePart(TestModels.LITE0, lite0, Depth.HEAD, 2888, 1280));
      assertThat(extractor.featureDimension()).isEqualTo(4168);
    }
  }

  @Test
  void mirrored_areTheMeanOfAPhotoAndItsMirrorImage_atUnitLengthForEachDepth() throws IOException {
    List<Depth> depths = List.of(Depth.HEAD, new Depth(2));
    Look seen = new Look(Frame.whole(224), false, depths);
    List<float[]> expected = new ArrayList<>();
    try (FeatureExtractor lite0 =
        TestModels.extractor(TestModels.backbone(TestModels.LITE0, seen))) {
      for (Pixels pixels : prepare(lite0)) {
        Pixels image = Pixels.of(mirror(pixels.square(seen.frame())));
        float[] one = lite0.features(List.of(pixels)).getFirst();
        float[] other = lite0.features(List.of(image)).getFirst();
        float[] sum = new float[one.length];
        for (int i = 0; i < sum.length; i++) {
          sum[i] = one[i] + other[i];
        }
        expected.add(
            unitLength(
                unitLength(Arrays.copyOf(sum, 1280)),
                unitLength(Arrays.copyOfRange(sum, 1280, sum.length))));
      }
    }
    Look mirrored = new Look(seen.frame(), true, depths);
    assertClose(features(TestModels.backbone(TestModels.LITE0, mirrored)), expected);
  }

  @Test
  void mirroredBackbones_sideBySide_areMirroredEach() throws IOException {
    List<float[]> lite0 = features(mirrored(TestModels.LITE0));
    List<float[]> lite2 = features(mirrored(TestModels.LITE2));
    List<float[]> expected = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      expected.add(unitLength(lite0.get(i), lite2.get(i)));
    }
    assertClose(features(mirrored(TestModels.LITE0), mirrored(TestModels.LITE2)), expected);
  }

  private static Square mirror(Square square) {
    int side = square.side();
    byte[] mirrored = new byte[square.rgb().length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        for (int channel = 0; channel < 3; channel++) {
          mirrored[3 * (y * side + x) + channel] =
              square.rgb()[3 * (y * side + side - 1 - x) + channel];
        }
      }
    }
    return new Square(side, mirrored);
  }

  @Test
  void eachFrame_isPreparedOnce_howeverManyBackbonesLookThroughIt() throws IOException {
    Look small = Look.plain(224);
    try (FeatureExtractor both =
        TestModels.extractor(
            TestModels.backbone(TestModels.LITE0, small, MIDDLE),
            TestModels.backbone(TestModels.LITE2, WHOLE, MIDDLE))) {
      Pixels pixels = both.prepare(photos.getFirst());
      assertThat(pixels.squares()).containsOnlyKeys(small.frame(), MIDDLE.frame(), WHOLE.frame());
      pixels
          .squares()
          .forEach((frame, square) ->
              assertThat(square.rgb()).isEqualTo(photos.getFirst().toSquare(frame).rgb()));
    }
  }

  @Test
  void pixelsOfAnotherExtractor_areRefused() throws IOException {
    try (FeatureExtractor plain = TestModels.extractor(plain(TestModels.LITE2));
        FeatureExtractor twice =
            TestModels.extractor(TestModels.backbone(TestModels.LITE2, WHOLE, MIDDLE))) {
      List<Pixels> wholes = prepare(plain);
      assertThatThrownBy(() -> twice.features(wholes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("pixels must have the middle 0.7 at side 260, got the whole at side 260");
    }
  }

  @Test
  void weights_haveTheirPublishedNames_afterTheBackbonesWhereThereAreSeveral() throws IOException {
    try (FeatureExtractor lite0 =
            FeatureExtractor.load(TestModels.LITE0, TestModels.weights(TestModels.LITE0));
        FeatureExtractor twice =
            TestModels.extractor(TestModels.backbone(TestModels.LITE2, WHOLE, MIDDLE));
        FeatureExtractor both =
            TestModels.extractor(plain(TestModels.LITE0), plain(TestModels.LITE2))) {
      assertThat(lite0.weights()).containsKey("conv_stem.weight");
      assertThat(twice.weights().keySet())
          .as("stored once, however many looks there are")
          .hasSize(lite2Tensors())
          .contains("conv_stem.weight");
      assertThat(both.weights())
          .containsKeys(
              "efficientnet_lite0/conv_stem.weight", "efficientnet_lite2/conv_stem.weight")
          .doesNotContainKey("conv_stem.weight");
      assertThat(both.featureDimension()).isEqualTo(2560);
    }
  }

  private static int lite2Tensors() {
    return Backbone.named(TestModels.LITE2).getParameters().size();
  }

  @Test
  void backboneBesideItself_isRefused() {
    assertThatThrownBy(() ->
            TestModels.extractor(
                plain(TestModels.LITE2), TestModels.backbone(TestModels.LITE2, MIDDLE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("backbones must be one or several different ones");
  }

  @Test
  void fingerprint_isOfTheLooksAndOfTheWeightsAsTheyAre(@TempDir Path temporary)
      throws IOException {
    Path published = TestModels.weights(TestModels.LITE0);
    Path copy = Files.copy(published, temporary.resolve("copy.safetensors"));
    Path altered = temporary.resolve("altered.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = Weights.read(manager, published);
      tensors.computeIfPresent("bn1.bias", (name, bias) -> bias.add(1e-3f));
      Weights.write(tensors, altered);
    }
    String fingerprint = fingerprint(plain(TestModels.LITE0), published);
    assertThat(fingerprint)
        .matches("[0-9a-f]{64}")
        .isEqualTo(fingerprint(plain(TestModels.LITE0), copy))
        .isNotEqualTo(fingerprint(plain(TestModels.LITE0), altered))
        .isNotEqualTo(fingerprint(mirrored(TestModels.LITE0), published))
        .isNotEqualTo(fingerprint(TestModels.backbone(TestModels.LITE0, MIDDLE), published));
  }

  private static String fingerprint(Pretrained backbone, Path weights) throws IOException {
    try (FeatureExtractor extractor =
        FeatureExtractor.load(new LinkedHashMap<>(Map.of(backbone, weights)))) {
      return extractor.fingerprint();
    }
  }

  /** What lets features be cached: a photo's do not depend on those beside it, to the last bit. */
  @Test
  void features_areTheSameBitsAloneAndInABatch() throws IOException {
    try (FeatureExtractor extractor =
        TestModels.extractor(TestModels.backbone(TestModels.LITE2, WHOLE, MIDDLE))) {
      List<Pixels> pixels = prepare(extractor);
      List<float[]> together = extractor.features(pixels);
      for (int i = 0; i < pixels.size(); i++) {
        assertThat(extractor.features(pixels.subList(i, i + 1)).getFirst())
            .containsExactly(together.get(i));
      }
      assertThat(extractor.features(pixels.reversed()).getLast())
          .containsExactly(together.getFirst());
    }
  }

  /** On an idle machine looks are computed side by side, on a busy one after the other. */
  @Test
  void features_areTheSameBitsOnAnIdleMachineAndOnABusyOne() throws Exception {
    try (FeatureExtractor extractor =
            TestModels.extractor(
                TestModels.backbone(TestModels.LITE2, WHOLE, MIDDLE), plain(TestModels.LITE0));
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Pixels> pixels = prepare(extractor);
      List<float[]> idle = extractor.features(pixels);
      List<Future<List<float[]>>> busy = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        busy.add(threads.submit(() -> extractor.features(pixels)));
      }
      for (Future<List<float[]>> each : busy) {
        for (int i = 0; i < pixels.size(); i++) {
          assertThat(each.get().get(i)).containsExactly(idle.get(i));
        }
      }
    }
  }

  @Test
  void weightsOfAnotherBackbone_areRefusedByTheFile() {
    assertThatThrownBy(
            () -> FeatureExtractor.load(TestModels.LITE2, TestModels.weights(TestModels.LITE0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(TestModels.weights(TestModels.LITE0).toString());
  }
}

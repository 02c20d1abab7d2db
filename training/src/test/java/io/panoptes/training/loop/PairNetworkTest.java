package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.Look;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.Pretrained;
import io.panoptes.encoder.TestModels;
import io.panoptes.encoder.View;
import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.network.Fusion;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.TestPhotos;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairNetworkTest {
  private static final PairLosses.Terms ALL = new PairLosses.Terms(true, true, true);

  /** Lite0's own look, and one at the middle that stops before the head. */
  private static final Look LITE0 = Look.plain(224);

  private static final Look MIDDLE =
      new Look(new Frame(0.7, 224), false, List.of(new Depth(2), new Depth(4)));

  @TempDir private Path temporary;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  private static StartingPoint backbones(String... names) throws IOException {
    SequencedMap<String, Path> weights = new LinkedHashMap<>();
    for (String name : names) {
      weights.put(name, TestModels.weights(name));
    }
    return StartingPoint.Backbones.of(weights);
  }

  private static StartingPoint lite0() throws IOException {
    return backbones(TestModels.LITE0);
  }

  private PairNetwork network(StartingPoint start, Method method, String parameters)
      throws IOException {
    return new PairNetwork(manager, start, method, TestParameters.of(parameters), ALL, 2, 1);
  }

  private static Pixels pixels(long thing, int view) throws IOException {
    Photo photo = new PhotoReader().read("drawn", TestPhotos.jpeg(thing, view));
    return Pixels.of(photo, List.of(LITE0.frame(), Frame.whole(260), MIDDLE.frame()));
  }

  private static TrainingPhotos.Loading seen(List<Pixels> photos) {
    return (network, scope) -> network.features(scope, photos);
  }

  /** Two pairs of two views. */
  private static Batches.Batch batch() throws IOException {
    List<Pixels> pixels = new ArrayList<>();
    for (long thing : new long[] {1, 2, 3, 4}) {
      pixels.add(pixels(thing, 1));
      pixels.add(pixels(thing, 2));
    }
    return new Batches.Batch(
        new PairSampler.Batch(List.of(0, 1, 2, 3, 4, 5, 6, 7), List.of(0, 1), 2), seen(pixels));
  }

  private float step(PairNetwork network, Adam adam, long time) throws IOException {
    Batches.Batch batch = batch();
    try (NDManager scope = manager.newSubManager()) {
      Engine.getInstance().setRandomSeed((int) time);
      float loss;
      try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
        PairLosses losses = network.losses(scope, batch);
        loss = losses.total().getFloat();
        gradients.backward(losses.total());
      }
      adam.step(time, name -> PairNetwork.isLinear(name) ? 1e-2 : 1e-4);
      return loss;
    }
  }

  private static Map<String, float[]> values(Map<String, NDArray> tensors) {
    Map<String, float[]> values = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> values.put(name, tensor.toFloatArray()));
    return values;
  }

  @Test
  void steps_lowerTheLoss_andLeaveFrozenTensorsAndRunningStatistics() throws IOException {
    PairNetwork network =
        network(lite0(), Method.PIRO_DE, "{\"unfrozenStages\":1,\"trainedCategories\":true}");
    assertThat(network.trained())
        .containsKeys("conv_head.weight", "bn2.bias", "object.linear.weight", "softmax.weight")
        .containsKeys("category.query.weight", "object.norm.weight")
        .doesNotContainKeys("conv_stem.weight", "bn2.running_mean");
    Map<String, float[]> before = values(network.trained());
    Adam adam = new Adam(manager, network.trained());
    float first = step(network, adam, 1);
    float last = first;
    for (int time = 2; time <= 8; time++) {
      last = step(network, adam, time);
    }
    assertThat(last).isLessThan(first);
    values(network.trained())
        .forEach((name, value) -> {
          if (!name.equals("object.key.bias") && !name.equals("category.key.bias")) {
            assertThat(value)
                .as(name)
                .isNotEqualTo(before.get(name)); // adds the same to all views: no slope
          }
        });
    ModelFolder model = network.write(temporary.resolve("m"), Map.of(), "{}\n");
    Map<String, NDArray> written = Weights.read(manager, model.weights());
    Map<String, NDArray> pretrained = Weights.read(manager, TestModels.weights(TestModels.LITE0));
    pretrained.forEach((name, tensor) -> {
      if (!network.trained().containsKey(name) && written.containsKey(name)) {
        assertThat(TestTensors.values(written, name)).as(name).isEqualTo(tensor.toFloatArray());
      }
    });
    assertThat(written).containsKey("bn2.running_mean");
  }

  @Test
  void gradients_areTheSame_whateverTheCollectorFreesOnTheWay() throws IOException {
    Look gem = new Look(LITE0.frame(), false, List.of(Depth.HEAD, Depth.GEM));
    ModelFolder fitted = fitted(gem);
    String parameters =
        "{\"unfrozenStages\":1,\"objectWeight\":0.5,\"softmaxWeight\":0.25,\"lambda\":2}";
    Map<String, float[]> undisturbed = gradients(from(fitted, parameters), () -> {});
    Map<String, float[]> disturbed =
        gradients(from(fitted, parameters), PairNetworkTest::overwriteWhatIsFreed);
    undisturbed.forEach((name, gradient) ->
        assertThat(TestTensors.difference(Objects.requireNonNull(disturbed.get(name)), gradient))
            .as(name)
            .isLessThan(1e-5));
  }

  /** Returns the gradients of a step, with something happening before they are collected. */
  private Map<String, float[]> gradients(PairNetwork network, Runnable between) throws IOException {
    Map<String, float[]> values = new LinkedHashMap<>();
    try (NDManager scope = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      Engine.getInstance().setRandomSeed(1);
      PairLosses losses = network.losses(scope, batch());
      between.run();
      gradients.backward(losses.total());
      network
          .trained()
          .forEach((name, weight) -> {
            try (NDArray gradient = weight.getGradient()) {
              values.put(name, gradient.toFloatArray());
            }
          });
    }
    return values;
  }

  /** Lets the collector free Java buffers, and writes NaN into memory of the size of a number. */
  private static void overwriteWhatIsFreed() {
    List<ByteBuffer> written = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      System.gc();
      for (int i = 0; i < 500; i++) {
        written.add(ByteBuffer.allocateDirect(Double.BYTES).putLong(-1)); // NaN as double, float
        written.add(ByteBuffer.allocateDirect(Float.BYTES).putInt(-1));
      }
    }
    assertThat(written).hasSize(20_000);
  }

  @Test
  void steps_leaveNoArraysBehind() throws IOException {
    PairNetwork network = network(lite0(), Method.PIRO_DE, "{\"unfrozenStages\":1}");
    Adam adam = new Adam(manager, network.trained());
    step(network, adam, 1); // what is made once
    int arrays = manager.getManagedArrays().size();
    for (int time = 2; time <= 6; time++) {
      step(network, adam, time);
      assertThat(manager.getManagedArrays()).hasSize(arrays);
    }
  }

  @ParameterizedTest
  @CsvSource({"PIRO_DE, ATTENTION", "PIRO_DE, MEAN", "PIRO_SE, ATTENTION"})
  void written_theEncoderSeesWhatTrainingSaw(Method method, Fusion fusion) throws IOException {
    PairNetwork network =
        network(
            lite0(),
            method,
            "{\"objectDimension\":24,\"categoryDimension\":16,\"attention\":"
                + (fusion == Fusion.ATTENTION)
                + "}");
    List<float[]> trained =
        network.objectVectors(manager, seen(List.of(pixels(1, 1), pixels(2, 1))));
    ModelFolder model = network.write(temporary.resolve("m"), Map.of(), "{}\n");
    assertThat(model.network().object().fusion()).isEqualTo(fusion);
    assertThat(model.network().category().fusion()).isEqualTo(fusion);
    try (Encoder encoder = model.load()) {
      List<View> views = encoder.encode(List.of(pixels(1, 1), pixels(2, 1)));
      for (int i = 0; i < 2; i++) {
        assertThat(views.get(i).embedding().object().toArray())
            .containsExactly(trained.get(i), within(1e-4f));
      }
      assertThat(encoder.objectDimension()).isEqualTo(24);
      assertThat(encoder.categoryDimension()).isEqualTo(method == Method.PIRO_SE ? 24 : 16);
      if (method == Method.PIRO_SE) {
        Embedding set = encoder.aggregate(views);
        assertThat(set.category()).isEqualTo(set.object());
      }
    }
  }

  @Test
  void modelToStartFrom_keepsItsHeads_andAttentionIsAddedStill() throws IOException {
    ModelFolder fitted = TestModels.write(temporary.resolve("fitted"), Fusion.MEAN, 3);
    Hyperparameters parameters = TestParameters.of("{}").withDimensions(8, 16);
    PairNetwork network =
        new PairNetwork(
            manager, new StartingPoint.Model(fitted), Method.PIRO_DE, parameters, ALL, 2, 1);
    Map<String, NDArray> started = Weights.read(manager, fitted.weights());
    assertThat(TestTensors.values(network.trained(), "object.linear.weight"))
        .isEqualTo(TestTensors.values(started, "object.linear.weight"));
    assertThat(TestTensors.values(network.trained(), "object.output.weight")).containsOnly(0);
    assertThat(TestTensors.values(network.trained(), "object.query.weight")).doesNotContain(0);
    // Views that attention adds nothing to: the set is the mean of the normalised views.
    ModelFolder model = network.write(temporary.resolve("m"), Map.of(), "{}\n");
    try (Encoder encoder = model.load();
        Encoder before = fitted.load()) {
      List<Pixels> photos = List.of(pixels(1, 1), pixels(1, 2), pixels(1, 3));
      List<View> views = encoder.encode(photos);
      assertThat(views).isEqualTo(before.encode(photos));
      float[] mean = new float[16];
      for (View view : views) {
        float[] raw = view.embedding().object().times(view.objectNorm());
        double average = 0;
        double square = 0;
        for (float value : raw) {
          average += value / 16;
        }
        for (float value : raw) {
          square += Math.pow(value - average, 2) / 16;
        }
        for (int d = 0; d < 16; d++) {
          mean[d] += (float) ((raw[d] - average) / Math.sqrt(square + 1e-5));
        }
      }
      float[] set = encoder.aggregate(views).object().toArray();
      double length = 0;
      for (float value : mean) {
        length += value * value;
      }
      for (int d = 0; d < 16; d++) {
        assertThat(set[d]).isCloseTo((float) (mean[d] / Math.sqrt(length)), within(1e-4f));
      }
    }
  }

  private static Pretrained mirrored(String name) throws IOException {
    Frame whole = TestModels.plain(name).looks().getFirst().frame();
    return TestModels.backbone(name, new Look(whole, true, List.of(Depth.HEAD)));
  }

  private ModelFolder fitted(Look... looks) throws IOException {
    try (FeatureExtractor extractor =
        TestModels.extractor(TestModels.backbone(TestModels.LITE0, looks))) {
      return TestModels.write(temporary.resolve("fitted"), extractor, Fusion.MEAN, 3);
    }
  }

  private PairNetwork from(ModelFolder fitted, String parameters) throws IOException {
    return new PairNetwork(
        manager,
        new StartingPoint.Model(fitted),
        Method.PIRO_DE,
        TestParameters.of(parameters).withDimensions(8, 16),
        ALL,
        2,
        1);
  }

  @Test
  void modelThatLooksTwiceAndReadsSeveralDepths_isTrainedAsTheEncoderSeesIt() throws IOException {
    Look mirrored = new Look(LITE0.frame(), true, List.of(Depth.HEAD, Depth.GEM, new Depth(4)));
    ModelFolder fitted = fitted(mirrored, MIDDLE);
    PairNetwork network = from(fitted, "{\"unfrozenStages\":-1}");
    List<Pixels> photos = List.of(pixels(1, 1), pixels(2, 1));
    List<float[]> before = network.objectVectors(manager, seen(photos));
    Adam adam = new Adam(manager, network.trained());
    step(network, adam, 1); // what is made once
    int arrays = manager.getManagedArrays().size();
    step(network, adam, 2);
    assertThat(manager.getManagedArrays()).hasSize(arrays);
    List<float[]> after = network.objectVectors(manager, seen(photos));
    ModelFolder model = network.write(temporary.resolve("m"), Map.of(), "{}\n");
    assertThat(model.network().backbones()).isEqualTo(fitted.network().backbones());
    try (Encoder start = fitted.load();
        Encoder trained = model.load()) {
      for (int i = 0; i < 2; i++) {
        assertThat(start.encode(photos).get(i).embedding().object().toArray())
            .containsExactly(before.get(i), within(1e-4f));
        assertThat(trained.encode(photos).get(i).embedding().object().toArray())
            .containsExactly(after.get(i), within(1e-4f));
      }
    }
  }

  @Test
  void modelThatIsReadBeforeTheHead_isTrainedUpToThere_byTheGradientOfEveryDepth()
      throws IOException {
    PairNetwork network = from(fitted(MIDDLE), "{\"unfrozenStages\":3}"); // stages 2 to 4
    assertThat(network.trained())
        .containsKeys("blocks.2.0.conv_dw.weight", "blocks.4.2.conv_pwl.weight")
        .doesNotContainKeys("blocks.1.0.conv_dw.weight", "blocks.5.0.conv_dw.weight")
        .doesNotContainKey("conv_head.weight");
    // The plain twin of a gradient: how the loss changes with a step either way along it.
    NDArray weight = Objects.requireNonNull(network.trained().get("blocks.2.1.conv_pwl.weight"));
    float[] start = weight.toFloatArray();
    loss(network, /* gradient= */ true);
    float[] gradient = weight.getGradient().toFloatArray();
    double length = 0;
    for (float value : gradient) {
      length += (double) value * value;
    }
    length = Math.sqrt(length);
    double distance = 0.02;
    weight.set(along(start, gradient, distance / length));
    double ahead = loss(network, false);
    weight.set(along(start, gradient, -distance / length));
    double behind = loss(network, false);
    assertThat((ahead - behind) / (2 * distance)).isCloseTo(length, withinPercentage(5));
  }

  private static float[] along(float[] start, float[] direction, double times) {
    float[] moved = new float[start.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (start[i] + times * direction[i]);
    }
    return moved;
  }

  private double loss(PairNetwork network, boolean gradient) throws IOException {
    try (NDManager scope = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      Engine.getInstance().setRandomSeed(1);
      PairLosses losses = network.losses(scope, batch());
      if (gradient) {
        gradients.backward(losses.total());
      }
      return losses.total().getFloat();
    }
  }

  @Test
  void modelOnTwoBackbones_inTheMirror_isSeenAsTheEncoderSeesIt_andBothAreTrained()
      throws IOException {
    ModelFolder fitted;
    try (FeatureExtractor both =
        TestModels.extractor(mirrored(TestModels.LITE2), mirrored(TestModels.LITE0))) {
      fitted = TestModels.write(temporary.resolve("fitted"), both, Fusion.MEAN, 3);
    }
    Hyperparameters parameters = TestParameters.of("{\"unfrozenStages\":1}").withDimensions(8, 16);
    PairNetwork network =
        new PairNetwork(
            manager, new StartingPoint.Model(fitted), Method.PIRO_DE, parameters, ALL, 2, 1);
    List<Pixels> photos = List.of(pixels(1, 1), pixels(2, 1));
    List<float[]> seen = network.objectVectors(manager, seen(photos));
    try (Encoder encoder = fitted.load()) {
      List<View> views = encoder.encode(photos);
      for (int i = 0; i < 2; i++) {
        assertThat(views.get(i).embedding().object().toArray())
            .containsExactly(seen.get(i), within(1e-4f));
      }
    }
    List<String> unfrozen =
        List.of("efficientnet_lite2/conv_head.weight", "efficientnet_lite0/conv_head.weight");
    assertThat(network.trained()).containsKeys(unfrozen.toArray(String[]::new));
    Map<String, float[]> before = values(network.trained());
    Adam adam = new Adam(manager, network.trained());
    step(network, adam, 1); // what is made once
    int arrays = manager.getManagedArrays().size();
    step(network, adam, 2);
    assertThat(manager.getManagedArrays()).hasSize(arrays);
    ModelFolder model = network.write(temporary.resolve("m"), Map.of(), "{}\n");
    assertThat(model.network().backbones()).isEqualTo(fitted.network().backbones());
    Map<String, NDArray> written = Weights.read(manager, model.weights());
    for (String name : unfrozen) {
      assertThat(TestTensors.values(written, name)).as(name).isNotEqualTo(before.get(name));
    }
    List<float[]> trained = network.objectVectors(manager, seen(photos));
    try (Encoder encoder = model.load()) {
      assertThat(encoder.encode(photos).getFirst().embedding().object().toArray())
          .containsExactly(trained.getFirst(), within(1e-4f));
    }
  }

  @Test
  void termsThatAreOff_trainNothing_andClaimNoFusion() throws IOException {
    PairNetwork network =
        new PairNetwork(
            manager,
            lite0(),
            Method.PIRO_DE,
            TestParameters.of("{\"unfrozenStages\":0}"),
            new PairLosses.Terms(true, false, true),
            2,
            1);
    assertThat(network.objectFusion()).isEqualTo(Fusion.ATTENTION);
    assertThat(network.categoryFusion()).isEqualTo(Fusion.MEAN);
    assertThat(network.trained().keySet())
        .allMatch(name -> name.startsWith("object.") || name.startsWith("category.linear."));
    try (NDManager scope = manager.newSubManager()) {
      PairLosses losses = network.losses(scope, batch());
      assertThat(losses.category()).isNull();
      float sum =
          Objects.requireNonNull(losses.object()).getFloat()
              + Objects.requireNonNull(losses.softmax()).getFloat();
      assertThat(losses.total().getFloat()).isCloseTo(sum, within(1e-5f));
    }
  }

  @Test
  void seed_decidesTheHeads() throws IOException {
    PairNetwork one = network(lite0(), Method.PIRO_DE, "{\"objectDimension\":16}");
    PairNetwork same = network(lite0(), Method.PIRO_DE, "{\"objectDimension\":16}");
    PairNetwork other =
        new PairNetwork(
            manager,
            lite0(),
            Method.PIRO_DE,
            TestParameters.of("{\"objectDimension\":16}"),
            ALL,
            2,
            2);
    String name = "object.linear.weight";
    float[] weights = TestTensors.values(one.trained(), name);
    assertThat(TestTensors.values(same.trained(), name)).isEqualTo(weights);
    assertThat(TestTensors.values(other.trained(), name)).isNotEqualTo(weights);
  }
}

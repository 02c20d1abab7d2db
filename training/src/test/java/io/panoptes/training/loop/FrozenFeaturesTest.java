package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.TestModels;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.network.Fusion;
import io.panoptes.training.data.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features computed once, against their plain twin: the network on pixels in each step. */
class FrozenFeaturesTest {
  private static final long PLENTY = 1L << 30;
  private static final int STEPS = 6;

  @TempDir private Path temporary;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu());
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final List<String> remarks = new ArrayList<>();
  private TestTree tree = new TestTree(Path.of(""));

  @BeforeEach
  void drawPhotos() throws IOException {
    tree = TestTree.in(temporary.resolve("photos"));
    tree.object("mug/red", 1, 3).object("mug/blue", 2, 3).object("pot/green", 3, 2);
    tree.object("pot/grey", 4, 2);
  }

  @AfterEach
  void close() {
    workers.shutdownNow();
    manager.close();
  }

  private TrainingRequest request(StartingPoint start, @Nullable Path cache) throws IOException {
    Hyperparameters parameters =
        TestParameters.of("{\"unfrozenStages\":0,\"augment\":false,\"views\":2,\"batchPairs\":2}");
    assertThat(parameters.hasFixedFeatures()).isTrue();
    return new TrainingRequest(
        DataSet.read(tree.root()).objects(),
        temporary.resolve("m"),
        Method.PIRO_DE,
        start,
        parameters,
        Device.cpu(),
        1,
        /* resume= */ false,
        200,
        cache);
  }

  private TrainingRequest request(@Nullable Path cache) throws IOException {
    ModelFolder model =
        Files.exists(temporary.resolve("fitted"))
            ? ModelFolder.open(temporary.resolve("fitted"))
            : TestModels.write(temporary.resolve("fitted"), Fusion.MEAN, 3);
    return request(new StartingPoint.Model(model), cache);
  }

  private FrozenFeatures frozen(TrainingRequest request, long heap) throws IOException {
    return FrozenFeatures.read(request, workers, heap, new Progress(), remarks::add);
  }

  /** What came of some steps. */
  private record Trained(List<Float> losses, Map<String, float[]> weights, List<float[]> vectors) {}

  private Trained train(TrainingRequest request, TrainingPhotos photos) throws IOException {
    TrainingSet set = TrainingSet.of(request.objects(), photos.numbers().byObject());
    PairLosses.Terms terms = new PairLosses.Terms(true, true, true);
    PairNetwork network =
        new PairNetwork(
            manager, request.start(), Method.PIRO_DE, request.parameters(), terms, 2, 1);
    Adam adam = new Adam(manager, network.trained());
    PairSampler sampler = new PairSampler(set.objects(), request.parameters(), 1);
    Batches batches = new Batches(sampler, photos, 0);
    List<Float> losses = new ArrayList<>();
    for (int step = 1; step <= STEPS; step++) {
      try (NDManager scope = manager.newSubManager();
          GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
        Engine.getInstance().setRandomSeed(step);
        PairLosses each = network.losses(scope, batches.take());
        losses.add(each.total().getFloat());
        gradients.backward(each.total());
      }
      adam.step(step, name -> PairNetwork.isLinear(name) ? 1e-3 : 1e-4);
    }
    Map<String, float[]> weights = new LinkedHashMap<>();
    network.trained().forEach((name, tensor) -> weights.put(name, tensor.toFloatArray()));
    return new Trained(losses, weights, network.objectVectors(manager, all(photos)));
  }

  private static TrainingPhotos.Loading all(TrainingPhotos photos) {
    return photos.unchanged(IntStream.range(0, photos.numbers().count()).boxed().toList());
  }

  private void assertSameTraining(TrainingRequest request) throws IOException {
    try (TrainingPhotos pixels = Squares.read(request, workers, PLENTY);
        TrainingPhotos features = frozen(request, PLENTY)) {
      Trained slow = train(request, pixels);
      Trained fast = train(request, features);
      assertThat(slow.losses.getLast()).isNotEqualTo(slow.losses.getFirst());
      for (int step = 0; step < STEPS; step++) {
        float loss = slow.losses.get(step);
        assertThat(fast.losses.get(step)).isCloseTo(loss, within(1e-5f * Math.max(1, loss)));
      }
      assertThat(fast.weights.keySet()).isEqualTo(slow.weights.keySet());
      slow.weights.forEach((name, weight) -> {
        if (!name.endsWith(".key.bias")) { // has no slope: Adam follows what is rounded off
          assertThat(TestTensors.difference(Objects.requireNonNull(fast.weights.get(name)), weight))
              .as(name)
              .isLessThan(1e-4);
        }
      });
      for (int photo = 0; photo < slow.vectors.size(); photo++) {
        assertThat(fast.vectors.get(photo)).containsExactly(slow.vectors.get(photo), within(1e-5f));
      }
    }
  }

  @Test
  void steps_giveTheLossesAndWeights_thatTheNetworkOnPixelsGives() throws IOException {
    assertSameTraining(request(null));
    assertThat(remarks).isEmpty();
  }

  @Test
  void pretrainedBackbonesToStartFrom_giveThemToo() throws IOException {
    StartingPoint lite0 =
        StartingPoint.Backbones.of(
            new LinkedHashMap<>(Map.of(TestModels.LITE0, TestModels.weights(TestModels.LITE0))));
    assertSameTraining(request(lite0, null));
  }

  private List<float[]> rows(TrainingPhotos photos) throws IOException {
    try (NDManager scope = manager.newSubManager()) {
      PairNetwork unused =
          new PairNetwork(
              scope,
              request(null).start(),
              Method.PIRO_DE,
              request(null).parameters(),
              new PairLosses.Terms(true, false, false),
              2,
              1);
      List<float[]> rows = new ArrayList<>();
      NDArray features = all(photos).features(unused, scope);
      for (long row = 0; row < features.getShape().get(0); row++) {
        rows.add(features.get(row).toFloatArray());
      }
      return rows;
    }
  }

  @Test
  void featuresThatDoNotFitIntoMemory_areAskedForAgain_andAreTheSameBits() throws IOException {
    Path cache = temporary.resolve("cache");
    try (FrozenFeatures kept = frozen(request(null), PLENTY);
        FrozenFeatures cached = frozen(request(cache), 1);
        FrozenFeatures computed = frozen(request(null), 1)) {
      assertThat(remarks)
          .hasSize(2)
          .allMatch(line ->
              line.startsWith("the features of 10 photos would take more than half of Java's"));
      List<float[]> expected = rows(kept);
      assertThat(expected).hasSize(10);
      assertThat(rows(cached)).usingRecursiveComparison().isEqualTo(expected);
      assertThat(rows(computed)).usingRecursiveComparison().isEqualTo(expected);
    }
  }

  @Test
  void cachedPhotos_areNotEncodedAgain() throws IOException {
    Path cache = temporary.resolve("cache");
    frozen(request(cache), PLENTY).close();
    List<Path> files = files(cache);
    assertThat(files).hasSize(1);
    try (FrozenFeatures warm = frozen(request(cache), PLENTY)) {
      assertThat(warm.numbers().count()).isEqualTo(10);
      assertThat(files(cache)).isEqualTo(files); // what is computed would be in a file of its own
    }
    assertThat(remarks).isEmpty();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void photosThatCannotBeRead_haveNoNumber_asWithPixels() throws IOException {
    tree.write("mug/red/0.jpg", "no photo");
    TrainingRequest request = request(null);
    try (TrainingPhotos pixels = Squares.read(request, workers, PLENTY);
        TrainingPhotos features = frozen(request, PLENTY)) {
      assertThat(features.numbers().byObject()).isEqualTo(pixels.numbers().byObject());
      assertThat(features.numbers().skipped()).isEqualTo(pixels.numbers().skipped()).hasSize(1);
      for (int photo = 0; photo < features.numbers().count(); photo++) {
        assertThat(features.numbers().path(photo)).isEqualTo(pixels.numbers().path(photo));
      }
    }
  }
}

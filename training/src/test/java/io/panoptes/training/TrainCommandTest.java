package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.Pretrained;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.network.Fusion;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users run it, on drawn photos and the smaller of the bundled backbones. */
class TrainCommandTest {
  private static final Path BACKBONES =
      Path.of(System.getProperty("panoptes.root")).resolve("backbones");

  @TempDir private Path temporary;
  private TestTree tree = new TestTree(Path.of(""));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void drawPhotos() throws IOException {
    tree = TestTree.in(temporary.resolve("photos"));
    tree.object("mug/red", 1, 3).object("mug/blue", 2, 2).object("pot/green", 3, 2);
    tree.object("pot/grey", 4, 2);
  }

  /** Four pairs an epoch in two steps, heads only. */
  private Path config(String further) throws IOException {
    return tree.write(
        "../config.json",
        "{\"epochs\":2,\"pairsPerObject\":1,\"batchPairs\":2,\"views\":2,\"unfrozenStages\":0,"
            + "\"objectDimension\":24,\"categoryDimension\":16,\"convergence\":0"
            + further
            + "}");
  }

  private int train(String... further) {
    List<String> arguments = new ArrayList<>(List.of("train", "--quiet"));
    arguments.addAll(List.of("--object-dir", tree.root().toString()));
    arguments.addAll(List.of(further));
    if (!arguments.contains("--out")) {
      arguments.addAll(List.of("--out", model().toString()));
    }
    if (!arguments.contains("--backbone") && !arguments.contains("--from")) {
      arguments.addAll(List.of("--backbone", "efficientnet_lite0"));
    }
    return CommandRunner.run(
        new TrainingCommand(BACKBONES),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments.toArray(String[]::new));
  }

  private Path model() {
    return temporary.resolve("m");
  }

  private List<JsonNode> log() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(temporary.resolve("m.training/steps.jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void train_writesAModelThatLoads_andALineAStep() throws IOException {
    assertThat(train("--config", config("").toString())).as(err.toString()).isZero();
    ModelFolder model = ModelFolder.open(model());
    assertThat(out.toString())
        .startsWith("trained the model " + model.id() + " on 9 photos of 4 objects in 2 categories")
        .contains(", 4 steps, ρ ");
    assertThat(model.network().object().dimension()).isEqualTo(24);
    assertThat(model.network().category().dimension()).isEqualTo(16);
    assertThat(model.network().object().fusion()).isEqualTo(Fusion.ATTENTION);
    try (var encoder = model.load()) {
      assertThat(encoder.objectDimension()).isEqualTo(24);
    }
    List<JsonNode> steps = log().stream().filter(line -> line.has("loss")).toList();
    assertThat(steps).extracting(line -> line.get("step").intValue()).containsExactly(1, 2, 3, 4);
    for (JsonNode step : steps) {
      assertThat(step.get("loss").floatValue()).isPositive();
      assertThat(step.fieldNames())
          .toIterable()
          .contains("object_loss", "category_loss", "softmax_loss", "photos_per_second");
    }
    assertThat(log()).filteredOn(line -> line.has("rho")).hasSize(2);
    JsonNode card = new ObjectMapper().readTree(Files.readString(model().resolve("card.json")));
    assertThat(card.at("/method/heads").textValue()).isEqualTo("piro-de");
    assertThat(card.at("/method/configuration/hyperparameters/views").intValue()).isEqualTo(2);
    assertThat(temporary.resolve("m.training/checkpoint.json")).doesNotExist();
  }

  @Test
  void sameSeed_givesTheSameModel_andAnotherSeedAnother() throws IOException {
    String config = config("").toString();
    train("--config", config, "--out", temporary.resolve("m1").toString());
    train("--config", config, "--out", temporary.resolve("m2").toString());
    train("--config", config, "--out", temporary.resolve("m3").toString(), "--seed", "2");
    assertThat(ModelFolder.open(temporary.resolve("m2")).id())
        .isEqualTo(ModelFolder.open(temporary.resolve("m1")).id());
    assertThat(ModelFolder.open(temporary.resolve("m3")).id())
        .isNotEqualTo(ModelFolder.open(temporary.resolve("m1")).id());
  }

  @Test
  void singleEmbedding_hasOneSpaceForBoth() throws IOException {
    assertThat(train("--config", config("").toString(), "--method", "piro-se")).isZero();
    ModelFolder model = ModelFolder.open(model());
    assertThat(model.network().category()).isEqualTo(model.network().object());
    assertThat(log().getFirst().has("category_loss")).isFalse();
    assertThat(log().getFirst().has("softmax_loss")).isTrue();
  }

  @Test
  void fittedModel_isStartedFrom_withItsOwnDimensions() throws IOException {
    Path fitted = temporary.resolve("fitted");
    CommandRunner.run(
        new TrainingCommand(BACKBONES),
        new PrintWriter(out),
        new PrintWriter(err),
        "fit",
        "--quiet",
        "--object-dir",
        tree.root().toString(),
        "--out",
        fitted.toString(),
        "--backbone",
        "efficientnet_lite0");
    ModelFolder start = ModelFolder.open(fitted);
    Path other = config("");
    assertThat(train("--from", fitted.toString(), "--config", other.toString()))
        .isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString())
        .contains("objectDimension must be that of the model in --from, 8, got 24");
    Path plain =
        tree.write(
            "../plain.json",
            "{\"epochs\":1,\"pairsPerObject\":1,\"batchPairs\":4,\"views\":2,"
                + "\"unfrozenStages\":0,\"averageDecay\":0.9}");
    assertThat(train("--from", fitted.toString(), "--config", plain.toString()))
        .as(err.toString())
        .isZero();
    ModelFolder model = ModelFolder.open(model());
    assertThat(model.network().object().dimension()).isEqualTo(8);
    assertThat(model.network().backbones()).isEqualTo(start.network().backbones());
    assertThat(model.network().object().fusion()).isEqualTo(Fusion.ATTENTION);
  }

  @Test
  void featuresOfFrozenBackbones_areCached_andGiveTheSameModel() throws IOException {
    String config = config(",\"augment\":false").toString();
    String cache = temporary.resolve("cache").toString();
    for (String name : List.of("cold", "warm")) {
      String model = temporary.resolve(name).toString();
      assertThat(train("--config", config, "--feature-cache", cache, "--out", model))
          .as(err.toString())
          .isZero();
    }
    try (Stream<Path> files = Files.walk(Path.of(cache))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1); // the second had nothing to add
    }
    assertThat(train("--config", config, "--feature-cache", "none")).isZero();
    for (String name : List.of("cold", "warm")) {
      assertThat(ModelFolder.open(temporary.resolve(name)).id())
          .isEqualTo(ModelFolder.open(model()).id());
    }
  }

  @Test
  void cacheThatCannotBeWritten_isSaid_andTheModelIsTrained() throws IOException {
    Path file = tree.write("../file", "no folder");
    String config = config(",\"augment\":false").toString();
    assertThat(train("--config", config, "--feature-cache", file.toString())).isZero();
    assertThat(err.toString()).contains("features are not kept in " + file);
    assertThat(ModelFolder.open(model()).network().object().dimension()).isEqualTo(24);
  }

  @Test
  void photosThatChange_areNotCached() throws IOException {
    Path cache = temporary.resolve("cache");
    assertThat(train("--config", config("").toString(), "--feature-cache", cache.toString()))
        .isZero();
    assertThat(cache).doesNotExist();
  }

  @Test
  void backbonesSideBySide_areTrainedTogether() throws IOException {
    String both = "efficientnet_lite0+efficientnet_lite2";
    assertThat(train("--config", config("").toString(), "--backbone", both))
        .as(err.toString())
        .isZero();
    ModelFolder model = ModelFolder.open(model());
    assertThat(model.network().backbones())
        .extracting(Pretrained::name)
        .containsExactly("efficientnet_lite0", "efficientnet_lite2");
    try (var encoder = model.load()) {
      assertThat(encoder.objectDimension()).isEqualTo(24);
    }
  }

  @Test
  void publishedSplit_isTrainedOn_andWhatItLacksIsNamed() throws IOException {
    tree = TestTree.in(temporary.resolve("train"));
    tree.object("1", 1, 8).object("2", 2, 8).object("3", 3, 7);
    try (InputStream categories = TrainCommandTest.class.getResourceAsStream("data/small.npy")) {
      Path table = tree.root().resolve("train_o2c.npy"); // 3, 17, 3
      Files.copy(Objects.requireNonNull(categories), table);
    }
    assertThat(train("--config", config("").toString())).isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(out.toString()).contains("of 2 objects in 1 categories");
    assertThat(err.toString())
        .contains("skipped " + tree.root().resolve("3/8.jpg") + ": missing-view")
        .contains("left out the category 17: it has one object, pairs need two");
  }

  @Test
  void termsMayBeOff_andFusionIsNotClaimedWhereNothingTrainsIt() throws IOException {
    String off = ",\"categoryWeight\":0,\"softmaxWeight\":0.5,\"attention\":true";
    assertThat(train("--config", config(off).toString())).isZero();
    assertThat(log().getFirst().has("category_loss")).isFalse();
    JsonNode first = log().getFirst();
    assertThat(first.get("loss").floatValue())
        .isEqualTo(
            first.get("object_loss").floatValue() + 0.5f * first.get("softmax_loss").floatValue());
    ModelFolder model = ModelFolder.open(model());
    assertThat(model.network().object().fusion()).isEqualTo(Fusion.ATTENTION);
    assertThat(model.network().category().fusion()).isEqualTo(Fusion.MEAN);
  }

  @Test
  void separationAboveTheBar_endsTrainingEarly() throws IOException {
    Path early =
        tree.write(
            "../early.json",
            "{\"epochs\":9,\"pairsPerObject\":1,\"batchPairs\":4,\"views\":2,"
                + "\"unfrozenStages\":0,\"convergence\":0.0001,\"objectDimension\":16}");
    assertThat(train("--config", early.toString())).isZero();
    assertThat(out.toString()).contains(", 1 steps, ρ ");
  }

  @Test
  void categoryOfOneObject_andUnreadablePhoto_areNamed_andTheRestIsTrained() throws IOException {
    tree.object("jug/only", 5, 2);
    Path bad = tree.write("mug/red/bad.jpg", "no photo");
    assertThat(train("--config", config("").toString())).isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(err.toString())
        .contains("left out the category jug: it has one object, pairs need two")
        .contains("skipped " + bad);
    assertThat(out.toString()).contains("of 4 objects in 2 categories");
  }

  @Test
  void photosWithoutCategories_areTrainedByTheObjectLoss_andALineSaysSo() throws IOException {
    tree = new TestTree(tree.root().resolve("mug"));
    assertThat(train("--config", config("").toString())).as(err.toString()).isZero();
    assertThat(err.toString()).contains("the photos have no categories: any two objects make a");
    assertThat(log().getFirst().has("object_loss")).isTrue();
    assertThat(log().getFirst().has("softmax_loss")).isFalse();
    assertThat(out.toString()).contains("of 2 objects in 0 categories");
  }

  @Test
  void photosWithoutPairs_areRefused() throws IOException {
    tree = TestTree.in(temporary.resolve("single"));
    tree.object("mug/a", 1, 2).object("pot/b", 2, 2);
    assertThat(train()).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("training needs a category with two objects");
    assertThat(model()).doesNotExist();
  }

  @Test
  void wrongUsage_isNamed() throws IOException {
    assertThat(train("--method", "mv-cnn")).isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString()).contains("--method must be piro-de or piro-se, got mv-cnn");
    assertThat(train("--device", "tpu")).isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString()).contains("--device must be cpu or gpu, got tpu");
    assertThat(train("--from", "m", "--backbone", "efficientnet_lite0"))
        .isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString()).contains("--from and --backbone are two starting points");
    assertThat(train("--save-every", "0")).isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString()).contains("--save-every must be at least 1 step, got 0");
    Path unknown = tree.write("../unknown.json", "{\"batchSize\":4}");
    assertThat(train("--config", unknown.toString())).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("there is no hyper-parameter batchSize; there are ");
    assertThat(model()).doesNotExist();
  }

  @Test
  void gpuThatIsNotThere_isNamed() {
    // Where there is a GPU, nothing is to be refused; machines without one run this.
    org.junit.jupiter.api.Assumptions.assumeTrue(
        ai.djl.engine.Engine.getInstance().getGpuCount() == 0);
    assertThat(train("--device", "gpu")).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("there is no GPU that PyTorch").contains("-Pcuda");
  }

  @Test
  void folderThatIsThere_isNotOverwritten() throws IOException {
    Files.createDirectory(model());
    Files.writeString(model().resolve("mine"), "precious");
    assertThat(train("--config", config("").toString())).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains(model() + " exists and is not empty");
  }
}

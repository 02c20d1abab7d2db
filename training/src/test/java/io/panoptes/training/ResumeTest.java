package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.network.Weights;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is killed, with a real process and a real kill. */
class ResumeTest {
  private static final Path ROOT = Path.of(System.getProperty("panoptes.root"));
  private static final int STEPS = 12;

  @TempDir private static Path shared;
  @TempDir private Path temporary;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs a training in a process of its own, and kills it between a checkpoint and the end. */
  @BeforeAll
  static void killATraining() throws IOException, InterruptedException {
    TestTree tree = TestTree.in(shared.resolve("photos"));
    tree.object("mug/red", 1, 3).object("mug/blue", 2, 2).object("pot/green", 3, 2);
    tree.object("pot/grey", 4, 2);
    tree.write(
        "../config.json",
        "{\"epochs\":3,\"pairsPerObject\":1,\"batchPairs\":1,\"views\":2,\"unfrozenStages\":1,"
            + "\"objectDimension\":24,\"categoryDimension\":16,\"convergence\":0,"
            + "\"averageDecay\":0.9}");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dpanoptes.home=" + ROOT,
            "-cp",
            System.getProperty("java.class.path"),
            TrainingCommand.class.getName()));
    command.addAll(arguments(shared.resolve("m")));
    Path output = shared.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      Path log = shared.resolve("m.training/steps.jsonl");
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !process.isAlive() || (Files.exists(log) && lines(log) >= 6));
      assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(shared.resolve("m")).doesNotExist();
    assertThat(shared.resolve("m.training/checkpoint.json")).exists();
  }

  private static List<String> arguments(Path model, String... further) {
    List<String> arguments = new ArrayList<>(List.of("train", "--quiet", "--save-every", "2"));
    arguments.addAll(List.of("--object-dir", shared.resolve("photos").toString()));
    arguments.addAll(List.of("--config", shared.resolve("config.json").toString()));
    arguments.addAll(List.of("--backbone", "efficientnet_lite0", "--out", model.toString()));
    arguments.addAll(List.of(further));
    return arguments;
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private int train(String... further) {
    return CommandRunner.run(
        new TrainingCommand(ROOT.resolve("backbones")),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments(temporary.resolve("m"), further).toArray(String[]::new));
  }

  /** Copies what the kill left, for this test alone. */
  private Path killed() throws IOException {
    Path copy = Files.createDirectory(temporary.resolve("m.training"));
    try (Stream<Path> files = Files.list(shared.resolve("m.training"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @Test
  void resumed_itEndsInTheModelOfAnUnbrokenRun_bitForBit() throws IOException {
    killed();
    assertThat(train("--resume")).as(err.toString()).isZero();
    ModelFolder resumed = ModelFolder.open(temporary.resolve("m"));
    List<String> log = Files.readAllLines(temporary.resolve("m.training/steps.jsonl"));
    assertThat(log).filteredOn(line -> line.contains("\"loss\"")).hasSize(STEPS);

    Path unbroken = temporary.resolve("unbroken");
    assertThat(
            CommandRunner.run(
                new TrainingCommand(ROOT.resolve("backbones")),
                new PrintWriter(out),
                new PrintWriter(err),
                arguments(unbroken).toArray(String[]::new)))
        .as(err.toString())
        .isZero();
    assertThat(resumed.id()).isEqualTo(ModelFolder.open(unbroken).id());
  }

  @Test
  void withoutResume_theCheckpointIsNotThrownAway() throws IOException {
    Path folder = killed();
    assertThat(train()).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString())
        .contains("there is a checkpoint of step ")
        .contains(folder + ": go on from it with --resume, or remove that folder");
    assertThat(folder.resolve("checkpoint.json")).exists();
  }

  @Test
  void anotherConfiguration_isRefused_andWhatDiffersIsNamed() throws IOException {
    killed();
    assertThat(train("--resume", "--seed", "5", "--method", "piro-se"))
        .isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString())
        .contains("is of another configuration: method was \"piro-de\", is \"piro-se\"")
        .contains("seed was 1, is 5");
  }

  @Test
  void lossThatIsNoNumber_stopsNamingTheStep_andTheCheckpointStays() throws IOException {
    Path folder = killed();
    Path weights;
    try (Stream<Path> files = Files.list(folder)) {
      weights =
          files
              .filter(file -> file.toString().endsWith(".weights.safetensors"))
              .findFirst()
              .orElseThrow();
    }
    long step = Long.parseLong(weights.getFileName().toString().replaceAll("\\D", ""));
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = Weights.read(manager, weights);
      NDArray poisoned = Objects.requireNonNull(tensors.get("object.linear.weight"));
      tensors.put("object.linear.weight", poisoned.mul(Float.NaN));
      Weights.write(tensors, weights);
    }
    byte[] before = Files.readAllBytes(folder.resolve("checkpoint.json"));
    assertThat(train("--resume")).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString())
        .contains("training stopped at step " + (step + 1) + ": its loss is NaN")
        .contains("the checkpoint of step " + step + " is kept");
    assertThat(folder.resolve("checkpoint.json")).hasBinaryContent(before);
    assertThat(weights).exists();
    assertThat(temporary.resolve("m")).doesNotExist();
  }

  @Test
  void resumeWithoutACheckpoint_beginsAnew_andSaysSo() throws IOException {
    assertThat(train("--resume")).as(err.toString()).isZero();
    assertThat(err.toString()).contains("there is no checkpoint in ").contains(": begins anew");
    assertThat(ModelFolder.open(temporary.resolve("m")).network().object().dimension())
        .isEqualTo(24);
  }
}

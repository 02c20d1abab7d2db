package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.network.Weights;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is killed, with a real process and a real kill. */
class ResumeTest {
  private static final int STEPS = 12;

  @TempDir private static Path shared;
  @TempDir private Path temporary;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static KilledTraining training() {
    return new KilledTraining(shared, 2);
  }

  @BeforeAll
  static void killATraining() throws IOException, InterruptedException {
    training()
        .run(
            "{\"epochs\":3,\"pairsPerObject\":1,\"batchPairs\":1,\"views\":2,\"unfrozenStages\":1,"
                + "\"objectDimension\":24,\"categoryDimension\":16,\"convergence\":0,"
                + "\"averageDecay\":0.9}",
            6);
  }

  private int train(String... further) {
    return CommandRunner.run(
        new TrainingCommand(KilledTraining.ROOT.resolve("backbones")),
        new PrintWriter(out),
        new PrintWriter(err),
        training().arguments(temporary.resolve("m"), further).toArray(String[]::new));
  }

  /** Copies what the kill left, for this test alone. */
  private Path killed() throws IOException {
    return training().copyFor(temporary.resolve("m"));
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
                new TrainingCommand(KilledTraining.ROOT.resolve("backbones")),
                new PrintWriter(out),
                new PrintWriter(err),
                training().arguments(unbroken).toArray(String[]::new)))
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

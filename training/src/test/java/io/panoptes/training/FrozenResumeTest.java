package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.command.CommandRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training on features that were computed once, which is killed and resumed. */
class FrozenResumeTest {
  private static final int STEPS = 800;

  @TempDir private Path temporary;
  private final StringWriter err = new StringWriter();

  private ModelId train(Path model, List<String> arguments) throws IOException {
    assertThat(
            CommandRunner.run(
                new TrainingCommand(KilledTraining.ROOT.resolve("backbones")),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                arguments.toArray(String[]::new)))
        .as(err.toString())
        .isZero();
    return ModelFolder.open(model).id();
  }

  @Test
  void resumed_itEndsInTheModelOfAnUnbrokenRun_withTheCacheOrWithout()
      throws IOException, InterruptedException {
    KilledTraining training =
        new KilledTraining(Files.createDirectory(temporary.resolve("killed")), 50);
    training.run(
        "{\"epochs\":2,\"pairsPerObject\":100,\"batchPairs\":1,\"views\":2,\"unfrozenStages\":0,"
            + "\"augment\":false,\"objectDimension\":24,\"categoryDimension\":16,"
            + "\"convergence\":0}",
        100);
    Path resumed = temporary.resolve("resumed");
    Path folder = training.copyFor(resumed);
    ModelId withoutCache = train(resumed, training.arguments(resumed, "--resume"));
    assertThat(Files.readAllLines(folder.resolve("steps.jsonl")))
        .filteredOn(line -> line.contains("\"loss\""))
        .hasSize(STEPS);
    Path unbroken = temporary.resolve("unbroken");
    String cache = training.cache().toString();
    assertThat(train(unbroken, training.arguments(unbroken, "--feature-cache", cache)))
        .isEqualTo(withoutCache);
  }
}

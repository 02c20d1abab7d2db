package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.panoptes.encoder.folder.TestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A training of drawn photos that was killed: a real process, and a real kill. */
final class KilledTraining {
  static final Path ROOT = Path.of(System.getProperty("panoptes.root"));

  private final Path folder;
  private final int saveEvery;

  /**
   * Names one.
   *
   * @param folder for its photos, its configuration, and what the kill leaves
   * @param saveEvery steps between checkpoints
   */
  KilledTraining(Path folder, int saveEvery) {
    this.folder = folder;
    this.saveEvery = saveEvery;
  }

  /**
   * Runs it in a process of its own, and kills it between a checkpoint and the end.
   *
   * @param config its hyper-parameters
   * @param lines of the log after which it is killed
   */
  void run(String config, int lines) throws IOException, InterruptedException {
    TestTree tree = TestTree.in(folder.resolve("photos"));
    tree.object("mug/red", 1, 3).object("mug/blue", 2, 2).object("pot/green", 3, 2);
    tree.object("pot/grey", 4, 2);
    tree.write("../config.json", config);
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
    command.addAll(arguments(folder.resolve("m")));
    command.addAll(List.of("--feature-cache", cache().toString()));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      Path log = folder.resolve("m.training/steps.jsonl");
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !process.isAlive() || (Files.exists(log) && lines(log) >= lines));
      assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(folder.resolve("m")).doesNotExist();
    assertThat(folder.resolve("m.training/checkpoint.json")).exists();
  }

  /** Returns where it keeps features, if it does. */
  Path cache() {
    return folder.resolve("cache");
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  /** Returns the arguments of a training of the same photos to another model. */
  List<String> arguments(Path model, String... further) {
    List<String> arguments = new ArrayList<>(List.of("train", "--quiet"));
    arguments.addAll(List.of("--save-every", Integer.toString(saveEvery)));
    arguments.addAll(List.of("--object-dir", folder.resolve("photos").toString()));
    arguments.addAll(List.of("--config", folder.resolve("config.json").toString()));
    arguments.addAll(List.of("--backbone", "efficientnet_lite0", "--out", model.toString()));
    arguments.addAll(List.of(further));
    return arguments;
  }

  /** Copies what the kill left, to be resumed as the training of {@code model}. */
  Path copyFor(Path model) throws IOException {
    Path copy = Files.createDirectory(model.resolveSibling(model.getFileName() + ".training"));
    try (Stream<Path> files = Files.list(folder.resolve("m.training"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }
}

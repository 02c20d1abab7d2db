package io.panoptes.training;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Version;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code bin/training}: fits, trains and measures models, and makes field tests. */
@Command(
    name = "training",
    description = "Fits models to folders of photos, trains them, and measures them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {FitCommand.class, TrainCommand.class, EvaluateCommand.class, FieldCommand.class})
public final class TrainingCommand {
  private final Path backbones;

  /**
   * Makes one.
   *
   * @param backbones the folder of bundled weights
   */
  TrainingCommand(Path backbones) {
    this.backbones = backbones;
  }

  /** Runs the command, and ends the process with its exit status. */
  public static void main(String... arguments) {
    Path home = Path.of(System.getProperty("panoptes.home", "."));
    System.exit(CommandRunner.run(new TrainingCommand(home.resolve("backbones")), arguments));
  }

  Path backbones() {
    return backbones;
  }
}

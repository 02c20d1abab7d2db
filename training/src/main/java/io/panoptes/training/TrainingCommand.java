package io.panoptes.training;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Version;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code bin/training}: fits models. */
@Command(
    name = "training",
    description = "Fits models to folders of photos.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = FitCommand.class)
public final class TrainingCommand {
  /** Where the launchers keep the bundled weights and models. */
  static Path home() {
    return Path.of(System.getProperty("panoptes.home", "."));
  }

  /** Runs the command and exits with its status. */
  public static void main(String... arguments) {
    FeatureExtractor.computeOnCallingThread();
    System.exit(CommandRunner.run(new TrainingCommand(), arguments));
  }
}

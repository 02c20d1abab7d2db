package io.panoptes.training;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Version;
import io.panoptes.training.features.CacheFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code bin/training}: fits, trains and measures models, and makes field tests. */
@Command(
    name = "training",
    description = "Fits models to folders of photos, trains them, and measures them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      FitCommand.class,
      CrossValidateCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      FusionCommand.class,
      FieldCommand.class
    })
public final class TrainingCommand {
  private final Path backbones;
  private final @Nullable Path featureCache;

  /**
   * Makes one that keeps no features, unless an option says where.
   *
   * @param backbones the folder of bundled weights
   */
  TrainingCommand(Path backbones) {
    this(backbones, null);
  }

  /**
   * Makes one.
   *
   * @param backbones the folder of bundled weights
   * @param featureCache where features are kept, null for nowhere
   */
  TrainingCommand(Path backbones, @Nullable Path featureCache) {
    this.backbones = backbones;
    this.featureCache = featureCache;
  }

  /** Runs the command, and ends the process with its exit status. */
  public static void main(String... arguments) {
    Path home = Path.of(System.getProperty("panoptes.home", "."));
    Path featureCache =
        CacheFolder.of(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    // The exit status is part of the contract: this is the only place that sets it.
    System.exit(
        CommandRunner.run(new TrainingCommand(home.resolve("backbones"), featureCache), arguments));
  }

  Path backbones() {
    return backbones;
  }

  /**
   * Returns where features are kept, null for nowhere.
   *
   * @param option what {@code --feature-cache} says, null if it is not given
   */
  @Nullable Path featureCache(@Nullable String option) {
    if (option == null) {
      return featureCache;
    }
    return option.equals("none") ? null : Path.of(option);
  }
}

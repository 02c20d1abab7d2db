package io.panoptes.indexer;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.command.Version;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.write.ModelChoice;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code indexer}: writes catalogues, and tells what is in them. */
@Command(
    name = "indexer",
    description = "Makes catalogues of photos, and tells what is in them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      AddCommand.class,
      ListCommand.class,
      ShowCommand.class,
      RemoveCommand.class,
      VerifyCommand.class,
      CompactCommand.class,
      ReindexCommand.class,
      RollbackCommand.class,
      ExportCommand.class,
      ImportCommand.class
    },
    footer = {
      "",
      "Exit status: 0 done, 1 failed, 2 wrong usage, 3 done but something that the output names was"
          + " left out, 130 interrupted."
    })
public final class IndexerCommand {
  private final Model.Opener models;
  private final ModelChoice.Finder bundled;
  private final Tuning tuning;

  /**
   * Makes one.
   *
   * @param models opens models
   * @param bundled finds the model of a new catalogue
   */
  public IndexerCommand(Model.Opener models, ModelChoice.Finder bundled) {
    this(models, bundled, Tuning.standard());
  }

  /** Makes one that lays out its pipelines as {@code tuning} says. */
  IndexerCommand(Model.Opener models, ModelChoice.Finder bundled, Tuning tuning) {
    this.models = models;
    this.bundled = bundled;
    this.tuning = tuning;
  }

  /** Runs the command, and ends the process with its exit status. */
  public static void main(String... arguments) {
    FeatureExtractor.computeOnCallingThread(); // several threads encode: see Tuning
    // The exit status is part of the contract: this is the only place that sets it.
    System.exit(
        CommandRunner.run(new IndexerCommand(ModelFolder::open, BundledModel::find), arguments));
  }

  Model.Opener models() {
    return models;
  }

  ModelChoice.Finder bundled() {
    return bundled;
  }

  /** Returns the exit status of a run that ended with {@code result}, or throws why it failed. */
  static int status(AddResult result) throws IndexerException {
    return switch (result.ending()) {
      case AddResult.Ending.Complete _ ->
          result.skipped().isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
      case AddResult.Ending.Stopped _ -> CommandRunner.INTERRUPTED;
      case AddResult.Ending.Failed failed ->
          throw new IndexerException(failed.reason(), failed.cause());
    };
  }

  Tuning tuning() {
    return tuning;
  }

  /** The options that all its commands have. */
  static final class Common {
    private static final String CLUSTER = "opensearch://";

    @Option(
        names = "--index",
        paramLabel = "INDEX",
        description = "The catalogue's folder (default: ${DEFAULT-VALUE}).")
    private String index = "catalogue";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--quiet", description = "Print results and errors, and nothing else.")
    private boolean quiet;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    Path index() {
      if (index.startsWith(CLUSTER)) {
        throw new UsageException(
            "--index must be a folder: this version has no clusters, got " + index);
      }
      return Path.of(index);
    }

    boolean isJson() {
      return json;
    }

    boolean isQuiet() {
      return quiet;
    }

    PrintWriter out() {
      return spec().commandLine().getOut();
    }

    PrintWriter err() {
      return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
      if (spec == null) {
        throw new IllegalStateException("a command is run by CommandRunner");
      }
      return spec;
    }
  }
}

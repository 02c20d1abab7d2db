package io.panoptes.training;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.Version;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.data.DataSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code training cross-validate}. */
@Command(
    name = "cross-validate",
    description = {
      "Says how well a model that fit makes of these photos will do on objects that it has not"
          + " seen: fits heads to some objects, measures them on the others, and so in turn.",
      "Objects that seem to be photographed at one place, the same background in the same light,"
          + " are never on both sides: that would promise too much. Features of all photos are held"
          + " in memory, 18 KB a photo with the default recipe, and 8 bytes a pair of objects."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CrossValidateCommand implements Callable<Integer> {
  @Option(
      names = "--object-dir",
      required = true,
      paramLabel = "DIR",
      description = "photos by category/object/photo, or a split of a published data set")
  private Path objectDir = Path.of("");

  @Option(
      names = "--folds",
      paramLabel = "N",
      description = "into how many parts objects are put (default 6)")
  private int folds = 6;

  @Mixin private RecipeOptions options = new RecipeOptions();

  @Option(names = "--json", description = "print a line of JSON")
  private boolean json;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @ParentCommand private @Nullable TrainingCommand parent;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    FeatureExtractor.computeOnCallingThread(); // features are computed on all cores
    Path bundled = parent().backbones();
    CrossValidation validation =
        new CrossValidation(
            options.weights(bundled),
            options.recipe(),
            BackboneFile.sideBySide(Places.BACKBONE, bundled),
            parent().featureCache(options.featureCache()),
            options.general());
    DataSet data = DataSet.read(objectDir);
    PrintWriter err = spec().commandLine().getErr();
    Progress progress = new Progress();
    CrossValidationReport report;
    try (ProgressLine _ = ProgressLine.start(progress, err, quiet)) {
      report = validation.run(data, folds, progress);
    }
    report.notKept().forEach(err::println);
    for (Skipped skipped : report.skipped()) {
      err.println("skipped " + skipped);
    }
    spec().commandLine().getOut().print(json ? report.toJson() + "\n" : report.toText());
    return report.skipped().isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
  }

  private TrainingCommand parent() {
    return Objects.requireNonNull(parent, "cross-validate is a command of training");
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "a command is run by CommandRunner");
  }
}

package io.panoptes.training;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.Network;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.Version;
import io.panoptes.encoder.folder.PhotoTreeException;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.network.Fusion;
import io.panoptes.training.data.DataSet;
import io.panoptes.training.evaluation.EncodedSplits;
import io.panoptes.training.evaluation.FusionReport;
import io.panoptes.training.evaluation.GrowthPoint;
import io.panoptes.training.evaluation.ViewFusion;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code training fusion}. */
@Command(
    name = "fusion",
    description = {
      "Compares how the views of several photos become one vector: by a model's attention, if it"
          + " has any, by their mean, and by their elementwise maximum, with 2 to 12 photos.",
      "Vectors are kept in Java's temporary folder while this runs."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class FusionCommand implements Callable<Integer> {
  @Mixin private final ModelOnSplits splits = new ModelOnSplits();

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    DataSet trainData = splits.train();
    DataSet testData = splits.test();
    ModelFolder folder = splits.model();
    PrintWriter err = spec().commandLine().getErr();
    FusionReport report;
    List<Skipped> skipped;
    Progress progress = new Progress();
    try (ProgressLine _ = ProgressLine.start(progress, err, quiet);
        Encoder encoder = folder.load();
        EncodedSplits encoded = EncodedSplits.of(trainData, testData, encoder, progress)) {
      report = compare(folder, encoder, encoded, testData);
      skipped = encoded.skipped();
    }
    skipped.forEach(each -> err.println("skipped " + each));
    spec().commandLine().getOut().print(report.toText());
    return skipped.isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
  }

  private FusionReport compare(
      ModelFolder folder, Encoder encoder, EncodedSplits encoded, DataSet test) throws IOException {
    List<GrowthPoint> mean = encoded.growth(ViewFusion.MEAN);
    if (mean.size() < 2) {
      throw new PhotoTreeException(
          "views are fused of objects with two photos at least, " + test.root() + " has none");
    }
    Network network = folder.network();
    Fusion category = network.category().fusion();
    Fusion object = network.object().fusion();
    boolean attends = category == Fusion.ATTENTION || object == Fusion.ATTENTION;
    return new FusionReport(
        folder.id(),
        category,
        object,
        attends ? encoded.growth(encoder::aggregate) : List.of(),
        mean,
        encoded.growth(ViewFusion.MAXIMUM));
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "a command is run by CommandRunner");
  }
}

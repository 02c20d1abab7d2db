package io.panoptes.training;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.Version;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.data.DataSet;
import io.panoptes.training.evaluation.EncodedSplits;
import io.panoptes.training.evaluation.Protocol;
import io.panoptes.training.evaluation.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code training evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Measures a model: the paper's eight tasks, with intervals; how far things lie apart; what"
          + " more photos gain.",
      "Vectors are kept in Java's temporary folder while this runs."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private final ModelOnSplits splits = new ModelOnSplits();

  @Option(
      names = "--protocol",
      paramLabel = "authors|strict",
      converter = ProtocolConverter.class,
      description =
          "authors (default): in category retrieval a query finds itself, too; strict: it does not")
  private Protocol protocol = Protocol.AUTHORS;

  @Option(names = "--json", description = "print a line of JSON")
  private boolean json;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    DataSet trainData = splits.train();
    DataSet testData = splits.test();
    PrintWriter err = spec().commandLine().getErr();
    Report report;
    try (Encoder encoder = splits.model().load();
        EncodedSplits encoded = encode(trainData, testData, encoder, err)) {
      Progress comparing = new Progress();
      try (ProgressLine _ = ProgressLine.start(comparing, err, quiet)) {
        report = encoded.evaluate(protocol, comparing);
      }
    }
    for (Skipped skipped : report.skipped()) {
      err.println("skipped " + skipped);
    }
    spec().commandLine().getOut().print(json ? report.toJson() + "\n" : report.toText());
    return report.skipped().isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
  }

  private EncodedSplits encode(
      DataSet trainData, DataSet testData, Encoder encoder, PrintWriter err) throws IOException {
    Progress encoding = new Progress();
    try (ProgressLine _ = ProgressLine.start(encoding, err, quiet)) {
      return EncodedSplits.of(trainData, testData, encoder, encoding);
    }
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "a command is run by CommandRunner");
  }

  /** Reads {@code --protocol}. */
  static final class ProtocolConverter implements ITypeConverter<Protocol> {
    @Override
    public Protocol convert(String text) {
      try {
        return Protocol.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("must be authors or strict, got " + text);
      }
    }
  }
}

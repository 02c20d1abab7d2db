package io.panoptes.indexer;

import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.ReindexOptions;
import io.panoptes.indexer.write.ReindexResult;
import io.panoptes.search.FastPaths;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.inspection.Impact;
import io.panoptes.search.inspection.ImpactSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code indexer reindex}. */
@Command(
    name = "reindex",
    description = {
      "Changes a catalogue's model: all photos are encoded again, aside, while the catalogue keeps"
          + " answering and taking changes.",
      "Photos are read where they were read when they were added, or from the copies that the"
          + " catalogue keeps (add --keep-originals). Before the change it prints what the change does"
          + " to answers: each photo is searched for with itself left out. Then readers move over, all"
          + " at once. A run that was interrupted goes on where it ended; rollback goes back."
    },
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class ReindexCommand implements Callable<Integer> {
  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();
  @Mixin private final Waiting waiting = new Waiting();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      required = true,
      description = "The new model's folder, of which the catalogue keeps a copy.")
  private Path model = Path.of("");

  @Option(
      names = "--max-loss",
      paramLabel = "POINTS",
      description =
          "Change nothing if more than POINTS percent of the photos fewer are found afterwards"
              + " (default: ${DEFAULT-VALUE}).")
  private double maxLoss = 100;

  @Option(
      names = "--leave-behind",
      description =
          "Leave behind photos and objects whose files cannot be read again; otherwise they are"
              + " listed and nothing is changed.")
  private boolean leaveBehind;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write what the change does to answers to FILE, too, with pictures.")
  private @Nullable Path html;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "Search for about N photos to see what the change does (default: ${DEFAULT-VALUE}).")
  private int sample = ImpactSample.DEFAULT.photos();

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "Fetch photos again from https://NAME/…; may be repeated.")
  private List<String> allowedHosts = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    if (!(maxLoss >= 0 && maxLoss <= 100)) {
      throw new UsageException("--max-loss must be 0 to 100, got " + maxLoss);
    }
    if (sample < 1) {
      throw new UsageException("--sample must be 1 at least, got " + sample);
    }
    FastPaths.require();
    Model.Opener models = Objects.requireNonNull(indexer).models();
    CatalogueWriter writer = new CatalogueWriter(common.index(), models, waiting.time());
    ModelId before;
    try (Catalogue catalogue = Catalogue.open(common.index(), models)) {
      before = catalogue.model();
    }
    ModelId after = models.open(model).id();
    ReindexOptions options =
        new ReindexOptions(
            maxLoss,
            leaveBehind,
            new ImpactSample(sample, ImpactSample.DEFAULT.vectors()),
            allowedHosts,
            impact -> show(impact, before, after));
    try (LastBatch _ = LastBatch.whenInterrupted(writer::stop, common)) {
      Progress progress = new Progress();
      ReindexResult result;
      try (ProgressLine _ = ProgressLine.start(progress, common.err(), common.isQuiet())) {
        result = writer.reindex(model, options, Objects.requireNonNull(indexer).tuning(), progress);
      }
      return print(result);
    }
  }

  private void show(Impact impact, ModelId before, ModelId after) throws IOException {
    if (html != null) {
      new ImpactPage(impact, before, after, CatalogueFolder.at(common.index())).writeTo(html);
    }
    if (!common.isJson()) {
      common.out().println(ImpactReport.text(impact));
    }
  }

  private int print(ReindexResult result) throws IOException {
    SuccessionReport report = new SuccessionReport(result);
    common.out().println(common.isJson() ? report.json() : report.text());
    if (result.stopped()) {
      return CommandRunner.INTERRUPTED;
    }
    if (!result.swapped()) {
      common.err().println("indexer reindex: " + whyNot(result));
      return CommandRunner.FAILED;
    }
    return result.leftBehind().isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
  }

  private String whyNot(ReindexResult result) {
    if (!result.leftBehind().isEmpty() && !leaveBehind) {
      return "nothing is changed, since "
          + result.leftBehind().size()
          + " objects cannot follow; mend them with indexer add, or name --leave-behind";
    }
    double loss = result.impact().map(Impact::loss).orElse(0.0);
    return String.format(
        Locale.ROOT,
        "nothing is changed, since %.2f points fewer would be found, and --max-loss is %s",
        loss,
        maxLoss);
  }
}

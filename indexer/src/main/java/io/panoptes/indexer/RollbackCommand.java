package io.panoptes.indexer;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.ReindexResult;
import io.panoptes.search.FastPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code indexer rollback}. */
@Command(
    name = "rollback",
    description = {
      "Goes back to the generation before the last reindex (or compact --rebuild), together with all"
          + " that was added, changed and removed since.",
      "What was added since is encoded by the old model; if a photo cannot be read again, what would"
          + " be lost is listed and nothing is changed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class RollbackCommand implements Callable<Integer> {
  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();
  @Mixin private final Waiting waiting = new Waiting();

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "Fetch photos again from https://NAME/…; may be repeated.")
  private List<String> allowedHosts = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    FastPaths.require();
    CatalogueWriter writer =
        new CatalogueWriter(
            common.index(), Objects.requireNonNull(indexer).models(), waiting.time());
    ReindexResult result;
    try (LastBatch _ = LastBatch.whenInterrupted(writer::stop, common)) {
      Progress progress = new Progress();
      try (ProgressLine _ = ProgressLine.start(progress, common.err(), common.isQuiet())) {
        result = writer.rollback(allowedHosts, Objects.requireNonNull(indexer).tuning(), progress);
      }
      SuccessionReport report = new SuccessionReport(result);
      common.out().println(common.isJson() ? report.json() : report.text());
    }
    if (result.stopped()) {
      return CommandRunner.INTERRUPTED;
    }
    if (!result.swapped()) {
      common
          .err()
          .println(
              "indexer rollback: nothing is changed, since "
                  + result.leftBehind().size()
                  + " objects would be lost in part or as a whole");
      return CommandRunner.FAILED;
    }
    return CommandRunner.DONE;
  }
}

package io.panoptes.indexer;

import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.transfer.CatalogueImport;
import io.panoptes.indexer.transfer.ImportOptions;
import io.panoptes.search.FastPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code indexer import}. */
@Command(
    name = "import",
    description = {
      "Reads a file that indexer export wrote into a catalogue; nothing is encoded again.",
      "INDEX may be a new folder: it then becomes a catalogue with the model that is in FILE. A"
          + " catalogue that exists must have that model, and gets the objects of FILE in addition"
          + " to its own.",
      "All of FILE is checked before anything is written: a file that is truncated, altered, or"
          + " holds what no export holds is refused.",
      "Run it again after it was interrupted: objects that are there just so are left alone."
    },
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class ImportCommand implements Callable<Integer> {
  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();
  @Mixin private final Waiting waiting = new Waiting();

  @Parameters(paramLabel = "FILE", description = "The file that indexer export wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--replace",
      description =
          "Where an object of the same id differs, take the one in FILE; otherwise the catalogue's"
              + " own stays, and is named as left out.")
  private boolean replace;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a line of JSON an object to FILE, once the object is safely in the catalogue.")
  private @Nullable Path report;

  @Override
  public Integer call() throws IOException {
    FastPaths.require();
    CatalogueImport run =
        new CatalogueImport(
            common.index(), Objects.requireNonNull(indexer).models(), waiting.time());
    try (LastBatch _ = LastBatch.whenInterrupted(run::stop, common)) {
      AddResult result = read(run);
      print(result);
      return IndexerCommand.status(result);
    }
  }

  private AddResult read(CatalogueImport run) throws IOException {
    Progress progress = new Progress();
    try (ProgressLine _ = ProgressLine.start(progress, common.err(), common.isQuiet())) {
      int batch = Objects.requireNonNull(indexer).tuning().commitObjects();
      return run.readFrom(file, new ImportOptions(replace, report), batch, progress);
    }
  }

  private void print(AddResult result) throws IOException {
    if (common.isJson()) {
      common.out().println(Json.of(result));
      return;
    }
    for (Skipped skipped : result.skipped()) {
      common.out().println("left out: " + skipped);
    }
    common
        .out()
        .printf(
            Locale.ROOT,
            "%s%d added, %d updated, %d unchanged, %d left out in %.1f s%n",
            result.ending() instanceof AddResult.Ending.Stopped ? "interrupted: " : "",
            result.added(),
            result.updated(),
            result.unchanged(),
            result.skipped().size(),
            result.wall().toMillis() / 1000.0);
  }
}

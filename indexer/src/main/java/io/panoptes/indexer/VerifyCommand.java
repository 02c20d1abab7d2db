package io.panoptes.indexer;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.indexer.store.CatalogueUse;
import io.panoptes.search.FastPaths;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.inspection.Inspection;
import io.panoptes.search.inspection.Inspector;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code indexer verify}. */
@Command(
    name = "verify",
    description = {
      "Looks a catalogue through: whether its files are whole, every object and photo is there as"
          + " it was added, and searching finds what comparing with everything finds.",
      "It changes nothing, others may read and write meanwhile, and it names what mends each"
          + " problem. Exit status 1 if there is one."
    },
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
  /** How long to wait for a compaction that is under way. */
  private static final Duration COMPACTION = Duration.ofSeconds(30);

  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "Search for N stored photos, to measure how much of what is near is found (default:"
              + " ${DEFAULT-VALUE}). More make the intervals narrower, and take longer.")
  private int sample = 400;

  @Override
  public Integer call() throws IOException {
    if (sample < 1) {
      throw new UsageException("--sample must be 1 at least, got " + sample);
    }
    FastPaths.require();
    CatalogueFolder folder = CatalogueFolder.at(common.index());
    Progress progress = new Progress();
    Inspection inspection;
    try (CatalogueUse _ = use(folder);
        ProgressLine _ = ProgressLine.start(progress, common.err(), common.isQuiet())) {
      inspection =
          new Inspector(folder, Objects.requireNonNull(indexer).models(), sample, progress)
              .inspect();
    }
    common
        .out()
        .println(
            common.isJson()
                ? InspectionReport.json(inspection)
                : InspectionReport.text(inspection, folder));
    return inspection.isOk() ? CommandRunner.DONE : CommandRunner.FAILED;
  }

  /** Keeps files from being cleared away while they are looked for; none where nobody can. */
  private static @Nullable CatalogueUse use(CatalogueFolder folder) throws IOException {
    return folder.exists() && Files.isWritable(folder.root())
        ? CatalogueUse.share(folder, COMPACTION)
        : null;
  }
}

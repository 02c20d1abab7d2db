package io.panoptes.indexer;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.CompactResult;
import io.panoptes.search.FastPaths;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code indexer compact}. */
@Command(
    name = "compact",
    description = {
      "Frees what a catalogue needs no more: deleted documents, thumbnails and kept photos of no"
          + " object, generations before the previous one. What rollback needs stays.",
      "With --rebuild, all graphs are made anew, too, which restores what many small changes have"
          + " cost (verify tells); others may read and write meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class CompactCommand implements Callable<Integer> {
  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();
  @Mixin private final Waiting waiting = new Waiting();

  @Option(names = "--rebuild", description = "Make the graphs of all vectors anew.")
  private boolean rebuild;

  @Override
  public Integer call() throws IOException {
    FastPaths.require();
    CatalogueWriter writer =
        new CatalogueWriter(
            common.index(), Objects.requireNonNull(indexer).models(), waiting.time());
    try (LastBatch _ = LastBatch.whenInterrupted(writer::stop, common)) {
      Progress progress = new Progress();
      CompactResult result;
      try (ProgressLine _ = ProgressLine.start(progress, common.err(), common.isQuiet())) {
        result = writer.compact(rebuild, progress);
      }
      common.out().println(common.isJson() ? json(result) : text(result));
      common.out().flush();
      if (result.stopped()) {
        return CommandRunner.INTERRUPTED;
      }
      if (result.inUse()) {
        common
            .err()
            .println(
                "indexer compact: photos' files and old generations were left alone, since another"
                    + " process is adding to the catalogue or reading it as a whole");
        return CommandRunner.LEFT_OUT;
      }
      return CommandRunner.DONE;
    }
  }

  private static String text(CompactResult result) {
    return String.format(
        Locale.ROOT,
        "%s%s%d files and %d old generations cleared away, %d KB; %d segments rid of deleted"
            + " documents",
        result.stopped() ? "interrupted: " : "",
        result.rebuilt() ? "generation " + result.generation() + " has new graphs; " : "",
        result.files(),
        result.generations(),
        result.bytes() / 1000,
        result.merges());
  }

  private static String json(CompactResult result) throws IOException {
    return Json.object(json -> {
      json.writeNumberField("generation", result.generation());
      json.writeBooleanField("rebuilt", result.rebuilt());
      json.writeNumberField("merges", result.merges());
      json.writeNumberField("files", result.files());
      json.writeNumberField("generations", result.generations());
      json.writeNumberField("bytes", result.bytes());
      json.writeBooleanField("in_use", result.inUse());
    });
  }
}

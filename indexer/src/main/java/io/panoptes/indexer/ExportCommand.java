package io.panoptes.indexer;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.transfer.CatalogueExport;
import io.panoptes.indexer.transfer.ExportResult;
import java.io.IOException;
import java.io.InterruptedIOException;
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

/** The command {@code indexer export}. */
@Command(
    name = "export",
    description = {
      "Writes a catalogue into one file: its backup, or a copy for another machine.",
      "The file holds the objects with their attributes and their photos' vectors, the thumbnails,"
          + " the photos' own files where the catalogue keeps them (add --keep-originals), and the"
          + " model. It is a ZIP file that other programs can read, too: docs/export-format.md tells"
          + " how.",
      "The catalogue may be searched and written meanwhile: the file holds it as it was at one"
          + " moment. FILE is there when it is whole, and not before.",
      "To read it back: indexer import FILE --index NEW-FOLDER"
    },
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {
  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();
  @Mixin private final Waiting waiting = new Waiting();

  @Parameters(paramLabel = "FILE", description = "The file to write, such as catalogue.zip.")
  private Path file = Path.of("");

  @Option(
      names = "--replace",
      description = "Replace FILE if it exists, once the new one is whole.")
  private boolean replace;

  @Override
  public Integer call() throws IOException {
    CatalogueExport export =
        new CatalogueExport(
            common.index(), Objects.requireNonNull(indexer).models(), waiting.time());
    try (LastBatch _ = LastBatch.whenInterrupted(export::stop, common)) {
      return print(write(export));
    } catch (InterruptedIOException e) {
      common.err().println("indexer export: " + e.getMessage());
      return CommandRunner.INTERRUPTED;
    }
  }

  private ExportResult write(CatalogueExport export) throws IOException {
    Progress progress = new Progress();
    try (ProgressLine _ = ProgressLine.start(progress, common.err(), common.isQuiet())) {
      return export.writeTo(file, replace, progress);
    }
  }

  private int print(ExportResult result) throws IOException {
    if (common.isJson()) {
      common.out().println(Json.of(result));
    } else {
      for (Skipped skipped : result.skipped()) {
        common.out().println("left out: " + skipped);
      }
      common
          .out()
          .printf(
              Locale.ROOT,
              "exported %d objects with %d photos, %d thumbnails and %d original files to %s:"
                  + " %.1f MB in %.1f s%n",
              result.objects(),
              result.photos(),
              result.thumbnails(),
              result.originals(),
              file,
              result.bytes() / 1e6,
              result.wall().toMillis() / 1000.0);
    }
    return result.skipped().isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
  }
}

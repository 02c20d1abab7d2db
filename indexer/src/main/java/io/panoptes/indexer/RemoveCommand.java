package io.panoptes.indexer;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.RemoveResult;
import io.panoptes.search.FastPaths;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code indexer remove}. */
@Command(
    name = "remove",
    description = "Removes objects from a catalogue; photos on disk are not touched.",
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class RemoveCommand implements Callable<Integer> {
  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();
  @Mixin private final Waiting waiting = new Waiting();

  @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of objects.")
  private List<String> ids = List.of();

  @Override
  public Integer call() throws IOException {
    FastPaths.require();
    RemoveResult result =
        new CatalogueWriter(
                common.index(), Objects.requireNonNull(indexer).models(), waiting.time())
            .remove(ids);
    for (Skipped unknown : result.skipped()) {
      common
          .err()
          .println(
              "indexer remove: there is no object "
                  + unknown.path()
                  + " in the catalogue "
                  + common.index());
    }
    if (common.isJson()) {
      common.out().println(Json.of(result));
    } else {
      result.removed().forEach(id -> common.out().println("removed " + id));
    }
    if (result.skipped().isEmpty()) {
      return CommandRunner.DONE;
    }
    return result.removed().isEmpty() ? CommandRunner.FAILED : CommandRunner.LEFT_OUT;
  }
}

package io.panoptes.indexer;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.search.catalogue.Catalogue;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** The command {@code indexer list}. */
@Command(
    name = "list",
    description = "Lists the objects of a catalogue, by id.",
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class ListCommand implements Callable<Integer> {
  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();

  @Override
  public Integer call() throws IOException {
    try (Catalogue catalogue =
        Catalogue.open(common.index(), Objects.requireNonNull(indexer).models())) {
      catalogue.forEachEntry(
          object -> common.out().println(common.isJson() ? Json.of(object) : Text.line(object)));
      return CommandRunner.DONE;
    }
  }
}

package io.panoptes.indexer;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.table.ObjectIds;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.ObjectEntry;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code indexer show}. */
@Command(
    name = "show",
    description = "Shows an object of a catalogue.",
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class ShowCommand implements Callable<Integer> {
  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();

  @Parameters(paramLabel = "ID", description = "The object's id.")
  private String id = "";

  @Override
  public Integer call() throws IOException {
    try (Catalogue catalogue =
        Catalogue.open(common.index(), Objects.requireNonNull(indexer).models())) {
      Optional<ObjectEntry> object = catalogue.entry(ObjectIds.normalize(id));
      if (object.isEmpty()) {
        throw new IndexerException(
            "there is no object " + id + " in the catalogue " + common.index());
      }
      common
          .out()
          .println(common.isJson() ? Json.withPhotos(object.get()) : Text.whole(object.get()));
      return CommandRunner.DONE;
    }
  }
}

package io.panoptes.indexer;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.search.FastPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code indexer add}. */
@Command(
    name = "add",
    description = {
      "Adds the objects in a folder of photos; what has not changed is not touched.",
      "Folders of photos are objects, folders of folders are categories: DIR/mug/17/front.jpg is a"
          + " photo of the object mug/17 of the category mug. Photos directly in DIR are one object."
    },
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class AddCommand implements Callable<Integer> {
  /** How long a process that is told to end waits for the batch in hand. */
  private static final long LAST_BATCH_SECONDS = 20;

  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();

  @Option(
      names = "--object-dir",
      paramLabel = "DIR",
      required = true,
      description = "The folder of photos.")
  private Path objectDir = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "The model folder (default: the catalogue's own, or the bundled one for a new catalogue)."
              + " A catalogue refuses any but its own.")
  private @Nullable Path model;

  @Option(
      names = "--category",
      paramLabel = "NAME",
      description = "The category of objects whose folder names none.")
  private @Nullable String category;

  @Option(
      names = "--metadata",
      paramLabel = "FILE.csv",
      description =
          "A table with a header: object_id (or its last part where that is unique), category, and"
              + " attributes; several values are parted by |, and a column price:number is of"
              + " numbers.")
  private @Nullable Path metadata;

  @Option(
      names = "--replace",
      description = "Take over objects that were added from another folder.")
  private boolean replace;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait while another process writes (default: ${DEFAULT-VALUE}).")
  private int wait = 30;

  @Override
  public Integer call() throws IOException {
    if (wait < 0) {
      throw new UsageException("--wait must not be negative, got " + wait);
    }
    if (category != null && category.isBlank()) {
      throw new UsageException("--category must not be blank");
    }
    FastPaths.require();
    IndexerCommand parent = Objects.requireNonNull(indexer);
    CatalogueWriter writer =
        new CatalogueWriter(common.index(), parent.models(), Duration.ofSeconds(wait));
    CountDownLatch ended = new CountDownLatch(1);
    Thread onShutdown = new Thread(() -> stop(writer, ended), "stop");
    Runtime.getRuntime().addShutdownHook(onShutdown);
    try {
      return add(writer, new ModelChoice(model, parent.bundled()));
    } finally {
      common.out().flush();
      common.err().flush();
      ended.countDown();
      remove(onShutdown);
    }
  }

  /** Lets a process that is told to end commit what is complete, and say so. */
  private static void stop(CatalogueWriter writer, CountDownLatch ended) {
    writer.stop();
    try {
      boolean _ = ended.await(LAST_BATCH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread onShutdown) {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(onShutdown);
    } catch (IllegalStateException e) {
      // it is running: the process is being ended
    }
  }

  private int add(CatalogueWriter writer, ModelChoice choice) throws IOException {
    Progress progress = new Progress();
    AddResult result;
    try (ProgressLine _ = ProgressLine.start(progress, common.err(), common.isQuiet())) {
      result =
          writer.add(
              objectDir,
              choice,
              new AddOptions(category, metadata, replace),
              Tuning.standard(),
              progress);
    }
    print(result);
    return switch (result.ending()) {
      case AddResult.Ending.Complete _ ->
          result.skipped().isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
      case AddResult.Ending.Stopped _ -> CommandRunner.INTERRUPTED;
      case AddResult.Ending.Failed failed ->
          throw new IndexerException(failed.reason(), failed.cause());
    };
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
            "%s%d added, %d updated, %d unchanged, %d left out; %d photos encoded in %.1f s%n",
            result.ending() instanceof AddResult.Ending.Stopped ? "interrupted: " : "",
            result.added(),
            result.updated(),
            result.unchanged(),
            result.skipped().size(),
            result.photos(),
            result.wall().toMillis() / 1000.0);
  }
}

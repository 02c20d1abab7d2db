package io.panoptes.indexer;

import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Part;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.ModelChoice;
import io.panoptes.search.FastPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** The command {@code indexer add}. */
@Command(
    name = "add",
    description = {
      "Adds the objects in a folder of photos, or in a table of photos; what has not changed is not"
          + " touched.",
      "Folders of photos are objects, folders of folders are categories: DIR/mug/17/front.jpg is a"
          + " photo of the object mug/17 of the category mug. Photos directly in DIR are one object.",
      "Run it again whenever the folder has changed: a new photo set rewrites its object, a folder"
          + " that has another name but the same photos is the same object under its new name, and"
          + " objects whose folder has gone are listed, or removed with --prune. A run that was"
          + " interrupted goes on where it ended.",
      "With --metadata alone, only attributes and categories change."
    },
    mixinStandardHelpOptions = true,
    versionProvider = io.panoptes.encoder.command.Version.class,
    sortOptions = false)
final class AddCommand implements Callable<Integer> {
  @ParentCommand private @Nullable IndexerCommand indexer;
  @Mixin private final IndexerCommand.Common common = new IndexerCommand.Common();
  @Mixin private final Waiting waiting = new Waiting();

  @Option(names = "--object-dir", paramLabel = "DIR", description = "The folder of photos.")
  private @Nullable Path objectDir;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "A table of photos instead of a folder: CSV with a header, or JSON Lines, a row a photo, with"
              + " object_id, photo (a path, or an https address) and, if you like, category, box"
              + " (x,y,w,h as fractions: the part that shows the object), session; other columns are"
              + " attributes.")
  private @Nullable Path manifest;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "Fetch photos of a manifest from https://NAME/…; may be repeated.")
  private List<String> allowedHosts = new ArrayList<>();

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
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a line of JSON an object to FILE, once the object is safely in the catalogue.")
  private @Nullable Path report;

  @Option(
      names = "--part",
      paramLabel = "I/N",
      converter = PartConverter.class,
      description =
          "Only the I-th of N parts of the objects, so that N processes may share the work.")
  private Part part = Part.ALL;

  @Option(
      names = "--prune",
      description = "Remove the objects of this source whose folder has gone.")
  private boolean prune;

  @Option(
      names = "--checksum",
      description = "Compare photos by content; otherwise by size and time.")
  private boolean checksum;

  @Option(
      names = "--keep-originals",
      description = "Keep a copy of every photo's file in the catalogue, for reindex and export.")
  private boolean keepOriginals;

  @Option(
      names = "--dry-run",
      description =
          "Say what would be done, as far as can be told without reading photos; do nothing.")
  private boolean dryRun;

  @Option(
      names = "--replace",
      description = "Take over objects that were added from another folder.")
  private boolean replace;

  @Override
  public Integer call() throws IOException {
    if (category != null && category.isBlank()) {
      throw new UsageException("--category must not be blank");
    }
    if (objectDir != null && manifest != null) {
      throw new UsageException("--object-dir and --manifest are two runs: name one of them");
    }
    if (objectDir == null && manifest == null && metadata == null) {
      throw new UsageException(
          "name a folder with --object-dir, a table of photos with --manifest, or one of attributes"
              + " with --metadata");
    }
    if (objectDir == null && manifest == null) {
      requireNone(prune, "--prune");
      requireNone(checksum, "--checksum");
      requireNone(keepOriginals, "--keep-originals");
      requireNone(replace, "--replace");
      requireNone(dryRun, "--dry-run");
      requireNone(category != null, "--category");
      requireNone(model != null, "--model");
      requireNone(!allowedHosts.isEmpty(), "--allow-host");
    }
    if (dryRun && report != null) {
      throw new UsageException(
          "--report lists what is safely in the catalogue, and --dry-run puts nothing there");
    }
    FastPaths.require();
    IndexerCommand parent = Objects.requireNonNull(indexer);
    CatalogueWriter writer = new CatalogueWriter(common.index(), parent.models(), waiting.time());
    try (LastBatch _ = LastBatch.whenInterrupted(writer::stop, common)) {
      return add(writer, new ModelChoice(model, parent.bundled()));
    }
  }

  private static void requireNone(boolean isThere, String option) {
    if (isThere) {
      throw new UsageException(
          option + " goes with --object-dir or --manifest; --metadata alone changes attributes");
    }
  }

  private int add(CatalogueWriter writer, ModelChoice choice) throws IOException {
    Progress progress = new Progress();
    AddResult result;
    try (ProgressLine _ = ProgressLine.start(progress, common.err(), common.isQuiet())) {
      result = run(writer, choice, progress);
    }
    print(result);
    return IndexerCommand.status(result);
  }

  private AddResult run(CatalogueWriter writer, ModelChoice choice, Progress progress)
      throws IOException {
    AddOptions options =
        new AddOptions(
            category,
            metadata,
            replace,
            prune,
            checksum,
            keepOriginals,
            allowedHosts,
            part,
            report);
    Tuning tuning = Objects.requireNonNull(indexer).tuning();
    if (manifest != null) {
      return dryRun
          ? writer.planManifest(manifest, options)
          : writer.addManifest(manifest, choice, options, tuning, progress);
    }
    if (objectDir != null) {
      return dryRun
          ? writer.plan(objectDir, options)
          : writer.add(objectDir, choice, options, tuning, progress);
    }
    return writer.describe(Objects.requireNonNull(metadata), options, progress);
  }

  private void print(AddResult result) throws IOException {
    if (common.isJson()) {
      common.out().println(Json.of(result));
      return;
    }
    for (Skipped skipped : result.skipped()) {
      common.out().println("left out: " + skipped);
    }
    for (AddResult.Renamed renamed : result.renamed()) {
      common.out().println("renamed: " + renamed.from() + " is now " + renamed.to());
    }
    for (String id : result.gone()) {
      common.out().println("gone from the source, kept: " + id + " (--prune removes it)");
    }
    common
        .out()
        .printf(
            Locale.ROOT,
            "%s%d added, %d updated, %d unchanged, %d removed, %d left out; %d photos encoded in %.1f s%n",
            dryRun
                ? "would be: "
                : result.ending() instanceof AddResult.Ending.Stopped ? "interrupted: " : "",
            result.added(),
            result.updated(),
            result.unchanged(),
            result.removed(),
            result.skipped().size(),
            result.photos(),
            result.wall().toMillis() / 1000.0);
  }

  /** Reads {@code --part}. */
  static final class PartConverter implements ITypeConverter<Part> {
    @Override
    public Part convert(String text) {
      try {
        return Part.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}

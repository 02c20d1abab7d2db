package io.panoptes.training;

import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.Version;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.augmentation.Seed;
import io.panoptes.training.data.DataSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code training field}. */
@Command(
    name = "field",
    description =
        "Makes a field test of renders or studio pictures: the objects, cut out by their plain"
            + " background, in clutter as phones take them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class FieldCommand implements Callable<Integer> {
  @Option(
      names = "--object-dir",
      required = true,
      paramLabel = "DIR",
      description = "photos by category/object/photo, on plain backgrounds")
  private Path objectDir = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "a new folder, for the same tree of field photos")
  private Path out = Path.of("");

  @Option(
      names = "--clutter",
      paramLabel = "DIR",
      description = "photos whose parts stand about (default: those of the other objects)")
  private @Nullable Path clutter;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "another seed, other photos (default 1)")
  private long seed = 1;

  @Option(
      names = "--training",
      description = "as training draws them: nothing that a field test of any seed draws")
  private boolean training;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PhotoTree tree = DataSet.tree(objectDir);
    PhotoTree clutterTree = clutter == null ? tree : DataSet.tree(clutter);
    Seed from = training ? Seed.training(seed) : Seed.fieldTest(seed);
    FieldTree field = FieldTree.byPhone(clutterTree, from);
    PrintWriter err = spec().commandLine().getErr();
    Progress progress = new Progress();
    FieldTree.Written written;
    try (ProgressLine _ = ProgressLine.start(progress, err, quiet)) {
      written = field.write(tree, objectDir, out, progress);
    }
    for (Skipped photo : written.skipped()) {
      err.println("skipped " + photo);
    }
    spec()
        .commandLine()
        .getOut()
        .printf(
            "took %d photos of %d objects into the field, %d skipped: %s%n",
            written.photos(), tree.objects().size(), written.skipped().size(), out);
    return written.skipped().isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "a command is run by CommandRunner");
  }
}

package io.panoptes.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.command.Version;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.data.DataSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code training fit}. */
@Command(
    name = "fit",
    description = "Fits a model's heads to a folder of photos, in seconds, without gradient steps.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class FitCommand implements Callable<Integer> {
  @Option(
      names = "--object-dir",
      required = true,
      paramLabel = "DIR",
      description =
          "photos by category/object/photo, or a split of a published data set; may be repeated:"
              + " folders of the same path below several of them are one object, such as a render"
              + " and what 'field --training' made of it")
  private List<Path> objectDirs = List.of();

  @Option(names = "--out", required = true, paramLabel = "MODEL", description = "a new folder")
  private Path out = Path.of("");

  @Option(
      names = "--backbone",
      paramLabel = "NAME[+NAME]|FILE",
      description =
          "efficientnet_lite0, efficientnet_lite2, a safetensors file, or several side by side with"
              + " a + between (default: "
              + Recipe.BACKBONES
              + "; one alone is faster)")
  private String backbone = Recipe.BACKBONES;

  @Option(
      names = "--mirror",
      description = "average each look's features with its mirror image's: twice the work")
  private boolean mirrored;

  @Option(
      names = "--looks",
      paramLabel = "LOOK[,LOOK]…",
      description =
          "what backbones look at, each once: the whole photo or a share of its sides around the"
              + " centre (default: "
              + Recipe.LOOKS
              + "). For researchers, as the next two")
  private @Nullable String looks;

  @Option(
      names = "--depths",
      paramLabel = "DEPTH[,DEPTH]…[/…]",
      description =
          "where backbones are read: at the head by its mean (head) or its generalised mean (gem),"
              + " and at the end of stages by their number, with a / between looks; the last list"
              + " is that of further looks, too (default: "
              + Recipe.DEPTHS
              + ", as far as a backbone has them; without --looks and --depths, backbones beside the"
              + " first look at the whole at gem). A general model's categories see head and gem"
              + " only")
  private @Nullable String depths;

  @Option(
      names = "--plain",
      description = "one look at the whole photo, read at the head; not with the two above")
  private boolean plain;

  @Option(
      names = "--general",
      description = "for catalogues other than this one: no discriminants of these categories")
  private boolean general;

  @Option(
      names = "--full-precision",
      description = "keep matrices in 32 bits rather than 16: to measure what that changes")
  private boolean fullPrecision;

  @Option(
      names = "--feature-cache",
      paramLabel = "DIR|none",
      description =
          "where features are kept, so that a photo that was met before need not be encoded again:"
              + " 3 to 23 KB a photo, 16 GiB at most; delete the folder to clear it (default:"
              + " panoptes/features in the user's cache folder, or features in the folder that the"
              + " variable PANOPTES_CACHE names)")
  private @Nullable String featureCache;

  @Option(
      names = "--about",
      paramLabel = "FILE.json",
      description = "what the card says of the data: name, licences")
  private @Nullable Path about;

  @ParentCommand private @Nullable TrainingCommand parent;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    FeatureExtractor.computeOnCallingThread(); // features are computed on all cores
    Recipe recipe = recipe();
    SequencedMap<String, Path> weights = BackboneFile.sideBySide(backbone, parent().backbones());
    List<DataSet> data = new ArrayList<>();
    for (Path objectDir : objectDirs) {
      data.add(DataSet.read(objectDir));
    }
    ObjectNode description = about == null ? null : card(about);
    PrintWriter err = spec().commandLine().getErr();
    Progress progress = new Progress();
    ClosedFormFit.Fitted fitted;
    try (ProgressLine _ = ProgressLine.start(progress, err, quiet)) {
      fitted =
          new ClosedFormFit(weights, recipe, cached(), general, fullPrecision)
              .fit(data, out, description, progress);
    }
    fitted.notKept().ifPresent(err::println);
    for (Skipped skipped : fitted.skipped()) {
      err.println("skipped " + skipped);
    }
    spec()
        .commandLine()
        .getOut()
        .printf(
            "fitted the model %s to %d photos of %d objects in %d categories: %s%n",
            fitted.model().id(),
            fitted.moments().photos(),
            fitted.moments().objects(),
            fitted.moments().categories(),
            out);
    return fitted.skipped().isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
  }

  private Recipe recipe() {
    if (!plain) {
      return Recipe.parse(looks, depths, mirrored);
    }
    if (looks != null || depths != null) {
      throw new UsageException("--plain must stand alone, got --looks or --depths beside it");
    }
    return Recipe.plain(mirrored);
  }

  private @Nullable Path cached() {
    if (featureCache == null) {
      return parent().featureCache();
    }
    return featureCache.equals("none") ? null : Path.of(featureCache);
  }

  private TrainingCommand parent() {
    return Objects.requireNonNull(parent, "fit is a command of training");
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "a command is run by CommandRunner");
  }

  private static ObjectNode card(Path file) throws IOException {
    try {
      if (new ObjectMapper().readTree(Files.readString(file)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    throw new IOException(file + " must hold a JSON object");
  }
}

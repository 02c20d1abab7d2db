package io.panoptes.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.panoptes.encoder.photos.PhotoTree;
import io.panoptes.encoder.photos.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code training fit}. */
@Command(
    name = "fit",
    description = "Fits a model's heads to a folder of photos, in seconds, without gradient steps.",
    mixinStandardHelpOptions = true)
final class FitCommand implements Callable<Integer> {
  @Option(
      names = "--object-dir",
      required = true,
      paramLabel = "DIR",
      description = "photos by category/object/photo")
  private Path objectDir = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "MODEL", description = "a new folder")
  private Path out = Path.of("");

  @Option(
      names = "--backbone",
      paramLabel = "NAME|FILE",
      description = "efficientnet_lite0, efficientnet_lite2 (default), or a safetensors file")
  private String backbone = "efficientnet_lite2";

  @Option(
      names = "--general",
      description = "for catalogues other than this one: no discriminants of these categories")
  private boolean general;

  @Option(
      names = "--about",
      paramLabel = "FILE.json",
      description = "what the card says of the data: name, licences")
  private @Nullable Path about;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    BackboneFile weights = BackboneFile.of(backbone, TrainingCommand.home().resolve("backbones"));
    PhotoTree tree = PhotoTree.read(objectDir, folder -> false);
    ClosedFormFit.Fitted fitted =
        new ClosedFormFit(weights, general)
            .fit(tree, out, about == null ? null : card(about), done -> tell(done, tree.photos()));
    for (Skipped skipped : fitted.skipped()) {
      System.err.println("skipped " + skipped);
    }
    System.out.println(
        "fitted "
            + fitted.model().id()
            + " to "
            + fitted.moments().photos()
            + " photos of "
            + fitted.moments().objects()
            + " objects in "
            + fitted.moments().categories()
            + " categories: "
            + out);
    return fitted.skipped().isEmpty() && tree.skipped().isEmpty() ? 0 : 3;
  }

  private void tell(long done, long total) {
    if (!quiet && (done % 500 == 0 || done == total)) {
      System.err.println(done + " of " + total + " photos");
    }
  }

  private static ObjectNode card(Path file) throws IOException {
    JsonNode node = new ObjectMapper().readTree(Files.readString(file));
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IOException(file + " must hold a JSON object");
  }
}

package io.panoptes.training;

import io.panoptes.encoder.command.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How heads are to be fitted, for the commands that fit some. */
final class RecipeOptions {
  @Option(
      names = "--backbone",
      paramLabel = "NAME[+NAME]|FILE",
      description =
          "efficientnet_lite0, efficientnet_lite1, efficientnet_lite2, a safetensors file, or several"
              + " side by side with a + between (default: "
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
              + ", with --general "
              + Recipe.GENERAL_DEPTHS
              + ", as far as a backbone has them). A general model's categories see head and gem"
              + " only")
  private @Nullable String depths;

  @Option(
      names = "--plain",
      description = "one look at the whole photo, read at the head; not with the two above")
  private boolean plain;

  @Option(
      names = "--general",
      description =
          "for catalogues other than this one: no discriminants of these categories, no stage 3,"
              + " and less trust in how photos of a thing differ here")
  private boolean general;

  @Option(
      names = "--feature-cache",
      paramLabel = "DIR|none",
      description =
          "where features are kept, so that a photo that was met before need not be encoded again:"
              + " 22 KB a photo with the default recipe, 16 GiB at most; delete the folder to clear it (default:"
              + " panoptes/features in the user's cache folder, or features in the folder that the"
              + " variable PANOPTES_CACHE names)")
  private @Nullable String featureCache;

  /**
   * Returns the pretrained weights of the backbones to be used, by name.
   *
   * @param bundled the folder of bundled weights
   */
  SequencedMap<String, Path> weights(Path bundled) throws IOException {
    return BackboneFile.sideBySide(backbone, bundled);
  }

  /** Returns how backbones are used. */
  Recipe recipe() {
    if (!plain) {
      return general
          ? Recipe.parseGeneral(looks, depths, mirrored)
          : Recipe.parse(looks, depths, mirrored);
    }
    if (looks != null || depths != null) {
      throw new UsageException("--plain must stand alone, got --looks or --depths beside it");
    }
    return Recipe.plain(mirrored);
  }

  /** Returns whether heads are for catalogues other than the one that they are fitted to. */
  boolean general() {
    return general;
  }

  /** Returns where features are kept, as {@code --feature-cache} says it; null if it does not. */
  @Nullable String featureCache() {
    return featureCache;
  }
}

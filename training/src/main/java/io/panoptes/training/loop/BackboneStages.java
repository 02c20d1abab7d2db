package io.panoptes.training.loop;

import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Depth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stages of a backbone, by the published names of its tensors. EfficientNet-Lite has nine: the
 * stem, seven of blocks, the head. VGG-16 has five, each ending in a pooling.
 */
final class BackboneStages {
  private static final Pattern LITE_BLOCK = Pattern.compile("blocks\\.(\\d+)\\..*");
  private static final Pattern VGG_LAYER = Pattern.compile("features\\.(\\d+)\\..*");

  /** Places of VGG-16's poolings in torchvision's list. */
  private static final List<Integer> VGG_POOLINGS = List.of(4, 9, 16, 23, 30);

  private BackboneStages() {}

  /**
   * Returns the names of the tensors of the last {@code stages} stages that gradients reach: the
   * running statistics of batch normalisation are none of them, nor is what lies behind the deepest
   * stage that is read.
   *
   * @param read the depths at which features are read, at least one
   * @param stages 0 for none, -1 for all
   */
  static List<String> last(Backbone backbone, List<Depth> read, int stages) {
    int deepest = read.stream().mapToInt(depth -> of(backbone, depth)).max().orElseThrow();
    int first = stages < 0 ? 0 : deepest + 1 - stages;
    List<String> names = new ArrayList<>();
    for (var parameter : backbone.getParameters().values()) {
      int stage = of(parameter.getName());
      if (first <= stage && stage <= deepest && parameter.requiresGradient()) {
        names.add(parameter.getName());
      }
    }
    return names;
  }

  /** Returns the stage, from 0, at whose end {@code depth} is. */
  private static int of(Backbone backbone, Depth depth) {
    return depth.isBehindHead()
        ? backbone.getParameters().values().stream()
            .mapToInt(parameter -> of(parameter.getName()))
            .max()
            .orElseThrow()
        : 1 + depth.stage(); // behind the stem
  }

  /** Returns the stage, from 0, that the tensor {@code name} belongs to. */
  static int of(String name) {
    Matcher block = LITE_BLOCK.matcher(name);
    if (block.matches()) {
      return 1 + Integer.parseInt(block.group(1));
    }
    Matcher layer = VGG_LAYER.matcher(name);
    if (layer.matches()) {
      int place = Integer.parseInt(layer.group(1));
      return Math.toIntExact(VGG_POOLINGS.stream().filter(pooling -> pooling < place).count());
    }
    if (name.startsWith("conv_stem.") || name.startsWith("bn1.")) {
      return 0;
    }
    if (name.startsWith("conv_head.") || name.startsWith("bn2.")) {
      return 8;
    }
    throw new IllegalArgumentException("a backbone's stages must be known, whose is " + name + "?");
  }
}

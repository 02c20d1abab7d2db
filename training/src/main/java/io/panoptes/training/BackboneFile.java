package io.panoptes.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Pretrained weights, and the backbone they belong to.
 *
 * @param name one of {@link Backbone#NAMES}
 */
record BackboneFile(String name, Path file) {
  /**
   * What a file can be recognised as; VGG-16's is taken for the one that heads can be fitted to.
   */
  private static final List<String> BY_TENSORS =
      List.of("efficientnet_lite0", "efficientnet_lite1", "efficientnet_lite2", "vgg16_pooled");

  /**
   * Returns the weights of backbones to be used side by side, by name, in the order given.
   *
   * @param backbones a file, or as {@link #of} takes them, with {@code +} between
   * @param bundled the folder of bundled weights
   * @throws UsageException if one is neither a name nor a file, or comes twice
   * @throws IOException if there are no such weights; the message says where they were looked for
   */
  static SequencedMap<String, Path> sideBySide(String backbones, Path bundled) throws IOException {
    boolean isFile = Files.isRegularFile(Path.of(backbones)); // whose name may have a + in it
    SequencedMap<String, Path> files = new LinkedHashMap<>();
    for (String backbone : isFile ? List.of(backbones) : List.of(backbones.split("\\+", -1))) {
      BackboneFile weights = of(backbone, bundled);
      if (files.putIfAbsent(weights.name, weights.file) != null) {
        throw new UsageException(
            "backbones side by side must differ, got " + weights.name + " twice");
      }
    }
    return files;
  }

  /**
   * Returns the bundled weights of a backbone, or those in a file.
   *
   * @param backbone a name such as {@code efficientnet_lite2}, or the path of a safetensors file,
   *     whose tensors then tell which backbone it is
   * @param bundled the folder of bundled weights
   * @throws UsageException if it is neither a name nor a file
   * @throws IOException if there are no such weights; the message says where they were looked for
   */
  private static BackboneFile of(String backbone, Path bundled) throws IOException {
    if (Backbone.NAMES.contains(backbone)) {
      Path file = bundled.resolve("tf_" + backbone + ".safetensors");
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            "the weights of "
                + backbone
                + " are not bundled (no "
                + file
                + "): name a file of them");
      }
      return new BackboneFile(backbone, file);
    }
    Path file = Path.of(backbone);
    if (!Files.isRegularFile(file)) {
      throw new UsageException(
          "a backbone must be one of "
              + String.join(", ", Backbone.NAMES)
              + " or a safetensors file, there is no file '"
              + backbone
              + "'");
    }
    return new BackboneFile(recognise(file), file);
  }

  /** Of several that fit, the one with the most tensors: Lite1 has all of Lite0's, and more. */
  private static String recognise(Path file) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = Weights.read(manager, file);
      return BY_TENSORS.stream()
          .map(Backbone::named)
          .filter(backbone -> fits(backbone, tensors))
          .max(Comparator.comparingInt(backbone -> backbone.getParameters().size()))
          .map(Backbone::name)
          .orElseThrow(
              () -> new IOException(file + " holds the tensors of no backbone known here"));
    }
  }

  private static boolean fits(Backbone backbone, Map<String, NDArray> tensors) {
    return backbone.getParameters().values().stream()
        .allMatch(parameter -> {
          NDArray tensor = tensors.get(parameter.getName());
          return tensor != null && tensor.getShape().equals(parameter.getShape());
        });
  }
}

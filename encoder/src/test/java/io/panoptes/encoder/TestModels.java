package io.panoptes.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Fusion;
import io.panoptes.encoder.network.PoseInvariantAttention;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Small real models for tests: bundled backbones, and heads of random weights. */
public final class TestModels {
  public static final String LITE0 = "efficientnet_lite0";
  public static final String LITE2 = "efficientnet_lite2";

  private static final Path ROOT = Path.of(System.getProperty("panoptes.root"));

  private TestModels() {}

  /** Returns the bundled weights of a backbone. */
  public static Path weights(String backbone) {
    return ROOT.resolve("backbones/tf_" + backbone + ".safetensors");
  }

  /** Returns a bundled backbone with these looks. */
  public static Pretrained backbone(String name, Look... looks) throws IOException {
    return Pretrained.of(name, weights(name), List.of(looks));
  }

  /** Returns a bundled backbone with the look it was made for. */
  public static Pretrained plain(String name) throws IOException {
    return backbone(name, Look.plain(Backbone.named(name).side()));
  }

  /** Returns an extractor of bundled backbones side by side, in this order. */
  public static FeatureExtractor extractor(Pretrained... backbones) throws IOException {
    SequencedMap<Pretrained, Path> weights = new LinkedHashMap<>();
    for (Pretrained backbone : backbones) {
      weights.put(backbone, weights(backbone.name()));
    }
    return FeatureExtractor.load(weights);
  }

  /** Writes a model with vectors of 8 and 16 dimensions to {@code folder}. */
  public static ModelFolder write(Path folder, Fusion fusion, int seed) throws IOException {
    try (FeatureExtractor lite0 = extractor(plain(LITE0))) {
      return write(folder, lite0, fusion, seed);
    }
  }

  /** Writes a model like the other, on the backbones of {@code extractor}. */
  public static ModelFolder write(Path folder, FeatureExtractor extractor, Fusion fusion, int seed)
      throws IOException {
    Network network =
        new Network(
            extractor.backbones(), new Network.Space(8, fusion), new Network.Space(16, fusion));
    int features = extractor.featureDimension();
    try (NDManager manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed(seed);
      Map<String, NDArray> weights = new LinkedHashMap<>(extractor.weights());
      for (Parameter parameter :
          new PoseInvariantAttention("category", features, 8, fusion).getParameters().values()) {
        weights.put(parameter.getName(), random(manager, parameter.getShape()));
      }
      for (Parameter parameter :
          new PoseInvariantAttention("object", features, 16, fusion).getParameters().values()) {
        weights.put(parameter.getName(), random(manager, parameter.getShape()));
      }
      return ModelFolder.write(folder, network, weights, "{}\n");
    }
  }

  private static NDArray random(NDManager manager, Shape shape) {
    return manager.randomNormal(0, 1, shape, DataType.FLOAT32);
  }
}

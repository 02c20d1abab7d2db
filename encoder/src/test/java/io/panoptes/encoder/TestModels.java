package io.panoptes.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Fusion;
import io.panoptes.encoder.network.PoseInvariantAttention;
import io.panoptes.encoder.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small real models for tests: the bundled Lite0 backbone, and heads of random weights. */
public final class TestModels {
  private static final Path LITE0 =
      Path.of(System.getProperty("panoptes.root"))
          .resolve("backbones/tf_efficientnet_lite0.safetensors");

  private TestModels() {}

  /** Writes a model with vectors of 8 and 16 dimensions to {@code folder}. */
  public static ModelFolder write(Path folder, Fusion fusion, int seed) throws IOException {
    Backbone backbone = Backbone.named("efficientnet_lite0");
    Network network =
        new Network(
            backbone.name(),
            ModelFolder.sha256(LITE0),
            new Preprocessing(backbone.side(), backbone.normalization()),
            new Network.Space(8, fusion),
            new Network.Space(16, fusion));
    try (NDManager manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed(seed);
      Map<String, NDArray> weights = new LinkedHashMap<>(Weights.read(manager, LITE0));
      for (Parameter parameter :
          new PoseInvariantAttention("category", 1280, 8, fusion).getParameters().values()) {
        weights.put(parameter.getName(), random(manager, parameter.getShape()));
      }
      for (Parameter parameter :
          new PoseInvariantAttention("object", 1280, 16, fusion).getParameters().values()) {
        weights.put(parameter.getName(), random(manager, parameter.getShape()));
      }
      return ModelFolder.write(folder, network, weights, "{}\n");
    }
  }

  private static NDArray random(NDManager manager, Shape shape) {
    return manager.randomNormal(0, 1, shape, DataType.FLOAT32);
  }
}

package io.panoptes.encoder.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The backbones against features computed by PyTorch itself, on real photos. */
@Tag("figures")
class BackboneFiguresTest {
  private static final Path BACKBONES =
      Path.of(System.getProperty("panoptes.data")).resolveSibling("backbones");

  /** The tolerance is a part of the largest feature: VGG's weights are fp16. */
  @ParameterizedTest
  @CsvSource({
    "efficientnet_lite0, tf_efficientnet_lite0, lite0, 1e-3",
    "efficientnet_lite2, tf_efficientnet_lite2, lite2, 1e-3",
    "vgg16, vgg16_features, vgg16, 1e-2"
  })
  void features_areThoseOfPyTorch(String name, String weights, String key, double tolerance)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Backbone backbone = Backbone.named(name);
      Path file = BACKBONES.resolve(weights + ".safetensors");
      Weights.assign(backbone, Weights.read(manager, file), manager, file);
      Map<String, NDArray> parity = Weights.read(manager, BACKBONES.resolve("parity.safetensors"));
      NDArray pixels = Objects.requireNonNull(parity.get(key + "_pixels"));
      NDArray expected = Objects.requireNonNull(parity.get(key + "_features"));

      ParameterStore parameters = new ParameterStore(manager, false);
      assertClose(backbone.features(parameters, pixels, false), expected, tolerance);
      backbone.freeze(manager);
      assertClose(backbone.features(parameters, pixels, false), expected, tolerance);
    }
  }

  private static void assertClose(NDArray features, NDArray expected, double tolerance) {
    double largest = expected.abs().max().getFloat();
    NDArray difference = features.sub(expected.reshape(features.getShape())).abs().max();
    assertThat(difference.getFloat() / largest).isLessThan(tolerance);
  }
}

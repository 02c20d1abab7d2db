package io.panoptes.encoder.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.panoptes.encoder.TestModels;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.TestPhotos;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The depth {@code gem} against a plain double loop over the final map of a photo. */
class GeneralisedMeanTest {
  private static final int SIDE = 224;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Returns the means of {@code map}, {@code (channels, positions)}, in double precision. */
  private static double[] plain(float[] map, int channels, double power) {
    double[] means = new double[channels];
    int positions = map.length / channels;
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      for (int position = 0; position < positions; position++) {
        sum += Math.pow(Math.max(1e-6, map[channel * positions + position]), power);
      }
      means[channel] = Math.pow(sum / positions, 1 / power);
    }
    return means;
  }

  private NDArray pixels(Backbone backbone) throws IOException {
    byte[] rgb = new PhotoReader().read("drawn.jpg", TestPhotos.jpeg(1, 1)).toSquare(SIDE).rgb();
    NDArray photo =
        manager.create(ByteBuffer.wrap(rgb), new Shape(1, SIDE, SIDE, 3), DataType.UINT8);
    return backbone.normalization().apply(photo);
  }

  /** Returns the map behind the head, {@code (1, 1280, 7, 7)}, from the layers one by one. */
  private static NDArray finalMap(Backbone backbone, ParameterStore parameters, NDArray pixels) {
    NDArray x = pixels;
    NDArray input = pixels;
    String block = "";
    for (Pair<String, Block> child : backbone.getChildren()) {
      String name = child.getKey().substring(2); // behind the layer's number
      String owner = name.startsWith("blocks.") ? name.substring(0, name.lastIndexOf('.')) : name;
      if (!owner.equals(block)) {
        x = behind(block, x, input);
        input = x;
        block = owner;
      }
      x = child.getValue().forward(parameters, new NDList(x), false).singletonOrThrow();
    }
    return x;
  }

  /** Returns what a block makes of {@code input}, which is added where it has the same shape. */
  private static NDArray behind(String block, NDArray output, NDArray input) {
    boolean isAdded = block.startsWith("blocks.") && output.getShape().equals(input.getShape());
    return isAdded ? output.add(input) : output;
  }

  private static void assertClose(NDArray features, double[] expected) {
    float[] values = features.toFloatArray();
    assertThat(values).hasSize(expected.length);
    for (int channel = 0; channel < expected.length; channel++) {
      assertThat((double) values[channel]).isCloseTo(expected[channel], within(1e-4));
    }
  }

  @Test
  void gem_isTheCubicMeanOfThePhotosFinalMap_andHeadThePlainOne() throws IOException {
    Backbone backbone = Backbone.named(TestModels.LITE0);
    Path file = TestModels.weights(TestModels.LITE0);
    Weights.assign(backbone, Weights.read(manager, file), manager, file);
    ParameterStore parameters = new ParameterStore(manager, false);
    NDArray pixels = pixels(backbone);
    NDArray map = finalMap(backbone, parameters, pixels);
    assertThat(map.getShape()).isEqualTo(new Shape(1, 1280, 7, 7));

    List<Depth> depths = List.of(Depth.HEAD, Depth.GEM);
    NDList features = backbone.features(parameters, pixels, depths, false);

    assertClose(features.get(0), plain(map.toFloatArray(), 1280, 1));
    assertClose(features.get(1), plain(map.toFloatArray(), 1280, 3));
    NDArray alone =
        backbone.features(parameters, pixels, List.of(Depth.GEM), false).singletonOrThrow();
    assertThat(alone.toFloatArray()).isEqualTo(features.get(1).toFloatArray());
  }

  @Test
  void channelWithoutAResponse_hasTheLeastMean_andAGradientThatIsANumber() {
    NDArray map = manager.create(new float[] {0, 0, 0, 0, 6, 0, 0, 0}, new Shape(1, 2, 2, 2));
    map.setRequiresGradient(true);
    try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray means = EfficientNetLite.generalisedMean(map);
      assertThat(means.toFloatArray()[0]).isCloseTo(1e-6f, within(1e-8f));
      assertThat(means.toFloatArray()[1]).isCloseTo((float) Math.cbrt(54), within(1e-5f));
      gradients.backward(means.sum());
    }
    float[] slopes = map.getGradient().toFloatArray();
    // d (x³/4)^⅓ / dx = 4^−⅓ where only x is above 0.
    assertThat(slopes[4]).isCloseTo((float) Math.cbrt(0.25), within(1e-5f));
    slopes[4] = 0;
    assertThat(slopes).containsOnly(0);
  }
}

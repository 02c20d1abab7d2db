package io.panoptes.encoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The convolutions of VGG-16 (arXiv 1409.1556), the paper's backbone, under torchvision's names.
 * The features, behind the head only, are the last pooled map, {@code (512, 7, 7)}, flattened:
 * 25,088; or its mean over the image.
 */
final class Vgg16 extends Backbone {
  private static final int POOL = 0;
  private static final int[] LAYERS = {
    64, 64, POOL, 128, 128, POOL, 256, 256, 256, POOL, 512, 512, 512, POOL, 512, 512, 512, POOL
  };

  private final boolean pooled;
  private final List<Layer> layers = new ArrayList<>();

  private sealed interface Layer {
    NDArray forward(ParameterStore parameters, NDArray input, boolean training);
  }

  private record Convolution(Parameter weight, Parameter bias) implements Layer {
    @Override
    public NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
      NDArray w = parameters.getValue(weight, input.getDevice(), training);
      NDArray b = parameters.getValue(bias, input.getDevice(), training);
      try (NDArray convolved =
          Conv2d.conv2d(input, w, b, new Shape(1, 1), new Shape(1, 1)).singletonOrThrow()) {
        return Activation.relu(convolved);
      }
    }
  }

  private record MaxPooling() implements Layer {
    @Override
    public NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
      return Pool.maxPool2d(input, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
    }
  }

  Vgg16(String name, boolean pooled) {
    super(name, 224, new TreeMap<>(Map.of(Depth.HEAD, pooled ? 512 : 512 * 7 * 7)));
    this.pooled = pooled;
    int channels = 3;
    int index = 0; // torchvision counts the activations too
    for (int width : LAYERS) {
      if (width == POOL) {
        layers.add(new MaxPooling());
        index += 1;
      } else {
        String prefix = "features." + index;
        layers.add(
            new Convolution(
                addParameter(
                    parameter(prefix + ".weight", Parameter.Type.WEIGHT, width, channels, 3, 3)),
                addParameter(parameter(prefix + ".bias", Parameter.Type.BIAS, width))));
        channels = width;
        index += 2;
      }
    }
  }

  private static Parameter parameter(String name, Parameter.Type type, long... shape) {
    return Parameter.builder().setName(name).setType(type).optShape(new Shape(shape)).build();
  }

  @Override
  public Normalization normalization() {
    // The Keras weights want 0-255 minus the mean; the published file folded the usual deviations
    // in.
    return new Normalization(123.68f / 255, 116.779f / 255, 103.939f / 255, 0.229f, 0.224f, 0.225f);
  }

  @Override
  void run(
      ParameterStore parameters,
      NDArray pixels,
      Set<Depth> wanted,
      Map<Depth, NDArray> found,
      boolean training) {
    NDArray x = layers.getFirst().forward(parameters, pixels, training); // (b, 64, 224, 224)
    for (Layer layer : layers.subList(1, layers.size())) {
      try (NDArray previous = x) {
        x = layer.forward(parameters, previous, training);
      }
    }
    try (NDArray map = x) { // (b, 512, 7, 7)
      found.put(
          Depth.HEAD, pooled ? Pool.globalAvgPool2d(map) : map.reshape(-1, featureDimension()));
    }
  }
}

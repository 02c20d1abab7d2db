package io.panoptes.encoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * EfficientNet-Lite (arXiv 1905.11946, Google's mobile variant: ReLU6, no squeeze-and-excitation)
 * under timm's names. The features are the head's 1,280 channels, averaged over the image.
 */
final class EfficientNetLite extends Backbone {
  private static final int STEM = 32;
  private static final int HEAD = 1280;

  /** A stage of EfficientNet-B0, before it is scaled. */
  private record Stage(int repeats, int kernel, int stride, int expansion, int channels) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 3, 1, 1, 16),
          new Stage(2, 3, 2, 6, 24),
          new Stage(2, 5, 2, 6, 40),
          new Stage(3, 3, 2, 6, 80),
          new Stage(3, 5, 1, 6, 112),
          new Stage(4, 5, 2, 6, 192),
          new Stage(1, 3, 1, 6, 320));

  private final ConvolutionUnit stem;
  private final List<InvertedResidual> blocks = new ArrayList<>();
  private final ConvolutionUnit head;

  /** Convolutions in order, and whether the input is added to what they make. */
  private record InvertedResidual(List<ConvolutionUnit> units, boolean residual) {
    NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
      NDArray y = units.getFirst().forward(parameters, input, training);
      for (ConvolutionUnit unit : units.subList(1, units.size())) {
        try (NDArray previous = y) {
          y = unit.forward(parameters, previous, training);
        }
      }
      if (!residual) {
        return y;
      }
      try (NDArray last = y) {
        return last.add(input);
      }
    }
  }

  EfficientNetLite(String name, int side, double width, double depth) {
    super(name, side, HEAD);
    stem = addChildBlock("stem", new ConvolutionUnit("conv_stem", "bn1", 3, STEM, 3, 2, 1, true));
    int channels = STEM;
    for (int stage = 0; stage < STAGES.size(); stage++) {
      Stage spec = STAGES.get(stage);
      boolean scaled = stage > 0 && stage < STAGES.size() - 1; // Lite: the ends are not repeated
      int repeats = scaled ? (int) Math.ceil(depth * spec.repeats) : spec.repeats;
      int out = scaledWidth(width, spec.channels);
      for (int i = 0; i < repeats; i++) {
        blocks.add(block("blocks." + stage + "." + i, spec, channels, out, i == 0));
        channels = out;
      }
    }
    head =
        addChildBlock(
            "head", new ConvolutionUnit("conv_head", "bn2", channels, HEAD, 1, 1, 1, true));
  }

  private InvertedResidual block(String prefix, Stage spec, int in, int out, boolean first) {
    int stride = first ? spec.stride : 1;
    int hidden = in * spec.expansion;
    List<ConvolutionUnit> units = new ArrayList<>();
    String depthwiseNorm = ".bn1";
    String projection = ".conv_pw";
    String projectionNorm = ".bn2";
    if (spec.expansion > 1) {
      units.add(
          new ConvolutionUnit(prefix + ".conv_pw", prefix + ".bn1", in, hidden, 1, 1, 1, true));
      depthwiseNorm = ".bn2";
      projection = ".conv_pwl";
      projectionNorm = ".bn3";
    }
    units.add(
        new ConvolutionUnit(
            prefix + ".conv_dw",
            prefix + depthwiseNorm,
            hidden,
            hidden,
            spec.kernel,
            stride,
            hidden,
            true));
    units.add(
        new ConvolutionUnit(
            prefix + projection, prefix + projectionNorm, hidden, out, 1, 1, 1, false));
    for (int i = 0; i < units.size(); i++) {
      addChildBlock(prefix + "." + i, units.get(i));
    }
    return new InvertedResidual(units, stride == 1 && in == out);
  }

  /** Rounds to a multiple of 8, and never down by more than a tenth. */
  private static int scaledWidth(double width, int channels) {
    double wanted = width * channels;
    int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
    return rounded < 0.9 * wanted ? rounded + 8 : rounded;
  }

  @Override
  public Normalization normalization() {
    return new Normalization(0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f);
  }

  @Override
  public NDArray features(ParameterStore parameters, NDArray pixels, boolean training) {
    NDArray x = stem.forward(parameters, pixels, training); // (b, 32, side / 2, side / 2)
    for (InvertedResidual block : blocks) {
      try (NDArray input = x) {
        x = block.forward(parameters, input, training);
      }
    }
    try (NDArray last = x;
        NDArray map = head.forward(parameters, last, training)) { // (b, 1280, side / 32, side / 32)
      return Pool.globalAvgPool2d(map);
    }
  }

  @Override
  protected void initializeChildBlocks(
      ai.djl.ndarray.NDManager manager, ai.djl.ndarray.types.DataType type, Shape... inputs) {
    getChildren().values().forEach(child -> child.initialize(manager, type, inputs));
  }
}

package io.panoptes.encoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * EfficientNet-Lite (arXiv 1905.11946, Google's mobile variant: ReLU6, no squeeze-and-excitation)
 * under timm's names. The features are the head's 1,280 channels, or a stage's, averaged over the
 * image; the head's also by the generalised mean.
 */
final class EfficientNetLite extends Backbone {
  private static final int STEM = 32;
  private static final int HEAD = 1280;

  /** Of the generalised mean; what its authors begin with. */
  private static final float POWER = 3;

  /** Responses below this count as this: at 0, a root has no slope. */
  private static final float LEAST_RESPONSE = 1e-6f;

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
  private final List<List<InvertedResidual>> stages = new ArrayList<>();
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
    super(name, side, channels(width));
    stem = addChildBlock("stem", new ConvolutionUnit("conv_stem", "bn1", 3, STEM, 3, 2, 1, true));
    int channels = STEM;
    for (int stage = 0; stage < STAGES.size(); stage++) {
      Stage spec = STAGES.get(stage);
      boolean scaled = stage > 0 && stage < STAGES.size() - 1; // Lite: the ends are not repeated
      int repeats = scaled ? (int) Math.ceil(depth * spec.repeats) : spec.repeats;
      int out = scaledWidth(width, spec.channels);
      List<InvertedResidual> blocks = new ArrayList<>();
      for (int i = 0; i < repeats; i++) {
        blocks.add(block("blocks." + stage + "." + i, spec, channels, out, i == 0));
        channels = out;
      }
      stages.add(blocks);
    }
    head =
        addChildBlock(
            "head", new ConvolutionUnit("conv_head", "bn2", channels, HEAD, 1, 1, 1, true));
  }

  private static SortedMap<Depth, Integer> channels(double width) {
    SortedMap<Depth, Integer> channels = new TreeMap<>();
    channels.put(Depth.HEAD, HEAD);
    channels.put(Depth.GEM, HEAD);
    for (int stage = 0; stage < STAGES.size(); stage++) {
      channels.put(new Depth(stage), scaledWidth(width, STAGES.get(stage).channels));
    }
    return channels;
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
  void run(
      ParameterStore parameters,
      NDArray pixels,
      Set<Depth> wanted,
      Map<Depth, NDArray> found,
      boolean training) {
    NDArray x = stem.forward(parameters, pixels, training); // (b, 32, side / 2, side / 2)
    for (int stage = 0; stage < stages.size() && found.size() < wanted.size(); stage++) {
      for (InvertedResidual block : stages.get(stage)) {
        try (NDArray input = x) {
          x = block.forward(parameters, input, training);
        }
      }
      Depth depth = new Depth(stage);
      if (wanted.contains(depth)) {
        found.put(depth, Pool.globalAvgPool2d(x));
      }
    }
    try (NDArray last = x) {
      if (wanted.stream().anyMatch(Depth::isBehindHead)) {
        try (NDArray map = head.forward(parameters, last, training)) { // (b, 1280, side / 32, …)
          if (wanted.contains(Depth.HEAD)) {
            found.put(Depth.HEAD, Pool.globalAvgPool2d(map));
          }
          if (wanted.contains(Depth.GEM)) {
            found.put(Depth.GEM, generalisedMean(map));
          }
        }
      }
    }
  }

  /** Returns (mean over the map of x³)^⅓, a channel each, {@code (b, c)}: eq. 3 of 1711.02512. */
  static NDArray generalisedMean(NDArray map) {
    try (NDArray clamped = map.maximum(Scalars.beside(map, LEAST_RESPONSE));
        NDArray powers = clamped.pow(Scalars.beside(map, POWER));
        NDArray mean = Pool.globalAvgPool2d(powers)) {
      return mean.pow(Scalars.beside(map, 1 / POWER));
    }
  }

  @Override
  protected void initializeChildBlocks(
      ai.djl.ndarray.NDManager manager, ai.djl.ndarray.types.DataType type, Shape... inputs) {
    getChildren().values().forEach(child -> child.initialize(manager, type, inputs));
  }
}

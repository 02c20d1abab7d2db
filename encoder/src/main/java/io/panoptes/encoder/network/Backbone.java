package io.panoptes.encoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pretrained convolutional network without its classifier: {@code (batch, 3, side, side)}
 * float32, normalised, to features {@code (batch, channels)} at one depth or several. Its
 * parameters carry the names under which the weights were published, so that {@link Weights#assign}
 * needs no table.
 */
public abstract sealed class Backbone extends AbstractBlock permits EfficientNetLite, Vgg16 {
  /** The backbones there are. */
  public static final List<String> NAMES =
      List.of(
          "efficientnet_lite0",
          "efficientnet_lite1",
          "efficientnet_lite2",
          "vgg16",
          "vgg16_pooled");

  private final String name;
  private final int side;
  private final SortedMap<Depth, Integer> channels;

  Backbone(String name, int side, SortedMap<Depth, Integer> channels) {
    this.name = name;
    this.side = side;
    this.channels = Collections.unmodifiableSortedMap(channels);
  }

  /**
   * Returns the backbone called {@code name}, without weights.
   *
   * @param name one of {@link #NAMES}
   */
  public static Backbone named(String name) {
    return switch (name) {
      case "efficientnet_lite0" -> new EfficientNetLite(name, 224, 1.0, 1.0);
      case "efficientnet_lite1" -> new EfficientNetLite(name, 240, 1.0, 1.1);
      case "efficientnet_lite2" -> new EfficientNetLite(name, 260, 1.1, 1.2);
      case "vgg16" -> new Vgg16(name, /* pooled= */ false);
      case "vgg16_pooled" -> new Vgg16(name, /* pooled= */ true);
      default ->
          throw new IllegalArgumentException(
              "a backbone must be one of " + String.join(", ", NAMES) + ", got " + name);
    };
  }

  /** Returns the name that {@link #named} knows. */
  public final String name() {
    return name;
  }

  /** Returns the length of the input square in pixels. */
  public final int side() {
    return side;
  }

  /** Returns the depths at which features can be read, in order. */
  public final List<Depth> depths() {
    return List.copyOf(channels.keySet());
  }

  /**
   * Returns the number of features of a photo at {@code depth}.
   *
   * @throws IllegalArgumentException if this has no such depth
   */
  public final int channels(Depth depth) {
    Integer count = channels.get(depth);
    if (count == null) {
      throw new IllegalArgumentException(
          "a depth of "
              + name
              + " must be one of "
              + channels.keySet().stream().map(Depth::toString).collect(Collectors.joining(", "))
              + ", got "
              + depth);
    }
    return count;
  }

  /** Returns the number of features of a photo behind the head. */
  public final int featureDimension() {
    return channels(Depth.HEAD);
  }

  /** Returns what is subtracted from RGB values in [0, 1], then what they are divided by. */
  public abstract Normalization normalization();

  /**
   * Prepares for inference only: the weights, which must be assigned, do not change any more.
   *
   * @param manager frees what this makes
   */
  public void freeze(NDManager manager) {
    for (Block child : getChildren().values()) {
      if (child instanceof ConvolutionUnit unit) {
        unit.fold(manager);
      }
    }
  }

  /**
   * Returns the features at each of {@code depths}, in this order, {@code (batch, channels)}, of
   * normalised pixels, {@code (batch, 3, side, side)}: a mean over the map, where there is one.
   * Layers behind the deepest are not run; intermediate results are freed on the way.
   *
   * @throws IllegalArgumentException if a depth is none of this backbone's
   */
  public final NDList features(
      ParameterStore parameters, NDArray pixels, List<Depth> depths, boolean training) {
    depths.forEach(this::channels);
    Map<Depth, NDArray> found = new HashMap<>();
    run(parameters, pixels, Set.copyOf(depths), found, training);
    NDList features = new NDList();
    depths.forEach(depth -> features.add(found.get(depth)));
    return features;
  }

  /** Returns the features behind the head, {@code (batch, featureDimension)}, as the other does. */
  public final NDArray features(ParameterStore parameters, NDArray pixels, boolean training) {
    return features(parameters, pixels, List.of(Depth.HEAD), training).singletonOrThrow();
  }

  /** Puts the features at {@code wanted}, depths that this has, into {@code found}. */
  abstract void run(
      ParameterStore parameters,
      NDArray pixels,
      Set<Depth> wanted,
      Map<Depth, NDArray> found,
      boolean training);

  @Override
  protected final NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    return new NDList(features(parameters, inputs.singletonOrThrow(), training));
  }

  @Override
  public final ai.djl.ndarray.types.Shape[] getOutputShapes(
      ai.djl.ndarray.types.Shape[] inputShapes) {
    return new ai.djl.ndarray.types.Shape[] {
      new ai.djl.ndarray.types.Shape(inputShapes[0].get(0), featureDimension())
    };
  }

  /**
   * How RGB values in [0, 1] become a network's input: {@code (value − mean) / deviation}, a
   * channel each.
   */
  public record Normalization(
      float redMean,
      float greenMean,
      float blueMean,
      float redDeviation,
      float greenDeviation,
      float blueDeviation) {

    /** Returns the network's input for 8-bit RGB, {@code (batch, side, side, 3)}. */
    public NDArray apply(NDArray rgb) {
      NDManager manager = rgb.getManager();
      try (NDArray channelsFirst = rgb.transpose(0, 3, 1, 2);
          NDArray real = channelsFirst.toType(ai.djl.ndarray.types.DataType.FLOAT32, true);
          NDArray scale =
              manager.create(
                  new float[] {255 * redDeviation, 255 * greenDeviation, 255 * blueDeviation},
                  new ai.djl.ndarray.types.Shape(1, 3, 1, 1));
          NDArray shift =
              manager.create(
                  new float[] {
                    redMean / redDeviation, greenMean / greenDeviation, blueMean / blueDeviation
                  },
                  new ai.djl.ndarray.types.Shape(1, 3, 1, 1));
          NDArray scaled = real.div(scale)) {
        return scaled.sub(shift);
      }
    }
  }
}

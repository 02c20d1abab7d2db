package io.panoptes.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One backbone with its weights: pixels to features of unit length for each depth of each look.
 * Many threads may share one; who gave the manager frees the weights with it.
 */
final class BackboneFeatures {
  private static final int WIDTH = 2;

  private final Pretrained pretrained;
  private final Backbone backbone;
  private final ParameterStore parameters;

  private BackboneFeatures(Pretrained pretrained, Backbone backbone, ParameterStore parameters) {
    this.pretrained = pretrained;
    this.backbone = backbone;
    this.parameters = parameters;
  }

  /**
   * Returns {@code pretrained} with weights from {@code tensors}, copied.
   *
   * @param prefix what precedes the published names
   * @param source where the tensors come from, for messages
   * @param manager frees the weights
   */
  static BackboneFeatures of(
      Pretrained pretrained,
      String prefix,
      Map<String, NDArray> tensors,
      NDManager manager,
      Path source)
      throws IOException {
    Backbone backbone = Backbone.named(pretrained.name());
    Weights.assign(backbone, prefix, tensors, manager, source);
    backbone.freeze(manager);
    return new BackboneFeatures(pretrained, backbone, Weights.frozen(manager, backbone));
  }

  Pretrained pretrained() {
    return pretrained;
  }

  int channels(Depth depth) {
    return backbone.channels(depth);
  }

  /** Returns the weights by their published names. */
  PairList<String, Parameter> weights() {
    return backbone.getParameters();
  }

  /**
   * Returns, for each depth of {@code look}, {@code (batch, channels)}, unit length, attached to
   * {@code scope}.
   */
  NDList of(NDManager scope, Look look, List<Pixels> photos) {
    NDArray rgb = rgb(scope, look.frame(), photos);
    NDList features = ofRgb(scope, rgb, look.depths());
    if (!look.mirrored()) {
      return features;
    }
    NDList mirrored = ofRgb(scope, rgb.flip(WIDTH), look.depths());
    NDList means = new NDList();
    for (int i = 0; i < features.size(); i++) {
      means.add(features.get(i).add(mirrored.get(i)).normalize(2, 1));
    }
    return means;
  }

  private NDList ofRgb(NDManager scope, NDArray rgb, List<Depth> depths) {
    NDArray pixels = pretrained.normalization().apply(rgb);
    NDList unit = new NDList();
    for (NDArray features : backbone.features(parameters, pixels, depths, false)) {
      features.attach(scope);
      unit.add(features.normalize(2, 1));
    }
    return unit;
  }

  /** Returns {@code (batch, side, side, 3)}, 8 bits. */
  private static NDArray rgb(NDManager scope, Frame frame, List<Pixels> photos) {
    int side = frame.side();
    ByteBuffer bytes = ByteBuffer.allocateDirect(photos.size() * 3 * side * side);
    photos.forEach(photo -> bytes.put(photo.square(frame).rgb()));
    return scope.create(bytes.flip(), new Shape(photos.size(), side, side, 3), DataType.UINT8);
  }
}

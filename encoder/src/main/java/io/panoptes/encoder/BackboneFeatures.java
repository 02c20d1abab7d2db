package io.panoptes.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.Square;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One backbone with its weights: pixels to features of unit length. Many threads may share one; who
 * gave the manager frees the weights with it.
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

  int dimension() {
    return backbone.featureDimension();
  }

  /** Returns the weights by their published names. */
  PairList<String, Parameter> weights() {
    return backbone.getParameters();
  }

  /** Returns {@code (batch, dimension)}, unit length, attached to {@code scope}. */
  NDArray of(NDManager scope, List<Pixels> photos) {
    NDArray rgb = rgb(scope, photos);
    NDArray features = ofRgb(scope, rgb);
    return pretrained.preprocessing().mirrored()
        ? features.add(ofRgb(scope, rgb.flip(WIDTH))).normalize(2, 1)
        : features;
  }

  private NDArray ofRgb(NDManager scope, NDArray rgb) {
    NDArray pixels = pretrained.preprocessing().normalization().apply(rgb);
    NDArray features = backbone.features(parameters, pixels, false);
    features.attach(scope);
    return features.normalize(2, 1);
  }

  /** Returns {@code (batch, side, side, 3)}, 8 bits. */
  private NDArray rgb(NDManager scope, List<Pixels> photos) {
    int side = pretrained.preprocessing().side();
    ByteBuffer bytes = ByteBuffer.allocateDirect(photos.size() * 3 * side * side);
    for (Pixels photo : photos) {
      Square square = photo.square(side);
      bytes.put(square.rgb());
    }
    return scope.create(bytes.flip(), new Shape(photos.size(), side, side, 3), DataType.UINT8);
  }
}

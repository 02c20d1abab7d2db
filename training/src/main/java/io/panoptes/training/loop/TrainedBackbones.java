package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.panoptes.encoder.Pretrained;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * The backbones in training, side by side as in the encoder, which sees the same: each one's
 * features have unit length, and so have all together. Batch normalisation keeps its running
 * statistics: a batch of a few objects' views has none worth having. Used by one thread; the
 * manager it was given owns its weights.
 */
final class TrainedBackbones {
  private static final int WIDTH = 2;

  private final List<Part> parts = new ArrayList<>();

  /** A backbone, and what precedes the names of its tensors. */
  private record Part(Pretrained pretrained, Backbone backbone, String prefix) {}

  /** Makes them, with copies of {@code tensors}, which are named as in a model folder. */
  TrainedBackbones(NDManager manager, StartingPoint start, Map<String, NDArray> tensors)
      throws IOException {
    List<Pretrained> all = start.backbones();
    for (Pretrained pretrained : all) {
      Part part =
          new Part(pretrained, Backbone.named(pretrained.name()), pretrained.prefix(all.size()));
      Weights.assign(part.backbone, part.prefix, tensors, manager, start.source(pretrained));
      parts.add(part);
    }
  }

  List<Pretrained> pretrained() {
    return parts.stream().map(Part::pretrained).toList();
  }

  int featureDimension() {
    return parts.stream().mapToInt(part -> part.backbone.featureDimension()).sum();
  }

  /** Returns the parameters by the names that a model folder gives them. */
  SequencedMap<String, Parameter> parameters() {
    SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
    for (Part part : parts) {
      for (Parameter parameter : part.backbone.getParameters().values()) {
        parameters.put(part.prefix + parameter.getName(), parameter);
      }
    }
    return parameters;
  }

  /** Returns the names of what is trained of each backbone's last {@code stages}; -1 is all. */
  SequencedSet<String> last(int stages) {
    SequencedSet<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      BackboneStages.last(part.backbone, stages).forEach(name -> names.add(part.prefix + name));
    }
    return names;
  }

  /** Returns the unit-length features, {@code (n, featureDimension)}, of photos. */
  NDArray features(ParameterStore store, NDManager scope, List<Pixels> photos) {
    NDList features = new NDList();
    parts.forEach(part -> features.add(features(part, store, scope, photos)));
    return features.size() == 1
        ? features.getFirst()
        : NDArrays.concat(features, 1).normalize(2, 1);
  }

  private static NDArray features(
      Part part, ParameterStore store, NDManager scope, List<Pixels> photos) {
    int side = part.pretrained.preprocessing().side();
    ByteBuffer bytes = ByteBuffer.allocateDirect(photos.size() * 3 * side * side);
    photos.forEach(photo -> bytes.put(photo.square(side).rgb()));
    NDArray rgb =
        scope.create(bytes.flip(), new Shape(photos.size(), side, side, 3), DataType.UINT8);
    NDArray features = ofRgb(part, store, rgb);
    return part.pretrained.preprocessing().mirrored()
        ? features.add(ofRgb(part, store, rgb.flip(WIDTH))).normalize(2, 1)
        : features;
  }

  private static NDArray ofRgb(Part part, ParameterStore store, NDArray rgb) {
    NDArray pixels = part.pretrained.preprocessing().normalization().apply(rgb); // (n, 3, s, s)
    return part.backbone.features(store, pixels, /* training= */ false).normalize(2, 1);
  }
}

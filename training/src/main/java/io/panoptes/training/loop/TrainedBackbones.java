package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.panoptes.encoder.Look;
import io.panoptes.encoder.Pretrained;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Depth;
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
import java.util.stream.Stream;

/**
 * The backbones in training, side by side as in the encoder, which sees the same: the features of
 * each depth of each look have unit length, and so have all together. All depths of a look come
 * from one forward, and gradients go back through all of them. Batch normalisation keeps its
 * running statistics: a batch of a few objects' views has none worth having. Used by one thread;
 * the manager it was given owns its weights.
 */
final class TrainedBackbones {
  private static final int WIDTH = 2;

  private final List<Part> parts = new ArrayList<>();

  /** A backbone, and what precedes the names of its tensors. */
  private record Part(Pretrained pretrained, Backbone backbone, String prefix) {
    /** Returns the depths that are read, a look after the other. */
    Stream<Depth> depths() {
      return pretrained.looks().stream().flatMap(look -> look.depths().stream());
    }
  }

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
    return parts.stream()
        .mapToInt(part -> part.depths().mapToInt(part.backbone::channels).sum())
        .sum();
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

  /**
   * Returns the names of what is trained of each backbone's last {@code stages}, counted from the
   * deepest one that a look is read at; -1 is all.
   */
  SequencedSet<String> last(int stages) {
    SequencedSet<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      BackboneStages.last(part.backbone, part.depths().toList(), stages)
          .forEach(name -> names.add(part.prefix + name));
    }
    return names;
  }

  /** Returns the unit-length features, {@code (n, featureDimension)}, of photos. */
  NDArray features(ParameterStore store, NDManager scope, List<Pixels> photos) {
    NDList features = new NDList();
    for (Part part : parts) {
      for (Look look : part.pretrained.looks()) {
        features.addAll(features(part, look, store, scope, photos));
      }
    }
    return features.size() == 1
        ? features.getFirst()
        : NDArrays.concat(features, 1).normalize(2, 1);
  }

  /** Returns {@code (n, channels)}, unit length, for each depth of {@code look}. */
  private static NDList features(
      Part part, Look look, ParameterStore store, NDManager scope, List<Pixels> photos) {
    int side = look.frame().side();
    ByteBuffer bytes = ByteBuffer.allocateDirect(photos.size() * 3 * side * side);
    photos.forEach(photo -> bytes.put(photo.square(look.frame()).rgb()));
    NDArray rgb =
        scope.create(bytes.flip(), new Shape(photos.size(), side, side, 3), DataType.UINT8);
    NDList features = ofRgb(part, look, store, rgb);
    if (!look.mirrored()) {
      return features;
    }
    NDList mirrored = ofRgb(part, look, store, rgb.flip(WIDTH));
    NDList means = new NDList();
    for (int i = 0; i < features.size(); i++) {
      means.add(features.get(i).add(mirrored.get(i)).normalize(2, 1));
    }
    return means;
  }

  private static NDList ofRgb(Part part, Look look, ParameterStore store, NDArray rgb) {
    NDArray pixels = part.pretrained.normalization().apply(rgb); // (n, 3, s, s)
    NDList unit = new NDList();
    for (NDArray features :
        part.backbone.features(store, pixels, look.depths(), /* training= */ false)) {
      unit.add(features.normalize(2, 1));
    }
    return unit;
  }
}

package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.Network;
import io.panoptes.encoder.network.Fusion;
import io.panoptes.encoder.network.PoseInvariantAttention;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.training.loss.EmbeddedPairs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The network in training: backbones, a PAN for each space, and the softmax's weights. Used by one
 * thread; the manager it was given owns its weights.
 */
final class PairNetwork {
  private static final String CATEGORIES = "softmax.weight";

  private final TrainedBackbones backbones;
  private final PoseInvariantAttention object;
  private final @Nullable PoseInvariantAttention category; // null: one space does both
  private final NDArray classes; // (d, categories)
  private final ParameterStore store;
  private final PairLosses.Terms terms;
  private final Hyperparameters parameters;
  private final Map<String, NDArray> trained = new LinkedHashMap<>();

  /**
   * Makes one at its starting point.
   *
   * @param parameters with the dimensions of {@code start} where that is a model
   * @param categories number of categories
   */
  PairNetwork(
      NDManager manager,
      StartingPoint start,
      Method method,
      Hyperparameters parameters,
      PairLosses.Terms terms,
      int categories,
      long seed)
      throws IOException {
    this.parameters = parameters;
    this.terms = terms;
    try (NDManager file = manager.newSubManager()) {
      Map<String, NDArray> tensors = start.tensors(file);
      this.backbones = new TrainedBackbones(manager, start, tensors);
      this.object = space("object", start, parameters.objectDimension(), terms.object());
      this.category =
          method == Method.PIRO_SE
              ? null
              : space("category", start, parameters.categoryDimension(), terms.category());
      Path source = start.source(start.backbones().getFirst());
      for (PoseInvariantAttention space : spaces()) {
        Weights.assign(space, begun(file, space, tensors, start, seed), manager, source);
      }
    }
    this.classes = HeadStart.categories(manager, categorySpace().dimension(), categories, seed);
    this.store = new ParameterStore(manager, false);
    SequencedSet<String> unfrozen = backbones.last(parameters.unfrozenStages());
    backbones
        .parameters()
        .forEach((name, parameter) -> train(name, parameter, unfrozen.contains(name)));
    boolean oneSpace = category == null;
    trainSpace(object, terms.object() || (oneSpace && terms.softmax()), terms.object());
    if (category != null) {
      trainSpace(category, terms.category() || terms.softmax(), terms.category());
    }
    if (terms.softmax() && parameters.trainedCategories()) {
      classes.setRequiresGradient(true);
      trained.put(CATEGORIES, classes);
    }
  }

  private PoseInvariantAttention space(
      String name, StartingPoint start, int dimension, boolean isFusionTrained) {
    Fusion given =
        start instanceof StartingPoint.Model model
            ? (name.equals("object")
                    ? model.folder().network().object()
                    : model.folder().network().category())
                .fusion()
            : Fusion.MEAN;
    Fusion fusion = parameters.attention() && isFusionTrained ? Fusion.ATTENTION : given;
    return new PoseInvariantAttention(name, backbones.featureDimension(), dimension, fusion);
  }

  private List<PoseInvariantAttention> spaces() {
    return category == null ? List.of(object) : List.of(object, category);
  }

  /** Returns the tensors of {@code space}: those there are, and what the others begin with. */
  private static Map<String, NDArray> begun(
      NDManager manager,
      PoseInvariantAttention space,
      Map<String, NDArray> tensors,
      StartingPoint start,
      long seed) {
    Map<String, NDArray> all = new LinkedHashMap<>(tensors);
    boolean isModel = start instanceof StartingPoint.Model;
    for (Parameter parameter : space.getParameters().values()) {
      String name = parameter.getName();
      boolean isMissing = !isModel || !(isLinear(name) || tensors.containsKey(name));
      if (isMissing) {
        all.put(name, HeadStart.of(manager, name, parameter.getShape(), isModel, seed));
      }
    }
    return all;
  }

  private void trainSpace(
      PoseInvariantAttention space, boolean isTrained, boolean isFusionTrained) {
    for (Parameter parameter : space.getParameters().values()) {
      String name = parameter.getName();
      boolean isOn = isLinear(name) ? isTrained : isFusionTrained && parameters.attention();
      train(name, parameter, isOn);
    }
  }

  private void train(String name, Parameter parameter, boolean isTrained) {
    NDArray array = parameter.getArray();
    array.setRequiresGradient(isTrained);
    if (isTrained) {
      trained.put(name, array);
    }
  }

  /** Returns whether {@code name} is of a linear layer, whose input has unit length. */
  static boolean isLinear(String name) {
    return name.contains(".linear.");
  }

  private PoseInvariantAttention categorySpace() {
    return category == null ? object : category;
  }

  /** Returns the tensors that gradients change, by name. */
  Map<String, NDArray> trained() {
    return trained;
  }

  /** Returns the unit-length features, {@code (n, features)}, that the backbones make of photos. */
  NDArray features(NDManager scope, List<Pixels> photos) {
    return backbones.features(store, scope, photos);
  }

  /** Returns the losses of a step; {@code scope} frees all that is made on the way. */
  PairLosses losses(NDManager scope, Batches.Batch batch) throws IOException {
    int pairs = batch.pairs().pairs();
    NDArray features =
        batch
            .photos()
            .features(this, scope)
            .reshape(2L * pairs, batch.pairs().views(), -1); // (2b, v, f)
    EmbeddedPairs objects = pairs(object.embed(store, features, true));
    EmbeddedPairs categories =
        category == null ? objects : pairs(category.embed(store, features, true));
    return PairLosses.of(
        terms, parameters, objects, categories, classes, batch.pairs().categories());
  }

  private static EmbeddedPairs pairs(NDList embedded) {
    NDList views = embedded.get(0).split(2, 0); // (b, v, d) each
    NDList sets = embedded.get(1).split(2, 0); // (b, d) each
    return new EmbeddedPairs(views.get(0), views.get(1), sets.get(0), sets.get(1));
  }

  /** Returns the photos' unit vectors in the object space, a row each. */
  List<float[]> objectVectors(NDManager manager, TrainingPhotos.Loading photos) throws IOException {
    try (NDManager scope = manager.newSubManager()) {
      NDArray raw = object.project(store, photos.features(this, scope), false); // (n, d)
      float[] flat = raw.normalize(2, 1).toFloatArray();
      List<float[]> rows = new ArrayList<>();
      for (int at = 0; at < flat.length; at += object.dimension()) {
        rows.add(Arrays.copyOfRange(flat, at, at + object.dimension()));
      }
      return rows;
    }
  }

  /**
   * Writes this as a model.
   *
   * @param averaged what stands in for trained tensors, by name; empty if nothing does
   */
  ModelFolder write(Path out, Map<String, NDArray> averaged, String card) throws IOException {
    Network network =
        new Network(
            backbones.pretrained(),
            new Network.Space(categorySpace().dimension(), categorySpace().fusion()),
            new Network.Space(object.dimension(), object.fusion()));
    try (NDManager copies = store.getManager().newSubManager()) {
      Map<String, NDArray> weights = new LinkedHashMap<>();
      parameters()
          .forEach((name, parameter) -> {
            NDArray value = averaged.getOrDefault(name, parameter.getArray());
            put(copies, weights, name, value);
            if (category == null && name.startsWith("object.")) { // stands in for both
              put(copies, weights, name.replaceFirst("^object\\.", "category."), value);
            }
          });
      return ModelFolder.write(out, network, weights, card);
    }
  }

  /** Returns all that a model folder holds, by the names it gives them. */
  private SequencedMap<String, Parameter> parameters() {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>(backbones.parameters());
    for (PoseInvariantAttention space : spaces()) {
      for (Parameter parameter : space.getParameters().values()) {
        all.put(parameter.getName(), parameter);
      }
    }
    return all;
  }

  /** Copies, since an array has one name and keeps its graph. */
  private static void put(
      NDManager copies, Map<String, NDArray> weights, String name, NDArray value) {
    NDArray copy = value.stopGradient().duplicate();
    copy.attach(copies);
    weights.put(name, copy);
  }

  /** Returns how sets of views become one vector in the object space. */
  Fusion objectFusion() {
    return object.fusion();
  }

  /** Returns how sets of views become one vector in the category space. */
  Fusion categoryFusion() {
    return categorySpace().fusion();
  }
}

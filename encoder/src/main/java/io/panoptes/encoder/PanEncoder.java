package io.panoptes.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.panoptes.encoder.network.PoseInvariantAttention;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The encoder of a model folder: backbones, then PAN for each of the two spaces. */
final class PanEncoder implements Encoder {
  private final ModelId model;
  private final FeatureExtractor extractor;
  private final NDManager manager;
  private final ParameterStore parameters;
  private final PoseInvariantAttention category;
  private final PoseInvariantAttention object;

  private PanEncoder(
      ModelId model,
      FeatureExtractor extractor,
      NDManager manager,
      PoseInvariantAttention category,
      PoseInvariantAttention object) {
    this.model = model;
    this.extractor = extractor;
    this.manager = manager;
    this.parameters = Weights.frozen(manager, category, object);
    this.category = category;
    this.object = object;
  }

  static PanEncoder load(ModelFolder folder) throws IOException {
    Network network = folder.network();
    NDManager manager = NDManager.newBaseManager();
    try (NDManager file = manager.newSubManager()) {
      Map<String, NDArray> tensors = Weights.read(file, folder.weights());
      FeatureExtractor extractor =
          FeatureExtractor.of(manager, network.backbones(), tensors, folder.weights());
      int features = extractor.featureDimension();
      PoseInvariantAttention category = space("category", features, network.category());
      PoseInvariantAttention object = space("object", features, network.object());
      Weights.assign(category, tensors, manager, folder.weights());
      Weights.assign(object, tensors, manager, folder.weights());
      return new PanEncoder(folder.id(), extractor, manager, category, object);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static PoseInvariantAttention space(String name, int features, Network.Space space) {
    return new PoseInvariantAttention(name, features, space.dimension(), space.fusion());
  }

  @Override
  public ModelId model() {
    return model;
  }

  @Override
  public int categoryDimension() {
    return category.dimension();
  }

  @Override
  public int objectDimension() {
    return object.dimension();
  }

  @Override
  public Pixels prepare(Photo photo) {
    return extractor.prepare(photo);
  }

  @Override
  public List<View> encode(List<Pixels> photos) {
    return extractor.forward(
        photos,
        (scope, features) -> {
          float[] categories = category.project(parameters, features, false).toFloatArray();
          float[] objects = object.project(parameters, features, false).toFloatArray();
          List<View> views = new ArrayList<>();
          for (int i = 0; i < features.getShape().get(0); i++) {
            views.add(
                view(
                    row(categories, i, category.dimension()), row(objects, i, object.dimension())));
          }
          return views;
        });
  }

  private static float[] row(float[] flat, int row, int dimension) {
    return Arrays.copyOfRange(flat, row * dimension, (row + 1) * dimension);
  }

  private static View view(float[] category, float[] object) {
    return new View(
        new Embedding(UnitVector.normalize(category), UnitVector.normalize(object)),
        (float) UnitVector.norm(category),
        (float) UnitVector.norm(object));
  }

  @Override
  public Embedding aggregate(List<View> views) {
    if (views.isEmpty()) {
      throw new IllegalArgumentException("an aggregate needs at least one view");
    }
    List<float[]> categories = new ArrayList<>();
    List<float[]> objects = new ArrayList<>();
    for (View view : views) {
      categories.add(view.embedding().category().times(view.categoryNorm()));
      objects.add(view.embedding().object().times(view.objectNorm()));
    }
    return new Embedding(fuse(category, categories), fuse(object, objects));
  }

  private UnitVector fuse(PoseInvariantAttention space, List<float[]> raw) {
    try (NDManager scope = manager.newSubManager()) {
      float[] flat = new float[raw.size() * space.dimension()];
      for (int i = 0; i < raw.size(); i++) {
        System.arraycopy(raw.get(i), 0, flat, i * space.dimension(), space.dimension());
      }
      NDArray set = scope.create(flat, new Shape(1, raw.size(), space.dimension()));
      return UnitVector.normalize(space.fuse(parameters, set, false).toFloatArray());
    }
  }

  @Override
  public void close() {
    extractor.close();
  }
}

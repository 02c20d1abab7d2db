package io.panoptes.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;

/**
 * Photos to backbone features of unit length. Many threads may share one; at most as many as there
 * are cores run the network at once, {@value #BATCH} photos each, which bounds native memory.
 * Closing frees the weights.
 */
public final class FeatureExtractor implements AutoCloseable {
  /** Photos that go through the network together: more gains nothing on a CPU and costs memory. */
  private static final int BATCH = 4;

  private static final String ENGINE_THREADS = "ai.djl.pytorch.num_threads";

  private final NDManager manager;
  private final Backbone backbone;
  private final Preprocessing preprocessing;
  private final ParameterStore parameters;
  private final Semaphore running = new Semaphore(Runtime.getRuntime().availableProcessors());

  private FeatureExtractor(NDManager manager, Backbone backbone, Preprocessing preprocessing) {
    this.manager = manager;
    this.backbone = backbone;
    this.preprocessing = preprocessing;
    this.parameters = Weights.frozen(manager, backbone);
  }

  /**
   * Makes the engine compute each call on the thread that makes it, for programs that encode on
   * many threads at once; without it, each call is spread over all cores. To be called before any
   * encoder is loaded; a setting on the command line wins.
   */
  public static void computeOnCallingThread() {
    System.setProperty(ENGINE_THREADS, System.getProperty(ENGINE_THREADS, "1"));
  }

  /**
   * Returns one with pretrained weights.
   *
   * @param name name of the backbone
   * @param weights safetensors under the published names
   */
  public static FeatureExtractor load(String name, Path weights) throws IOException {
    Backbone backbone = Backbone.named(name);
    Preprocessing preprocessing = new Preprocessing(backbone.side(), backbone.normalization());
    NDManager manager = NDManager.newBaseManager();
    try (NDManager file = manager.newSubManager()) {
      return of(manager, backbone, preprocessing, Weights.read(file, weights), weights);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Returns one whose weights are among {@code tensors}; it owns {@code manager} from then on. */
  static FeatureExtractor of(
      NDManager manager,
      Backbone backbone,
      Preprocessing preprocessing,
      Map<String, NDArray> tensors,
      Path source)
      throws IOException {
    Weights.assign(backbone, tensors, manager, source);
    backbone.freeze(manager);
    return new FeatureExtractor(manager, backbone, preprocessing);
  }

  /** Returns the backbone, its weights assigned. */
  public Backbone backbone() {
    return backbone;
  }

  /** Returns how photos are made ready. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** Returns {@code photo} as this backbone wants it. */
  public Pixels prepare(Photo photo) {
    return photo.toSquare(preprocessing.side());
  }

  /** Returns the unit-length features of each photo, in order. */
  public List<float[]> features(List<Pixels> photos) {
    return forward(
        photos,
        (scope, features) -> {
          float[] flat = features.toFloatArray();
          int dimension = backbone.featureDimension();
          return java.util.stream.IntStream.range(0, flat.length / dimension)
              .mapToObj(i -> java.util.Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension))
              .toList();
        });
  }

  /**
   * Runs {@code use} on the unit-length features of a few photos at a time, {@code (batch,
   * featureDimension)}, and returns all it made, in order. What it attaches to the manager it is
   * given is freed with it.
   */
  <T> List<T> forward(List<Pixels> photos, BiFunction<NDManager, NDArray, List<T>> use) {
    List<T> results = new java.util.ArrayList<>(photos.size());
    for (int start = 0; start < photos.size(); start += BATCH) {
      List<Pixels> batch = photos.subList(start, Math.min(start + BATCH, photos.size()));
      running.acquireUninterruptibly();
      try (NDManager scope = manager.newSubManager()) {
        NDArray pixels = preprocessing.normalization().apply(rgb(scope, batch));
        NDArray features = backbone.features(parameters, pixels, false);
        features.attach(scope);
        results.addAll(use.apply(scope, features.normalize(2, 1)));
      } finally {
        running.release();
      }
    }
    return results;
  }

  private NDArray rgb(NDManager scope, List<Pixels> photos) {
    int side = preprocessing.side();
    ByteBuffer bytes = ByteBuffer.allocateDirect(photos.size() * 3 * side * side);
    for (Pixels photo : photos) {
      if (photo.side() != side) {
        throw new IllegalArgumentException(
            "pixels must have side " + side + ", got " + photo.side());
      }
      bytes.put(photo.rgb());
    }
    return scope.create(bytes.flip(), new Shape(photos.size(), side, side, 3), DataType.UINT8);
  }

  @Override
  public void close() {
    manager.close();
  }
}

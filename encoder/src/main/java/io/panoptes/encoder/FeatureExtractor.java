package io.panoptes.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Photos to features of unit length: those of one backbone, or of several side by side, each at
 * unit length before they are put together, so that none outweighs another. Many threads may share
 * one; at most as many as there are cores run the network at once, {@value #BATCH} photos each,
 * which bounds native memory. Closing frees the weights.
 */
public final class FeatureExtractor implements AutoCloseable {
  /** Photos that go through the network together: more gains nothing on a CPU and costs memory. */
  private static final int BATCH = 4;

  private static final String ENGINE_THREADS = "ai.djl.pytorch.num_threads";

  private final NDManager manager;
  private final List<BackboneFeatures> parts;
  private final List<Integer> sides;
  private final Semaphore running = new Semaphore(Runtime.getRuntime().availableProcessors());

  private FeatureExtractor(NDManager manager, List<BackboneFeatures> parts) {
    this.manager = manager;
    this.parts = List.copyOf(parts);
    this.sides =
        parts.stream().map(part -> part.pretrained().preprocessing().side()).distinct().toList();
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
   * Returns one of a single backbone with pretrained weights.
   *
   * @param name name of the backbone
   * @param weights safetensors under the published names
   */
  public static FeatureExtractor load(String name, Path weights) throws IOException {
    return load(new LinkedHashMap<>(Map.of(name, weights)), false);
  }

  /**
   * Returns one with pretrained weights.
   *
   * @param weights safetensors under the published names, by the name of their backbone; features
   *     come in this order
   * @param mirrored whether features are averaged with those of the mirror image
   */
  public static FeatureExtractor load(SequencedMap<String, Path> weights, boolean mirrored)
      throws IOException {
    NDManager manager = NDManager.newBaseManager();
    List<BackboneFeatures> parts = new ArrayList<>();
    try {
      for (Map.Entry<String, Path> entry : weights.entrySet()) {
        Path file = entry.getValue();
        Pretrained pretrained = Pretrained.of(entry.getKey(), file, mirrored);
        try (NDManager scope = manager.newSubManager()) {
          Map<String, NDArray> tensors = Weights.read(scope, file);
          parts.add(BackboneFeatures.of(pretrained, "", tensors, manager, file));
        }
      }
      return new FeatureExtractor(manager, parts);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Returns one whose weights are among {@code tensors}, named as by {@link #weights}; it owns
   * {@code manager} from then on.
   */
  static FeatureExtractor of(
      NDManager manager, List<Pretrained> backbones, Map<String, NDArray> tensors, Path source)
      throws IOException {
    List<BackboneFeatures> parts = new ArrayList<>();
    for (Pretrained pretrained : backbones) {
      String prefix = pretrained.prefix(backbones.size());
      parts.add(BackboneFeatures.of(pretrained, prefix, tensors, manager, source));
    }
    return new FeatureExtractor(manager, parts);
  }

  /** Returns the backbones, in the order of their features. */
  public List<Pretrained> backbones() {
    return parts.stream().map(BackboneFeatures::pretrained).toList();
  }

  /** Returns the number of features of a photo. */
  public int featureDimension() {
    return parts.stream().mapToInt(BackboneFeatures::dimension).sum();
  }

  /**
   * Returns the weights of all backbones by the names that they have in a model folder: {@link
   * Pretrained#prefix} and the published ones. The tensors stay this extractor's.
   */
  public Map<String, NDArray> weights() {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    for (BackboneFeatures part : parts) {
      String prefix = part.pretrained().prefix(parts.size());
      for (Parameter parameter : part.weights().values()) {
        weights.put(prefix + parameter.getName(), parameter.getArray());
      }
    }
    return weights;
  }

  /** Returns {@code photo} as the backbones want it. */
  public Pixels prepare(Photo photo) {
    return new Pixels(sides.stream().map(photo::toSquare).toList());
  }

  /** Returns the unit-length features of each photo, in order. */
  public List<float[]> features(List<Pixels> photos) {
    return forward(
        photos,
        (scope, features) -> {
          float[] flat = features.toFloatArray();
          int dimension = featureDimension();
          return IntStream.range(0, flat.length / dimension)
              .mapToObj(i -> Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension))
              .toList();
        });
  }

  /**
   * Runs {@code use} on the unit-length features of a few photos at a time, {@code (batch,
   * featureDimension)}, and returns all it made, in order. What it attaches to the manager it is
   * given is freed with it.
   */
  <T> List<T> forward(List<Pixels> photos, BiFunction<NDManager, NDArray, List<T>> use) {
    List<T> results = new ArrayList<>(photos.size());
    for (int start = 0; start < photos.size(); start += BATCH) {
      List<Pixels> batch = photos.subList(start, Math.min(start + BATCH, photos.size()));
      running.acquireUninterruptibly();
      try (NDManager scope = manager.newSubManager()) {
        results.addAll(use.apply(scope, sideBySide(scope, batch)));
      } finally {
        running.release();
      }
    }
    return results;
  }

  private NDArray sideBySide(NDManager scope, List<Pixels> photos) {
    if (parts.size() == 1) {
      return parts.getFirst().of(scope, photos);
    }
    NDList features = new NDList();
    parts.forEach(part -> features.add(part.of(scope, photos)));
    return NDArrays.concat(features, 1).normalize(2, 1);
  }

  @Override
  public void close() {
    manager.close();
  }
}

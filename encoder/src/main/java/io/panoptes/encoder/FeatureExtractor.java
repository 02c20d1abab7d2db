package io.panoptes.encoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Photos to features of unit length: those of one backbone or several, of one look or several, of
 * one depth or several; each of these parts at unit length before they are put together, so that
 * none outweighs another. Many threads may share one; at most as many as there are cores run the
 * network at once, {@value #BATCH} photos each, which bounds native memory; where cores have
 * nothing to do, the looks of a batch are computed side by side. Closing frees the weights.
 */
public final class FeatureExtractor implements AutoCloseable {
  /** Photos that go through the network together: more gains nothing on a CPU and costs memory. */
  private static final int BATCH = 4;

  /** To be raised when a photo comes to other features than before: read, resized or encoded. */
  private static final int GENERATION = 1;

  private static final String ENGINE_THREADS = "ai.djl.pytorch.num_threads";

  private final NDManager manager;
  private final List<BackboneFeatures> backbones;
  private final List<FeaturePart> parts;
  private final List<Frame> frames;
  private final Cores cores = new Cores();

  private FeatureExtractor(NDManager manager, List<BackboneFeatures> backbones) {
    this.manager = manager;
    this.backbones = List.copyOf(backbones);
    this.parts = parts(backbones);
    this.frames =
        backbones.stream()
            .flatMap(backbone -> backbone.pretrained().looks().stream())
            .map(Look::frame)
            .distinct()
            .toList();
  }

  private static List<FeaturePart> parts(List<BackboneFeatures> backbones) {
    List<FeaturePart> parts = new ArrayList<>();
    int first = 0;
    for (BackboneFeatures backbone : backbones) {
      for (Look look : backbone.pretrained().looks()) {
        for (Depth depth : look.depths()) {
          int channels = backbone.channels(depth);
          parts.add(new FeaturePart(backbone.pretrained().name(), look, depth, first, channels));
          first += channels;
        }
      }
    }
    return List.copyOf(parts);
  }

  /**
   * Makes the engine compute each call on the thread that makes it, for programs that encode much;
   * without it, each call is spread over all cores, which helps training, but hardly a network as
   * small as these. To be called before any encoder is loaded; a setting on the command line wins.
   */
  public static void computeOnCallingThread() {
    System.setProperty(ENGINE_THREADS, System.getProperty(ENGINE_THREADS, "1"));
  }

  /**
   * Returns one of a single backbone with pretrained weights, and the look it was made for.
   *
   * @param name name of the backbone
   * @param weights safetensors under the published names
   */
  public static FeatureExtractor load(String name, Path weights) throws IOException {
    Look look = Look.plain(Backbone.named(name).side());
    return load(new LinkedHashMap<>(Map.of(Pretrained.of(name, weights, List.of(look)), weights)));
  }

  /**
   * Returns one with pretrained weights.
   *
   * @param weights safetensors under the published names, by their backbone; features come in this
   *     order
   * @throws IllegalArgumentException if there is no backbone, or one twice
   */
  public static FeatureExtractor load(SequencedMap<Pretrained, Path> weights) throws IOException {
    return load(weights, Engine.getInstance().defaultDevice());
  }

  /** Returns one with pretrained weights, as above, that computes on {@code device}. */
  public static FeatureExtractor load(SequencedMap<Pretrained, Path> weights, Device device)
      throws IOException {
    List<Pretrained> _ = Pretrained.sideBySide(List.copyOf(weights.keySet()));
    NDManager manager = NDManager.newBaseManager(device);
    List<BackboneFeatures> backbones = new ArrayList<>();
    try {
      for (Map.Entry<Pretrained, Path> entry : weights.entrySet()) {
        Path file = entry.getValue();
        try (NDManager scope = manager.newSubManager()) {
          Map<String, NDArray> tensors = Weights.read(scope, file);
          backbones.add(BackboneFeatures.of(entry.getKey(), "", tensors, manager, file));
        }
      }
      return new FeatureExtractor(manager, backbones);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Returns that of a model, its backbones without its heads, that computes on {@code device}. */
  public static FeatureExtractor load(ModelFolder model, Device device) throws IOException {
    NDManager manager = NDManager.newBaseManager(device);
    try (NDManager file = manager.newSubManager()) {
      Map<String, NDArray> tensors = Weights.read(file, model.weights());
      return of(manager, model.network().backbones(), tensors, model.weights());
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
    List<BackboneFeatures> loaded = new ArrayList<>();
    for (Pretrained pretrained : Pretrained.sideBySide(backbones)) {
      String prefix = pretrained.prefix(backbones.size());
      loaded.add(BackboneFeatures.of(pretrained, prefix, tensors, manager, source));
    }
    return new FeatureExtractor(manager, loaded);
  }

  /** Returns the backbones, in the order of their features. */
  public List<Pretrained> backbones() {
    return backbones.stream().map(BackboneFeatures::pretrained).toList();
  }

  /** Returns what the features of a photo consist of, in their order, without gaps. */
  public List<FeaturePart> parts() {
    return parts;
  }

  /** Returns the number of features of a photo. */
  public int featureDimension() {
    return parts.stream().mapToInt(FeaturePart::channels).sum();
  }

  /**
   * Returns the weights of all backbones by the names that they have in a model folder: {@link
   * Pretrained#prefix} and the published ones. The tensors stay this extractor's.
   */
  public Map<String, NDArray> weights() {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    for (BackboneFeatures backbone : backbones) {
      String prefix = backbone.pretrained().prefix(backbones.size());
      for (Parameter parameter : backbone.weights().values()) {
        weights.put(prefix + parameter.getName(), parameter.getArray());
      }
    }
    return weights;
  }

  /**
   * Returns the SHA-256, 64 hex digits, of all that decides a photo's features: how it is read and
   * looked at, the weights as they are, and what computes. Features of equal fingerprints and equal
   * photos are equal to the last bit on processors of one kind.
   */
  public String fingerprint() {
    MessageDigest digest = ModelFolder.sha256();
    String seen =
        String.join(
            "\n",
            "features " + GENERATION,
            manager.getEngine().getEngineName() + " " + manager.getEngine().getVersion(),
            System.getProperty("os.arch") + " " + manager.getDevice(),
            Network.describe(backbones()));
    digest.update(seen.getBytes(StandardCharsets.UTF_8));
    weights()
        .forEach((name, array) -> {
          digest.update(("\n" + name + array.getShape()).getBytes(StandardCharsets.UTF_8));
          digest.update(array.toByteBuffer());
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns {@code photo} as the backbones want it. */
  public Pixels prepare(Photo photo) {
    return Pixels.of(photo, frames);
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
      results.addAll(
          cores.run(() -> {
            try (NDManager scope = manager.newSubManager()) {
              return use.apply(scope, sideBySide(scope, batch));
            }
          }));
    }
    return results;
  }

  private NDArray sideBySide(NDManager scope, List<Pixels> photos) {
    List<Supplier<NDList>> looks = new ArrayList<>();
    for (BackboneFeatures backbone : backbones) {
      for (Look look : backbone.pretrained().looks()) {
        looks.add(() -> backbone.of(scope, look, photos));
      }
    }
    NDList features = new NDList();
    made(looks).forEach(features::addAll);
    return features.size() == 1
        ? features.singletonOrThrow()
        : NDArrays.concat(features, 1).normalize(2, 1);
  }

  /** An engine that spreads each call over all cores leaves none for other calls. */
  private List<NDList> made(List<Supplier<NDList>> looks) {
    return computesOnCallingThread()
        ? cores.all(looks)
        : looks.stream().map(Supplier::get).toList();
  }

  private boolean computesOnCallingThread() {
    return !manager.getDevice().isGpu() && "1".equals(System.getProperty(ENGINE_THREADS));
  }

  @Override
  public void close() {
    cores.close();
    manager.close();
  }
}

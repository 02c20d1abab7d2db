package io.panoptes.training.loop;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.Look;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.Pretrained;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** Where training starts. */
public sealed interface StartingPoint {
  /**
   * Pretrained weights of one backbone, or of several side by side, and random heads.
   *
   * @param files of weights, in the order of the features
   */
  record Backbones(SequencedMap<Pretrained, Path> files) implements StartingPoint {
    public Backbones {
      files = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(files));
    }

    /**
     * Returns the backbones of these names, with the weights in these files, and the looks they
     * were made for.
     */
    public static Backbones of(SequencedMap<String, Path> weights) throws IOException {
      SequencedMap<Pretrained, Path> files = new LinkedHashMap<>();
      for (Map.Entry<String, Path> entry : weights.entrySet()) {
        Look look = Look.plain(Backbone.named(entry.getKey()).side());
        Pretrained pretrained = Pretrained.of(entry.getKey(), entry.getValue(), List.of(look));
        files.put(pretrained, entry.getValue());
      }
      return new Backbones(files);
    }

    @Override
    public List<Pretrained> backbones() {
      return List.copyOf(files.keySet());
    }

    @Override
    public Path source(Pretrained backbone) {
      return Objects.requireNonNull(files.get(backbone));
    }

    @Override
    public Map<String, NDArray> tensors(NDManager manager) throws IOException {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      for (Map.Entry<Pretrained, Path> entry : files.entrySet()) {
        String prefix = entry.getKey().prefix(files.size());
        Weights.read(manager, entry.getValue())
            .forEach((name, tensor) -> tensors.put(prefix + name, tensor));
      }
      return tensors;
    }

    @Override
    public FeatureExtractor extractor(Device device) throws IOException {
      return FeatureExtractor.load(files, device);
    }

    @Override
    public String describe() {
      return "pretrained";
    }
  }

  /** A model: its backbones, its heads; attention is added to heads that have none. */
  record Model(ModelFolder folder) implements StartingPoint {
    @Override
    public List<Pretrained> backbones() {
      return folder.network().backbones();
    }

    @Override
    public Path source(Pretrained backbone) {
      return folder.weights();
    }

    @Override
    public Map<String, NDArray> tensors(NDManager manager) throws IOException {
      return Weights.read(manager, folder.weights());
    }

    @Override
    public FeatureExtractor extractor(Device device) throws IOException {
      return FeatureExtractor.load(folder, device);
    }

    @Override
    public String describe() {
      return "model " + folder.id().sha256();
    }
  }

  /** Returns the backbones, in the order of their features. */
  List<Pretrained> backbones();

  /** Returns the file that the weights of {@code backbone} are in. */
  Path source(Pretrained backbone);

  /** Returns the tensors to start from, by the names that a model folder gives them. */
  Map<String, NDArray> tensors(NDManager manager) throws IOException;

  /** Loads the backbones as they are before training onto {@code device}; who asked closes them. */
  FeatureExtractor extractor(Device device) throws IOException;

  /** Returns what this is, for checkpoints: another starting point is another text. */
  String describe();

  /** Returns the frames that the backbones look through, each once. */
  default List<Frame> frames() {
    return backbones().stream()
        .flatMap(backbone -> backbone.looks().stream())
        .map(Look::frame)
        .distinct()
        .toList();
  }
}

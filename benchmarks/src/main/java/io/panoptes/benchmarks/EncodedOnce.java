package io.panoptes.benchmarks;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens models that remember the view of every photo they have encoded, and load their network
 * once: for measurements that meet the same photos in several catalogues and splits. Threads may
 * share one. Closing closes the networks; closing an encoder does not.
 */
final class EncodedOnce implements Model.Opener, AutoCloseable {
  private final Model.Opener models;
  private final Map<ModelId, Remembering> encoders = new HashMap<>(); // guarded by this

  /** Makes one that opens models by {@code models}. */
  EncodedOnce(Model.Opener models) {
    this.models = models;
  }

  @Override
  public Model open(Path folder) throws IOException {
    return new Opened(models.open(folder));
  }

  private synchronized Encoder load(Model model) throws IOException {
    Remembering encoder = encoders.get(model.id());
    if (encoder == null) {
      encoder = new Remembering(model.load());
      encoders.put(model.id(), encoder);
    }
    return encoder;
  }

  @Override
  public synchronized void close() {
    encoders.values().forEach(encoder -> encoder.network.close());
    encoders.clear();
  }

  private final class Opened implements Model {
    private final Model model;

    Opened(Model model) {
      this.model = model;
    }

    @Override
    public ModelId id() {
      return model.id();
    }

    @Override
    public void copyTo(Path folder) throws IOException {
      model.copyTo(folder);
    }

    @Override
    public Encoder load() throws IOException {
      return EncodedOnce.this.load(model);
    }
  }

  private static final class Remembering implements Encoder {
    private final Encoder network;
    private final Map<String, View> views = new ConcurrentHashMap<>(); // by digest

    Remembering(Encoder network) {
      this.network = network;
    }

    @Override
    public ModelId model() {
      return network.model();
    }

    @Override
    public int categoryDimension() {
      return network.categoryDimension();
    }

    @Override
    public int objectDimension() {
      return network.objectDimension();
    }

    @Override
    public Pixels prepare(Photo photo) {
      return network.prepare(photo);
    }

    @Override
    public List<View> encode(List<Pixels> photos) {
      List<String> digests = photos.stream().map(Remembering::digest).toList();
      Map<String, Pixels> unknown = new LinkedHashMap<>();
      for (int i = 0; i < photos.size(); i++) {
        if (!views.containsKey(digests.get(i))) {
          unknown.put(digests.get(i), photos.get(i));
        }
      }
      if (!unknown.isEmpty()) {
        List<String> encoded = new ArrayList<>(unknown.keySet());
        List<View> made = network.encode(List.copyOf(unknown.values()));
        for (int i = 0; i < made.size(); i++) {
          views.putIfAbsent(encoded.get(i), made.get(i));
        }
      }
      return digests.stream()
          .map(digest -> Objects.requireNonNull(views.get(digest), digest))
          .toList();
    }

    private static String digest(Pixels photo) {
      MessageDigest digest = sha256();
      photo.squares().entrySet().stream()
          .sorted(
              Comparator.comparingDouble((Map.Entry<Frame, ?> each) -> each.getKey().share())
                  .thenComparingInt(each -> each.getKey().side()))
          .forEach(each -> digest.update(each.getValue().rgb()));
      return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    @Override
    public Embedding aggregate(List<View> views) {
      return network.aggregate(views);
    }

    @Override
    public void close() {
      // Others may use the network: whoever opened the model closes it.
    }
  }
}

package io.panoptes.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.Network;
import io.panoptes.encoder.Pretrained;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.network.Fusion;
import io.panoptes.training.data.DataSet;
import io.panoptes.training.features.FeatureCache;
import io.panoptes.training.features.PhotoFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fits a model's heads to a folder of photos, without gradient steps, and writes the model. */
final class ClosedFormFit {
  private final SequencedMap<String, Path> backbones;
  private final Recipe recipe;
  private final @Nullable Path cached;
  private final boolean general;
  private final DataType matrices;

  /**
   * What came of it.
   *
   * @param skipped folders and photos
   * @param notKept why features were not put into the cache, if that is so
   */
  record Fitted(
      ModelFolder model, Moments moments, List<Skipped> skipped, Optional<String> notKept) {}

  /**
   * Prepares a fit.
   *
   * @param backbones pretrained weights by the name of their backbone; several are used side by
   *     side
   * @param recipe how they are used
   * @param cached where features that were computed before are kept, or null to compute all
   * @param general for catalogues other than the one fitted on, as the bundled model is
   * @param fullPrecision whether matrices are written in 32 bits. In 16, a model takes half the
   *     space, and a verdict or a category of one photo in some hundreds comes out otherwise:
   *     {@code RecognitionTable} in {@code benchmarks}, given both, counts them.
   */
  ClosedFormFit(
      SequencedMap<String, Path> backbones,
      Recipe recipe,
      @Nullable Path cached,
      boolean general,
      boolean fullPrecision) {
    this.backbones = backbones;
    this.recipe = recipe;
    this.cached = cached;
    this.general = general;
    this.matrices = fullPrecision ? DataType.FLOAT32 : DataType.FLOAT16;
  }

  /**
   * Fits the heads to the photos of {@code data} and writes the model to {@code out}.
   *
   * @param data one data set or several: objects of the same id in several are one
   * @param about what the card says of the data beside what is measured here: name, licences
   * @param progress is told how far this is
   */
  Fitted fit(List<DataSet> data, Path out, @Nullable ObjectNode about, Progress progress)
      throws IOException {
    ModelFolder.requireFree(out);
    try (FeatureExtractor extractor = FeatureExtractor.load(recipe.on(backbones))) {
      HeadFit fit = HeadFit.of(extractor.parts(), general);
      progress.begin(data.stream().mapToLong(DataSet::photos).sum());
      List<Skipped> skipped = new ArrayList<>();
      data.forEach(set -> skipped.addAll(set.skipped()));
      Optional<String> notKept;
      try (FeatureCache cache = PhotoFeatures.cache(cached, extractor)) {
        skipped.addAll(
            new PhotoFeatures(extractor, cache)
                .read(
                    data.stream().flatMap(set -> set.objects().stream()).toList(),
                    (object, _, feature) -> {
                      fit.add(feature, object.id(), object.category());
                      progress.addDone(1);
                    }));
        notKept = cache == null ? Optional.empty() : cache.trouble();
      }
      HeadFit.Heads heads = fit.heads(roots(data));
      Network network =
          new Network(
              extractor.backbones(),
              new Network.Space(heads.category().dimension(), Fusion.MEAN),
              new Network.Space(heads.object().dimension(), Fusion.MEAN));
      try (NDManager manager = NDManager.newBaseManager()) {
        ModelFolder model =
            ModelFolder.write(
                out,
                network,
                weights(manager, extractor, heads),
                card(network, fit.moments(), skipped, about));
        return new Fitted(model, fit.moments(), skipped, notKept);
      }
    }
  }

  private static String roots(List<DataSet> data) {
    return data.stream().map(set -> set.root().toString()).collect(Collectors.joining(", "));
  }

  /** Returns the weights as they are written; vectors are small and keep their precision. */
  private Map<String, NDArray> weights(
      NDManager manager, FeatureExtractor extractor, HeadFit.Heads heads) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    extractor
        .weights()
        .forEach((name, array) -> {
          DataType type = array.getShape().dimension() > 1 ? matrices : DataType.FLOAT32;
          NDArray copy = array.toType(type, true);
          copy.attach(manager);
          weights.put(name, copy);
        });
    put(weights, manager, "category.linear", heads.category());
    put(weights, manager, "object.linear", heads.object());
    return weights;
  }

  private void put(Map<String, NDArray> weights, NDManager manager, String name, LinearHead head) {
    NDArray weight =
        manager.create(head.weights(), new Shape(head.dimension(), head.weight().getNumCols()));
    weights.put(name + ".weight", weight.toType(matrices, true));
    weights.put(name + ".bias", manager.create(head.biases()));
  }

  private String names() {
    return String.join("+", backbones.keySet());
  }

  private String card(
      Network network, Moments moments, List<Skipped> skipped, @Nullable ObjectNode about) {
    ObjectNode card = new ObjectMapper().createObjectNode();
    if (about != null) {
      card.setAll(about);
    }
    card.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    card.put(
        "program",
        "panoptes "
            + Objects.requireNonNullElse(
                ClosedFormFit.class.getPackage().getImplementationVersion(), "(unpackaged)"));
    ObjectNode training = card.withObject("/training");
    training.put("objects", moments.objects()).put("photos", moments.photos());
    training.put("categories", moments.categories()).put("skipped_photos", skipped.size());
    ObjectNode method = card.putObject("method");
    method.put("heads", "closed form").put("backbone", names());
    method.put("mirrored", recipe.mirrored());
    ObjectNode looks = method.putObject("looks");
    for (Pretrained backbone : network.backbones()) {
      ArrayNode list = looks.putArray(backbone.name());
      backbone.looks().forEach(look -> list.add(look.toString()));
    }
    method.put("matrices", matrices.name().toLowerCase(Locale.ROOT));
    method.put(
        "object_head",
        "whitened within objects, share "
            + (general ? ClosedFormHeads.GENERAL_OBJECT_SHARE : ClosedFormHeads.OBJECT_SHARE));
    String within =
        moments.categorised() ? "categories" : "objects (the photos have no categories)";
    boolean principal = general || !moments.categorised();
    String directions =
        principal
            ? "principal directions"
            : "linear discriminants, the others at gain " + ClosedFormHeads.BESIDE_DISCRIMINANTS;
    method.put(
        "category_head",
        "whitened within "
            + within
            + ", share "
            + (principal ? ClosedFormHeads.GENERAL_CATEGORY_SHARE : ClosedFormHeads.CATEGORY_SHARE)
            + ", "
            + directions
            + (general ? ", behind the heads of backbones only" : ""));
    return card.toPrettyString() + "\n";
  }
}

package io.panoptes.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.network.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the authors' own code makes of random vectors: inputs, losses and gradients. */
record AuthorsLosses(int number, JsonNode settings, Map<String, NDArray> tensors) {
  static AuthorsLosses read(NDManager manager, int number) throws IOException {
    try (InputStream golden =
        Objects.requireNonNull(
            AuthorsLosses.class.getResourceAsStream("/reference/golden.json"), "golden.json")) {
      Path file =
          Path.of(
              Objects.requireNonNull(
                      AuthorsLosses.class.getResource("/reference/losses.safetensors"))
                  .toURI());
      return new AuthorsLosses(
          number,
          new ObjectMapper().readTree(golden).at("/losses/" + number),
          Weights.read(manager, file));
    } catch (URISyntaxException e) {
      throw new AssertionError("a resource has an address", e);
    }
  }

  float setting(String name) {
    return settings.required(name).floatValue();
  }

  NDArray tensor(String name) {
    return Objects.requireNonNull(tensors.get("case" + number + "." + name), name);
  }

  EmbeddedPairs pairs() {
    return new EmbeddedPairs(tensor("svA"), tensor("svN"), tensor("mvA"), tensor("mvN"));
  }

  /** Returns the gradients named {@code loss}, in the order of {@link EmbeddedPairs}. */
  List<float[]> gradients(String loss) {
    return Stream.of("svA", "svN", "mvA", "mvN")
        .map(name -> tensor(loss + "." + name).toFloatArray())
        .toList();
  }

  /** A label a view: the reference has one an object. */
  int[] viewLabels() {
    int[] objects = tensor("labels").toIntArray();
    int views = (int) tensor("svA").getShape().get(1);
    int[] labels = new int[objects.length * views];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = objects[i / views];
    }
    return labels;
  }
}

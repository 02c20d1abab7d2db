package io.panoptes.encoder.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PAN against values computed by the authors' own code. */
class PoseInvariantAttentionTest {
  private static final float TOLERANCE = 1e-5f;

  /** What the authors call a parameter, by what it is called here. */
  private static final Map<String, String> AUTHORS_NAMES =
      Map.of(
          "linear", "embedder.0",
          "query", "mha.w_qs",
          "key", "mha.w_ks",
          "value", "mha.w_vs",
          "output", "mha.fc",
          "norm", "mha.layer_norm");

  private NDManager manager;
  private ParameterStore parameters;
  private Map<String, NDArray> reference;
  private Path file;

  @BeforeEach
  void readReference() throws IOException, URISyntaxException {
    file =
        Path.of(
            Objects.requireNonNull(getClass().getResource("/reference/pan.safetensors")).toURI());
    manager = NDManager.newBaseManager();
    parameters = new ParameterStore(manager, false);
    reference = Weights.read(manager, file);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray tensor(String name) {
    return Objects.requireNonNull(reference.get(name), name);
  }

  private PoseInvariantAttention authors(String network, String space, String prefix)
      throws IOException {
    NDArray features = tensor(network + ".features");
    NDArray set = tensor(network + ".out.mv_" + space);
    PoseInvariantAttention block =
        new PoseInvariantAttention(
            space,
            Math.toIntExact(features.getShape().get(2)),
            Math.toIntExact(set.getShape().get(1)),
            Fusion.ATTENTION);
    Map<String, NDArray> renamed = new LinkedHashMap<>();
    AUTHORS_NAMES.forEach((ours, theirs) -> {
      for (String part : new String[] {".weight", ".bias"}) {
        String name = network + ".weights." + prefix + "_" + theirs + part;
        renamed.put(space + "." + ours + part, tensor(name));
      }
    });
    Weights.assign(block, renamed, manager, file);
    return block;
  }

  @ParameterizedTest
  @CsvSource({"dual, category, cls", "dual, object, obj", "single, object, obj"})
  void viewsAndSets_areTheAuthors(String network, String space, String prefix) throws IOException {
    PoseInvariantAttention block = authors(network, space, prefix);
    NDArray features = tensor(network + ".features"); // (b, v, f)

    NDList embedded = block.forward(parameters, new NDList(features), false);
    assertClose(embedded.get(0), tensor(network + ".out.sv_" + space));
    assertClose(embedded.get(1), tensor(network + ".out.mv_" + space));

    NDArray attention =
        block.attentionWeights(parameters, block.project(parameters, features, false), false);
    assertClose(attention.expandDims(0), tensor(network + ".out.attn_" + space));
  }

  @ParameterizedTest
  @CsvSource({"dual, category, cls", "dual, object, obj", "single, object, obj"})
  void setOfOneView_isTheAuthors(String network, String space, String prefix) throws IOException {
    PoseInvariantAttention block = authors(network, space, prefix);
    NDArray features = tensor(network + ".features").get(":, 0:1");

    NDList embedded = block.forward(parameters, new NDList(features), false);
    assertClose(embedded.get(0), tensor(network + ".out_one_view.sv_" + space));
    assertClose(embedded.get(1), tensor(network + ".out_one_view.mv_" + space));
  }

  @Test
  void orderOfViews_doesNotMatter() throws IOException {
    PoseInvariantAttention block = authors("dual", "object", "obj");
    NDArray features = tensor("dual.features");

    NDArray set = block.forward(parameters, new NDList(features), false).get(1);
    NDArray reversed = block.forward(parameters, new NDList(features.flip(1)), false).get(1);
    assertClose(reversed, set);
  }

  @Test
  void meanFusion_isTheMeanOfRawVectorsAtUnitLength() throws IOException {
    PoseInvariantAttention block = new PoseInvariantAttention("object", 96, 32, Fusion.MEAN);
    Weights.assign(
        block,
        Map.of(
            "object.linear.weight", tensor("dual.weights.obj_embedder.0.weight"),
            "object.linear.bias", tensor("dual.weights.obj_embedder.0.bias")),
        manager,
        file);
    NDArray raw = block.project(parameters, tensor("dual.features"), false);

    NDArray set = block.fuse(parameters, raw, false);

    float[] all = raw.toFloatArray(); // (3, 8, 32)
    for (int b = 0; b < 3; b++) {
      double[] sum = new double[32];
      for (int v = 0; v < 8; v++) {
        for (int d = 0; d < 32; d++) {
          sum[d] += all[(b * 8 + v) * 32 + d];
        }
      }
      double norm = 0;
      for (double component : sum) {
        norm += component * component;
      }
      for (int d = 0; d < 32; d++) {
        assertThat(set.getFloat(b, d))
            .isCloseTo((float) (sum[d] / Math.sqrt(norm)), within(TOLERANCE));
      }
    }
    assertThatThrownBy(() -> block.attentionWeights(parameters, raw, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("MEAN");
  }

  @Test
  void missingOrMisshapenTensor_isNamed() {
    PoseInvariantAttention block = new PoseInvariantAttention("object", 96, 32, Fusion.MEAN);
    assertThatThrownBy(() -> Weights.assign(block, Map.of(), manager, file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pan.safetensors lacks the tensor object.linear.weight");
    Map<String, NDArray> transposed =
        Map.of(
            "object.linear.weight",
            tensor("dual.weights.obj_embedder.0.weight").transpose(),
            "object.linear.bias",
            tensor("dual.weights.obj_embedder.0.bias"));
    assertThatThrownBy(() -> Weights.assign(block, transposed, manager, file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("object.linear.weight must have shape (32, 96), got (96, 32)");
  }

  private static org.assertj.core.data.Offset<Float> within(float tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }

  private static void assertClose(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(TOLERANCE);
  }
}

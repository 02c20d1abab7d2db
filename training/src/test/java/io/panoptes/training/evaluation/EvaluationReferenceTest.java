package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.network.Weights;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All eight figures against those that the authors' own code computed. */
class EvaluationReferenceTest {
  private static final double TOLERANCE = 1e-9; // of a percent

  private static Vectors vectors(NDArray tensor) {
    int dimension = Math.toIntExact(tensor.getShape().get(tensor.getShape().dimension() - 1));
    float[] flat = tensor.toFloatArray();
    List<float[]> rows = new ArrayList<>();
    for (int start = 0; start < flat.length; start += dimension) {
      rows.add(Arrays.copyOfRange(flat, start, start + dimension));
    }
    return Vectors.of(dimension, rows);
  }

  private static Labels labels(NDArray categories, NDArray views) {
    int photos = Math.toIntExact(views.getShape().get(1)); // (objects, photos, dimension)
    int[] ofObjects = categories.toIntArray();
    return Labels.of(
        IntStream.range(0, ofObjects.length * photos).map(photo -> photo / photos).toArray(),
        ofObjects,
        null);
  }

  @Test
  void figures_areTheAuthors() throws IOException, URISyntaxException {
    Path file =
        Path.of(
            Objects.requireNonNull(getClass().getResource("/reference/evaluation.safetensors"))
                .toURI());
    JsonNode golden =
        new ObjectMapper()
            .readTree(getClass().getResourceAsStream("/reference/golden.json"))
            .required("evaluation");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = Weights.read(manager, file);
      NDArray trainViews = Objects.requireNonNull(tensors.get("train_sv_category"));
      NDArray testViews = Objects.requireNonNull(tensors.get("test_sv_category"));
      TrainVectors train =
          new TrainVectors(
              labels(Objects.requireNonNull(tensors.get("train_category")), trainViews),
              vectors(trainViews),
              vectors(Objects.requireNonNull(tensors.get("train_mv_category"))));
      TestVectors test =
          new TestVectors(
              labels(Objects.requireNonNull(tensors.get("test_category")), testViews),
              vectors(testViews),
              vectors(Objects.requireNonNull(tensors.get("test_mv_category"))),
              vectors(Objects.requireNonNull(tensors.get("test_sv_object"))),
              vectors(Objects.requireNonNull(tensors.get("test_mv_object_gallery"))),
              vectors(Objects.requireNonNull(tensors.get("test_mv_object_query"))));

      Evaluation evaluation = Evaluation.of(train, test, Protocol.AUTHORS, new Progress());

      for (Task task : Task.values()) {
        assertThat(evaluation.scores(task).percent())
            .as(task.key())
            .isCloseTo(golden.required(task.key()).doubleValue(), within(TOLERANCE));
      }
    }
  }
}

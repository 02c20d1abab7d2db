package io.panoptes.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LargeMarginSoftmaxTest {
  private static final LargeMarginSoftmax LOSS = new LargeMarginSoftmax(4);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void valueAndGradients_areTheAuthors(int number) throws IOException {
    AuthorsLosses authors = AuthorsLosses.read(manager, number);
    NDArray views = authors.tensor("svA");
    NDArray classes = authors.tensor("W");
    int[] labels = authors.viewLabels();
    List<float[]> gradients =
        Tensors.gradients(
            () -> LOSS.of(views.reshape(labels.length, -1), classes, labels), views, classes);
    NDArray vectors = views.stopGradient().reshape(labels.length, -1);
    assertThat(LOSS.of(vectors, classes, labels).getFloat())
        .isCloseTo(authors.setting("l_softmax"), within(1e-5f));
    assertThat(LOSS.ofHard(vectors, classes, labels).getFloat())
        .isCloseTo(authors.setting("l_softmax_with_batch_hard_miner"), within(1e-5f));
    assertThat(gradients.getFirst())
        .containsExactly(authors.tensor("grad_lsoftmax.svA").toFloatArray(), within(1e-5f));
    assertThat(gradients.getLast())
        .containsExactly(authors.tensor("grad_lsoftmax.W").toFloatArray(), within(1e-5f));
  }

  @ParameterizedTest
  @CsvSource({"4, 1", "4, 2", "4, 3", "4, 4", "4, 5", "1, 6", "2, 7", "3, 8", "5, 9"})
  void value_isThatOfNestedLoops_andGradientsThoseOfFiniteDifferences(int gamma, long seed) {
    Random random = new Random(seed);
    int n = 2 + random.nextInt(12);
    int dimension = 2 + random.nextInt(9);
    int categories = 2 + random.nextInt(4);
    double[][] x = Tensors.unitVectors(random, n, dimension);
    double[][] classes = Tensors.unitVectors(random, dimension, categories);
    int[] labels = random.ints(n, 0, categories).toArray();
    double[] once = new double[n];
    Arrays.fill(once, 1);
    LargeMarginSoftmax loss = new LargeMarginSoftmax(gamma);

    for (boolean hard : new boolean[] {false, true}) {
      NDArray vectors = Tensors.array(manager, x); // anew: the engine adds gradients up
      NDArray weights = Tensors.array(manager, classes);
      double[] mined = hard ? PlainLosses.hardWeights(x, labels) : once;
      DoubleSupplier plain = () -> PlainLosses.softmax(x, classes, labels, gamma, mined);
      List<float[]> gradients =
          Tensors.gradients(
              () ->
                  hard ? loss.ofHard(vectors, weights, labels) : loss.of(vectors, weights, labels),
              vectors,
              weights);
      float value =
          (hard ? loss.ofHard(vectors, weights, labels) : loss.of(vectors, weights, labels))
              .getFloat();
      assertThat(value).isCloseTo((float) plain.getAsDouble(), within(1e-5f));
      assertThat(gradients.getFirst())
          .containsExactly(Tensors.differences(plain, x), within(1e-4f));
      assertThat(gradients.getLast())
          .containsExactly(Tensors.differences(plain, classes), within(1e-4f));
    }
  }

  @Test
  void gammaOne_isThePlainSoftmax() {
    NDArray vectors = Tensors.array(manager, Tensors.unitVectors(new Random(1), 6, 3));
    NDArray classes = Tensors.array(manager, Tensors.unitVectors(new Random(2), 3, 4));
    int[] labels = {0, 1, 2, 3, 0, 1};
    double expected = 0;
    float[] logs = vectors.matMul(classes).logSoftmax(1).toFloatArray(); // (6, 4)
    for (int i = 0; i < labels.length; i++) {
      expected -= logs[4 * i + labels[i]] / labels.length;
    }
    assertThat(new LargeMarginSoftmax(1).of(vectors, classes, labels).getFloat())
        .isCloseTo((float) expected, within(1e-5f));
  }

  @Test
  void vectorThatPointsAtItsCategory_orAwayFromIt_orIsZero_hasAFiniteGradient() {
    NDArray vectors = manager.create(new float[] {1, 0, -1, 0, 0, 1, 0, 0}, new Shape(4, 2));
    NDArray classes = manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2));
    int[] labels = {0, 0, 0, 0};
    List<float[]> gradients =
        Tensors.gradients(() -> LOSS.of(vectors, classes, labels), vectors, classes);
    assertThat(LOSS.of(vectors, classes, labels).getFloat()).isFinite();
    for (float[] gradient : gradients) {
      for (float slope : gradient) {
        assertThat(slope).isFinite();
      }
    }
  }

  @Test
  void batchOfOneCategory_hasNoTriplets_soThatAllWeighOne() {
    NDArray vectors = Tensors.array(manager, Tensors.unitVectors(new Random(3), 4, 5));
    assertThat(BatchHard.weights(vectors, new int[4])).containsExactly(1, 1, 1, 1);
  }

  @Test
  void badGammaAndLabels_areNamed() {
    assertThatThrownBy(() -> new LargeMarginSoftmax(0))
        .hasMessage("gamma must be at least 1, got 0");
    NDArray vectors = manager.ones(new Shape(2, 3));
    NDArray classes = manager.ones(new Shape(3, 4));
    assertThatThrownBy(() -> LOSS.of(vectors, classes, new int[] {0, 4}))
        .hasMessage("a label must be a category from 0 to 3, got 4");
    assertThatThrownBy(() -> LOSS.of(vectors, classes, new int[] {0}))
        .hasMessage("there must be a label a vector, got 1 for (2, 3)");
  }
}

package io.panoptes.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoseInvariantObjectLossTest {
  private static final PoseInvariantObjectLoss LOSS = new PoseInvariantObjectLoss(0.25f, 1, 2);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void valueAndGradients_areTheAuthors(int number) throws IOException {
    AuthorsLosses authors = AuthorsLosses.read(manager, number);
    PoseInvariantObjectLoss loss =
        new PoseInvariantObjectLoss(
            authors.setting("alpha"), authors.setting("beta"), authors.setting("lambda_"));
    EmbeddedPairs pairs = authors.pairs();
    List<float[]> gradients = PairLossCase.gradients(loss::of, pairs);
    assertThat(loss.of(pairs).getFloat())
        .isCloseTo(authors.setting("pi_object_loss"), within(1e-5f));
    PairLossCase.assertClose(gradients, authors.gradients("grad_obj"), 1e-5f);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void value_isThatOfNestedLoops_andGradientsThoseOfFiniteDifferences(long seed) {
    PairLossCase c = PairLossCase.random(seed);
    EmbeddedPairs pairs = c.in(manager);
    DoubleSupplier plain = () -> PlainLosses.object(c.a, c.n, c.setA, c.setN, LOSS);
    assertThat(LOSS.of(pairs).getFloat()).isCloseTo((float) plain.getAsDouble(), within(1e-5f));

    List<float[]> gradients = PairLossCase.gradients(LOSS::of, pairs);
    List<float[]> differences = c.differences(plain);
    PairLossCase.assertClose(gradients, differences, 1e-4f);
  }

  @Test
  void identicalViews_haveAFiniteGradient() {
    NDArray views = manager.ones(new Shape(2, 3, 4)).div(2);
    NDArray sets = manager.ones(new Shape(2, 4)).div(2);
    EmbeddedPairs pairs = new EmbeddedPairs(views, views.duplicate(), sets, sets.duplicate());
    List<float[]> gradients =
        Tensors.gradients(() -> LOSS.of(pairs), views, pairs.otherViews(), sets);
    // Nothing to pull; both separations are missing whole: 2 (1 + 1).
    assertThat(LOSS.of(pairs).getFloat()).isCloseTo(4, within(1e-5f));
    for (float[] gradient : gradients) {
      assertThat(gradient).containsOnly(0);
    }
  }

  @Test
  void confusers_areApartByTheSquaredDistance() {
    // Confusers 0.6 apart, sets at their confusers' places, so that only the separation is left.
    double[][][] a = {{{1, 0}}};
    double[][][] n = {{{0.82, Math.sqrt(1 - 0.82 * 0.82)}}};
    EmbeddedPairs pairs = new PairLossCase(a, n, a[0], n[0]).in(manager);
    float loss = new PoseInvariantObjectLoss(0.25f, 1, 1).of(pairs).getFloat();
    assertThat(loss).isCloseTo((1 - 0.36f) + (1 - 0.6f), within(1e-5f));
  }

  @Test
  void badMarginsAndShapes_areNamed() {
    assertThatThrownBy(() -> new PoseInvariantObjectLoss(-1, 1, 1))
        .hasMessage("alpha must be a distance of unit vectors, 0 to 2, got -1.0");
    assertThatThrownBy(() -> new PoseInvariantObjectLoss(0.25f, Float.NaN, 1))
        .hasMessageContaining("beta must be a distance of unit vectors, 0 to 2, got NaN");
    assertThatThrownBy(() -> new PoseInvariantObjectLoss(0.25f, 1, -1))
        .hasMessageContaining("lambda must not be negative, got -1.0");
    NDArray views = manager.ones(new Shape(2, 3, 4));
    NDArray sets = manager.ones(new Shape(2, 4));
    assertThatThrownBy(() -> new EmbeddedPairs(sets, views, sets, sets))
        .hasMessageContaining("views must be (pairs, views, dimension), got 2 axes");
    assertThatThrownBy(() -> new EmbeddedPairs(views, views, sets, manager.ones(new Shape(3, 4))))
        .hasMessage("the others' sets must have shape (2, 4), got (3, 4)");
  }
}

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

class PoseInvariantCategoryLossTest {
  private static final PoseInvariantCategoryLoss LOSS = new PoseInvariantCategoryLoss(0.25f);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void valueAndGradients_areTheAuthors(int number) throws IOException {
    AuthorsLosses authors = AuthorsLosses.read(manager, number);
    PoseInvariantCategoryLoss loss = new PoseInvariantCategoryLoss(authors.setting("theta"));
    EmbeddedPairs pairs = authors.pairs();
    List<float[]> gradients = PairLossCase.gradients(loss::of, pairs);
    assertThat(loss.of(pairs).getFloat())
        .isCloseTo(authors.setting("pi_category_loss"), within(1e-5f));
    PairLossCase.assertClose(gradients, authors.gradients("grad_cat"), 1e-5f);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void value_isThatOfNestedLoops_andGradientsThoseOfFiniteDifferences(long seed) {
    PairLossCase c = PairLossCase.random(seed);
    EmbeddedPairs pairs = c.in(manager);
    DoubleSupplier plain = () -> PlainLosses.category(c.a, c.n, c.setA, c.setN, LOSS.theta());
    assertThat(LOSS.of(pairs).getFloat()).isCloseTo((float) plain.getAsDouble(), within(1e-5f));

    List<float[]> gradients = PairLossCase.gradients(LOSS::of, pairs);
    List<float[]> differences = c.differences(plain);
    PairLossCase.assertClose(gradients, differences, 1e-4f);
  }

  @Test
  void identicalViews_costNothing_andHaveAFiniteGradient() {
    PoseInvariantCategoryLoss strict = new PoseInvariantCategoryLoss(0);
    NDArray views = manager.ones(new Shape(2, 3, 4)).div(2);
    NDArray sets = manager.ones(new Shape(2, 4)).div(2);
    EmbeddedPairs pairs = new EmbeddedPairs(views, views.duplicate(), sets, sets.duplicate());
    List<float[]> gradients =
        Tensors.gradients(() -> strict.of(pairs), views, pairs.otherViews(), sets);
    assertThat(strict.of(pairs).getFloat()).isCloseTo(0, within(1e-5f));
    for (float[] gradient : gradients) {
      assertThat(gradient).containsOnly(0);
    }
  }

  @Test
  void badMargin_isNamed() {
    assertThatThrownBy(() -> new PoseInvariantCategoryLoss(3))
        .hasMessage("theta must be a distance of unit vectors, 0 to 2, got 3.0");
  }
}

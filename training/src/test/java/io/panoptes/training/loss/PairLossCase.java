package io.panoptes.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/** Vectors of pairs as the plain loops and as the losses take them. */
final class PairLossCase {
  final double[][][] a;
  final double[][][] n;
  final double[][] setA;
  final double[][] setN;

  PairLossCase(double[][][] a, double[][][] n, double[][] setA, double[][] setN) {
    this.a = a;
    this.n = n;
    this.setA = setA;
    this.setN = setN;
  }

  static PairLossCase random(long seed) {
    Random random = new Random(seed);
    int pairs = 1 + random.nextInt(5);
    int views = 1 + random.nextInt(6);
    int dimension = 2 + random.nextInt(9);
    return new PairLossCase(
        Tensors.sets(random, pairs, views, dimension),
        Tensors.sets(random, pairs, views, dimension),
        Tensors.unitVectors(random, pairs, dimension),
        Tensors.unitVectors(random, pairs, dimension));
  }

  EmbeddedPairs in(NDManager manager) {
    return new EmbeddedPairs(
        Tensors.array(manager, a),
        Tensors.array(manager, n),
        Tensors.array(manager, setA),
        Tensors.array(manager, setN));
  }

  /**
   * Returns the gradients of {@code loss} by finite differences, in the order of {@link
   * EmbeddedPairs}.
   */
  List<float[]> differences(DoubleSupplier loss) {
    return List.of(
        Tensors.differences(loss, Tensors.rows(a)),
        Tensors.differences(loss, Tensors.rows(n)),
        Tensors.differences(loss, setA),
        Tensors.differences(loss, setN));
  }

  /** Returns the engine's gradients of {@code loss}, in the same order. */
  static List<float[]> gradients(Function<EmbeddedPairs, NDArray> loss, EmbeddedPairs pairs) {
    return Tensors.gradients(
        () -> loss.apply(pairs),
        pairs.anchorViews(),
        pairs.otherViews(),
        pairs.anchorSets(),
        pairs.otherSets());
  }

  static void assertClose(List<float[]> actual, List<float[]> expected, float tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).containsExactly(expected.get(i), within(tolerance));
    }
  }
}

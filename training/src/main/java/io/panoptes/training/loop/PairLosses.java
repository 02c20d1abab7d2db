package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import io.panoptes.encoder.network.Scalars;
import io.panoptes.training.loss.EmbeddedPairs;
import io.panoptes.training.loss.LargeMarginSoftmax;
import io.panoptes.training.loss.PoseInvariantCategoryLoss;
import io.panoptes.training.loss.PoseInvariantObjectLoss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The losses of a step: the paper's three, each times its weight. A term that is switched off is
 * null.
 *
 * @param total what the gradient is taken of, a scalar
 * @param object the pose-invariant object loss
 * @param category the pose-invariant category loss
 * @param softmax the large-margin softmax
 */
record PairLosses(
    NDArray total,
    @Nullable NDArray object,
    @Nullable NDArray category,
    @Nullable NDArray softmax) {

  /**
   * Returns the losses of a step.
   *
   * @param terms which are computed
   * @param object the pairs in the object space
   * @param category the pairs in the category space, with piro-se the same
   * @param classes the softmax's weights, {@code (dimension, categories)}
   * @param labels the category of each pair
   */
  static PairLosses of(
      Terms terms,
      Hyperparameters parameters,
      EmbeddedPairs object,
      EmbeddedPairs category,
      NDArray classes,
      List<Integer> labels) {
    NDArray objectLoss =
        terms.object()
            ? new PoseInvariantObjectLoss(
                    parameters.alpha(), parameters.beta(), parameters.lambda())
                .of(object)
            : null;
    NDArray categoryLoss =
        terms.category() ? new PoseInvariantCategoryLoss(parameters.theta()).of(category) : null;
    NDArray softmaxLoss =
        terms.softmax()
            ? softmax(parameters, category.anchorViews(), classes, labels)
                .add(softmax(parameters, category.otherViews(), classes, labels))
            : null;
    NDArray total = object.anchorSets().getManager().create(0f);
    total = plus(total, objectLoss, parameters.objectWeight());
    total = plus(total, categoryLoss, parameters.categoryWeight());
    total = plus(total, softmaxLoss, parameters.softmaxWeight());
    return new PairLosses(total, objectLoss, categoryLoss, softmaxLoss);
  }

  private static NDArray softmax(
      Hyperparameters parameters, NDArray views, NDArray classes, List<Integer> labels) {
    int perObject = Math.toIntExact(views.getShape().get(1));
    int[] each =
        labels.stream()
            .flatMapToInt(
                label -> java.util.stream.IntStream.generate(() -> label).limit(perObject))
            .toArray();
    NDArray vectors = views.reshape(each.length, views.getShape().get(2)); // (b · v, d)
    LargeMarginSoftmax loss = new LargeMarginSoftmax(parameters.gamma());
    return parameters.mining()
        ? loss.ofHard(vectors, classes, each)
        : loss.of(vectors, classes, each);
  }

  private static NDArray plus(NDArray total, @Nullable NDArray term, float weight) {
    return term == null ? total : total.add(term.mul(Scalars.beside(term, weight)));
  }

  /** Which losses a run has. */
  record Terms(boolean object, boolean category, boolean softmax) {
    /** Returns those that {@code parameters} leave on; photos without categories have one only. */
    static Terms of(Method method, Hyperparameters parameters, boolean isCategorised) {
      return new Terms(
          parameters.objectWeight() > 0,
          method == Method.PIRO_DE && isCategorised && parameters.categoryWeight() > 0,
          isCategorised && parameters.softmaxWeight() > 0);
    }

    boolean any() {
      return object || category || softmax;
    }
  }
}

package io.panoptes.encoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * The pose-invariant attention network (PAN, arXiv 2403.00272) of one space: a linear layer that
 * embeds each view, and single-head self-attention that fuses a set of views. There are no
 * positions: the order of views does not matter.
 *
 * <p>A view's vector is the linear layer's output at unit length. A set's vector is {@code
 * mean(LayerNorm(x + output(softmax(QKᵀ/√d) V)))} at unit length, x the linear layer's outputs.
 */
public final class PoseInvariantAttention extends AbstractBlock {
  private static final float DROPOUT = 0.25f;
  private static final float EPSILON = 1e-5f;

  private final int dimension;
  private final Fusion fusion;
  private final Affine linear;
  private final @Nullable Attention attention;

  private record Affine(Parameter weight, Parameter bias) {
    NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
      NDArray w = parameters.getValue(weight, x.getDevice(), training);
      NDArray b = parameters.getValue(bias, x.getDevice(), training);
      return Linear.linear(x, w, b).singletonOrThrow();
    }
  }

  private record Attention(
      Affine query, Affine key, Affine value, Affine output, Parameter gamma, Parameter beta) {}

  /**
   * Makes one without weights.
   *
   * @param space {@code category} or {@code object}, the prefix of its parameters' names
   */
  public PoseInvariantAttention(String space, int featureDimension, int dimension, Fusion fusion) {
    this.dimension = dimension;
    this.fusion = fusion;
    linear = affine(space + ".linear", featureDimension);
    attention =
        switch (fusion) {
          case MEAN -> null;
          case ATTENTION ->
              new Attention(
                  affine(space + ".query", dimension),
                  affine(space + ".key", dimension),
                  affine(space + ".value", dimension),
                  affine(space + ".output", dimension),
                  parameter(space + ".norm.weight", Parameter.Type.GAMMA, dimension),
                  parameter(space + ".norm.bias", Parameter.Type.BETA, dimension));
        };
  }

  private Affine affine(String name, int in) {
    return new Affine(
        parameter(name + ".weight", Parameter.Type.WEIGHT, dimension, in),
        parameter(name + ".bias", Parameter.Type.BIAS, dimension));
  }

  private Parameter parameter(String name, Parameter.Type type, long... shape) {
    return addParameter(
        Parameter.builder().setName(name).setType(type).optShape(new Shape(shape)).build());
  }

  /** Returns the size of the space. */
  public int dimension() {
    return dimension;
  }

  /** Returns how views are fused. */
  public Fusion fusion() {
    return fusion;
  }

  /**
   * Returns the raw vectors, {@code (…, dimension)}, of features, {@code (…, featureDimension)}.
   */
  public NDArray project(ParameterStore parameters, NDArray features, boolean training) {
    return linear.apply(parameters, features, training);
  }

  /**
   * Returns the unit vectors, {@code (sets, dimension)}, of sets of views given by their raw
   * vectors, {@code (sets, views, dimension)}.
   */
  public NDArray fuse(ParameterStore parameters, NDArray raw, boolean training) {
    if (attention == null) {
      try (NDArray mean = raw.mean(new int[] {1})) {
        return mean.normalize(2, 1);
      }
    }
    NDArray gamma = parameters.getValue(attention.gamma, raw.getDevice(), training);
    NDArray beta = parameters.getValue(attention.beta, raw.getDevice(), training);
    try (NDArray weights = attentionWeights(parameters, raw, training); // (b, v, v)
        NDArray value = attention.value.apply(parameters, raw, training); // (b, v, d)
        NDArray attended = weights.batchMatMul(value); // (b, v, d)
        NDArray output = attention.output.apply(parameters, attended, training);
        NDArray dropped = Dropout.dropout(output, DROPOUT, training).singletonOrThrow();
        NDArray sum = dropped.add(raw);
        NDArray normal =
            LayerNorm.layerNorm(sum, new Shape(dimension), gamma, beta, EPSILON)
                .singletonOrThrow();
        NDArray mean = normal.mean(new int[] {1})) { // (b, d)
      return mean.normalize(2, 1);
    }
  }

  /**
   * Returns how much each view (row) looks at each other (column), {@code (sets, views, views)},
   * rows summing to 1.
   *
   * @throws IllegalStateException if views are fused by their mean
   */
  public NDArray attentionWeights(ParameterStore parameters, NDArray raw, boolean training) {
    if (attention == null) {
      throw new IllegalStateException("attention weights need fusion by attention, got " + fusion);
    }
    try (NDArray query = attention.query.apply(parameters, raw, training);
        NDArray key = attention.key.apply(parameters, raw, training);
        NDArray transposed = key.transpose(0, 2, 1);
        NDArray products = query.batchMatMul(transposed);
        NDArray scaled = products.div(Scalars.beside(products, Math.sqrt(dimension)))) {
      return scaled.softmax(2);
    }
  }

  /** Returns both vectors of a set: see {@link #forwardInternal}. */
  public NDList embed(ParameterStore parameters, NDArray features, boolean training) {
    try (NDArray raw = project(parameters, features, training)) {
      return new NDList(raw.normalize(2, 2), fuse(parameters, raw, training));
    }
  }

  /**
   * Features {@code (sets, views, featureDimension)} become unit vectors of the views, {@code
   * (sets, views, dimension)}, and of the sets, {@code (sets, dimension)}.
   */
  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    return embed(parameters, inputs.singletonOrThrow(), training);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    long sets = inputs[0].get(0);
    return new Shape[] {new Shape(sets, inputs[0].get(1), dimension), new Shape(sets, dimension)};
  }
}

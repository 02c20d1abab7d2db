package io.panoptes.encoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * A convolution without bias, batch normalisation and, mostly, ReLU6. Padding is TensorFlow's SAME:
 * at stride 2 the right and lower edges may get one more than the left and upper ones.
 */
final class ConvolutionUnit extends AbstractBlock {
  private static final float EPSILON = 1e-3f;
  private static final float MOMENTUM = 0.9f;

  private final int kernel;
  private final int stride;
  private final int groups;
  private final boolean activation;
  private final int out;
  private final Parameter weight;
  private final Parameter gamma;
  private final Parameter beta;
  private final Parameter runningMean;
  private final Parameter runningVariance;

  /** Set once by {@link #fold}, before other threads see this. */
  private @Nullable Folded folded;

  /** The convolution and the normalisation that follows it as one convolution with a bias. */
  private record Folded(NDArray weight, NDArray bias) {}

  ConvolutionUnit(
      String convolution,
      String norm,
      int in,
      int out,
      int kernel,
      int stride,
      int groups,
      boolean activation) {
    this.kernel = kernel;
    this.stride = stride;
    this.groups = groups;
    this.activation = activation;
    this.out = out;
    weight =
        parameter(
            convolution + ".weight", Parameter.Type.WEIGHT, true, out, in / groups, kernel, kernel);
    gamma = parameter(norm + ".weight", Parameter.Type.GAMMA, true, out);
    beta = parameter(norm + ".bias", Parameter.Type.BETA, true, out);
    runningMean = parameter(norm + ".running_mean", Parameter.Type.RUNNING_MEAN, false, out);
    runningVariance = parameter(norm + ".running_var", Parameter.Type.RUNNING_VAR, false, out);
  }

  private Parameter parameter(String name, Parameter.Type type, boolean trained, long... shape) {
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(type)
            .optShape(new Shape(shape))
            .optRequiresGrad(trained)
            .build());
  }

  /**
   * Multiplies the normalisation into the weights, for inference: a fifth of the time. The weights
   * must not change afterwards. What is made is attached to {@code manager}.
   */
  void fold(NDManager manager) {
    try (NDArray shifted = runningVariance.getArray().add(EPSILON);
        NDArray deviation = shifted.sqrt();
        NDArray scale = gamma.getArray().div(deviation);
        NDArray column = scale.reshape(out, 1, 1, 1);
        NDArray shift = runningMean.getArray().mul(scale)) {
      NDArray foldedWeight = weight.getArray().mul(column);
      NDArray foldedBias = beta.getArray().sub(shift);
      foldedWeight.attach(manager);
      foldedBias.attach(manager);
      folded = new Folded(foldedWeight, foldedBias);
    }
  }

  /** Returns {@code (b, out, ⌈h / stride⌉, ⌈w / stride⌉)} for {@code (b, in, h, w)}. */
  NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
    NDArray normal =
        folded != null && !training
            ? convolve(input, folded.weight, folded.bias)
            : convolveAndNormalize(parameters, input, training);
    if (!activation) {
      return normal;
    }
    try (normal) {
      return normal.clip(0, 6);
    }
  }

  private NDArray convolveAndNormalize(ParameterStore parameters, NDArray input, boolean training) {
    NDArray w = parameters.getValue(weight, input.getDevice(), training);
    NDArray g = parameters.getValue(gamma, input.getDevice(), training);
    NDArray b = parameters.getValue(beta, input.getDevice(), training);
    NDArray mean = parameters.getValue(runningMean, input.getDevice(), training);
    NDArray variance = parameters.getValue(runningVariance, input.getDevice(), training);
    try (NDArray convolved = convolve(input, w, null)) {
      return BatchNorm.batchNorm(convolved, mean, variance, g, b, 1, MOMENTUM, EPSILON, training)
          .singletonOrThrow();
    }
  }

  private NDArray convolve(NDArray input, NDArray w, @Nullable NDArray bias) {
    int vertical = padding(input.getShape().get(2));
    int horizontal = padding(input.getShape().get(3));
    Shape strides = new Shape(stride, stride);
    if (vertical % 2 == 0 && horizontal % 2 == 0) {
      Shape symmetric = new Shape(vertical / 2, horizontal / 2);
      return Conv2d.conv2d(input, w, bias, strides, symmetric, new Shape(1, 1), groups)
          .singletonOrThrow();
    }
    Shape edges =
        new Shape(
            horizontal / 2, horizontal - horizontal / 2, vertical / 2, vertical - vertical / 2);
    try (NDArray padded = input.pad(edges, 0)) {
      return Conv2d.conv2d(padded, w, bias, strides, new Shape(0, 0), new Shape(1, 1), groups)
          .singletonOrThrow();
    }
  }

  private int padding(long size) {
    long windows = (size + stride - 1) / stride;
    return (int) Math.max((windows - 1) * stride + kernel - size, 0);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    return new NDList(forward(parameters, inputs.singletonOrThrow(), training));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape in = inputs[0];
    return new Shape[] {
      new Shape(
          in.get(0), out, (in.get(2) + stride - 1) / stride, (in.get(3) + stride - 1) / stride)
    };
  }
}

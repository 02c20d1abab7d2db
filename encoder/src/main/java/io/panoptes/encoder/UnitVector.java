package io.panoptes.encoder;

import java.util.Arrays;

/** A vector of unit length, float32. Immutable; copied in and out. */
public final class UnitVector {
  /** How far the length of a stored vector may be from 1. */
  public static final double TOLERANCE = 1e-3;

  private final float[] components;

  private UnitVector(float[] components) {
    this.components = components;
  }

  /**
   * Returns the vector that points where {@code components} does.
   *
   * @throws IllegalArgumentException if there are none, one is not finite, or all are zero
   */
  public static UnitVector normalize(float... components) {
    double norm = norm(components);
    float[] unit = new float[components.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (components[i] / norm);
    }
    return new UnitVector(unit);
  }

  /**
   * Returns {@code components} as they are, bit for bit: for vectors that were stored.
   *
   * @throws IllegalArgumentException if their length is not 1 within 0.001
   */
  public static UnitVector of(float... components) {
    double norm = norm(components);
    if (Math.abs(norm - 1) > TOLERANCE) {
      throw new IllegalArgumentException("a unit vector must have length 1, got " + norm);
    }
    return new UnitVector(components.clone());
  }

  /**
   * Returns the Euclidean length of {@code components}, summed in double precision.
   *
   * @throws IllegalArgumentException if there are none, one is not finite, or all are zero
   */
  public static double norm(float... components) {
    double sum = 0;
    for (float component : components) {
      sum += (double) component * component;
    }
    if (!Double.isFinite(sum) || sum == 0) {
      throw new IllegalArgumentException(
          "a vector must have finite components that are not all zero, got "
              + components.length
              + " with the sum of squares "
              + sum);
    }
    return Math.sqrt(sum);
  }

  /** Returns the number of components. */
  public int dimension() {
    return components.length;
  }

  /** Returns the components, a copy. */
  public float[] toArray() {
    return components.clone();
  }

  /**
   * Returns the components times {@code length}: the raw vector that this was, before it was
   * normalised.
   */
  public float[] times(float length) {
    float[] scaled = new float[components.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = components[i] * length;
    }
    return scaled;
  }

  /**
   * Returns the Euclidean distance to {@code other}, 0 to 2, computed in double precision from the
   * differences, so that equal vectors are at exactly 0.
   */
  public double distance(UnitVector other) {
    return distance(other.components);
  }

  /**
   * Returns the Euclidean distance to the unit vector stored in {@code other}, which is not kept.
   */
  public double distance(float[] other) {
    if (other.length != components.length) {
      throw new IllegalArgumentException(
          "vectors must have equal dimensions, got " + components.length + " and " + other.length);
    }
    double sum = 0;
    for (int i = 0; i < components.length; i++) {
      double difference = (double) components[i] - other[i];
      sum += difference * difference;
    }
    return Math.min(2, Math.sqrt(sum));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnitVector vector && Arrays.equals(components, vector.components);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(components);
  }

  @Override
  public String toString() {
    return "UnitVector[" + components.length + "]";
  }
}

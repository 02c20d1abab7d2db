package io.panoptes.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The unit vectors, in one space, of pairs of objects: each anchor with another object of its
 * category.
 *
 * @param anchorViews the anchors' photos, {@code (pairs, views, dimension)}
 * @param otherViews the others' photos, {@code (pairs, views, dimension)}
 * @param anchorSets the anchors' multi-view vectors, {@code (pairs, dimension)}
 * @param otherSets the others' multi-view vectors, {@code (pairs, dimension)}
 */
public record EmbeddedPairs(
    NDArray anchorViews, NDArray otherViews, NDArray anchorSets, NDArray otherSets) {
  public EmbeddedPairs {
    Shape views = anchorViews.getShape();
    if (views.dimension() != 3) {
      throw new IllegalArgumentException(
          "views must be (pairs, views, dimension), got " + views.dimension() + " axes: " + views);
    }
    Shape sets = new Shape(views.get(0), views.get(2));
    require("the others' views", views, otherViews);
    require("the anchors' sets", sets, anchorSets);
    require("the others' sets", sets, otherSets);
  }

  private static void require(String what, Shape shape, NDArray array) {
    if (!array.getShape().equals(shape)) {
      throw new IllegalArgumentException(
          what + " must have shape " + shape + ", got " + array.getShape());
    }
  }
}

package io.panoptes.training.evaluation;

/**
 * Vectors of a test split.
 *
 * @param labels of its photos and objects
 * @param categoryViews of each photo its category vector
 * @param categorySets of each object the category vector of all its photos together
 * @param objectViews of each photo its object vector
 * @param objectGallery the object vectors of {@link Labels#galleryHalves}
 * @param objectProbes the object vectors of {@link Labels#probeHalves}
 */
public record TestVectors(
    Labels labels,
    Vectors categoryViews,
    Vectors categorySets,
    Vectors objectViews,
    Vectors objectGallery,
    Vectors objectProbes) {
  public TestVectors {
    TrainVectors.requireCount("a category vector a photo", labels.photos(), categoryViews);
    TrainVectors.requireCount("a category vector an object", labels.objects(), categorySets);
    TrainVectors.requireCount("an object vector a photo", labels.photos(), objectViews);
    int halved = labels.objectsWithHalves().length;
    TrainVectors.requireCount("a gallery an object with halves", halved, objectGallery);
    TrainVectors.requireCount("a probe an object with halves", halved, objectProbes);
  }
}

package io.panoptes.training.evaluation;

/**
 * Category vectors of a train split: what tells the categories of the test split's photos.
 *
 * @param labels of its photos and objects
 * @param views of each photo its category vector
 * @param sets of each object the category vector of all its photos together
 */
public record TrainVectors(Labels labels, Vectors views, Vectors sets) {
  public TrainVectors {
    requireCount("a view a photo", labels.photos(), views);
    requireCount("a set an object", labels.objects(), sets);
  }

  static void requireCount(String rule, int expected, Vectors vectors) {
    if (vectors.count() != expected) {
      throw new IllegalArgumentException(
          "there must be " + rule + ", " + expected + ", got " + vectors.count());
    }
  }
}

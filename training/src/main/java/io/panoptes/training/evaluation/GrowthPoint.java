package io.panoptes.training.evaluation;

/**
 * How accurate queries of so many photos are.
 *
 * @param photos of a query
 * @param category by category; of none asked if no object with a category has so many photos
 * @param object by object; of none asked if no object has so many and one of another session
 */
public record GrowthPoint(int photos, Scores category, Scores object) {
  public GrowthPoint {
    if (photos < 1) {
      throw new IllegalArgumentException("a query must have photos, got " + photos);
    }
  }
}

package io.panoptes.search.recognition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a photo, or a set of photos of one thing, shows.
 *
 * @param category null where it was not asked
 * @param object null where it was not asked
 */
public record Recognition(@Nullable OfCategory category, @Nullable OfObject object) {
  /**
   * Which kind of thing it is.
   *
   * @param label the first candidate's, null with {@link Verdict#UNKNOWN}
   * @param candidates largest share first, then nearest, then by label
   */
  public record OfCategory(
      Verdict verdict, @Nullable String label, List<CategoryCandidate> candidates) {
    public OfCategory {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * A kind of thing that it may be.
   *
   * @param share part of the vote of its nearest neighbours, 0 to 1
   * @param distance to the nearest of those that voted for it, 0 to 2
   */
  public record CategoryCandidate(String label, double share, double distance) {}

  /**
   * Which object it is.
   *
   * @param id the first candidate's, null with {@link Verdict#UNKNOWN}
   * @param candidates least score first, then by id
   */
  public record OfObject(Verdict verdict, @Nullable String id, List<ObjectCandidate> candidates) {
    public OfObject {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * An object that it may be.
   *
   * @param score what orders candidates, 0 to 2, least first: for one photo the distance, for a set
   *     the mean of the distances that its photos have from the object
   * @param distance of the best-matching pair of unit vectors, 0 to 2
   * @param photo id of the object's photo that is nearest to the query
   * @param photoName its file name, relative to the object's folder
   */
  public record ObjectCandidate(
      String id,
      @Nullable String category,
      double score,
      double distance,
      String photo,
      String photoName) {}
}

package io.panoptes.training.evaluation;

import java.io.IOException;
import java.util.Optional;

/**
 * How far things lie apart and how near their photos lie together, in Euclidean distances of single
 * photos' unit vectors, 0 to 2, as the authors' code measures it: of each thing over its photos,
 * then the mean over the things.
 *
 * <p>Things are objects, compared with the objects of their category, or categories, compared with
 * all others. The distance of two things is the mean over all pairs of their photos.
 *
 * @param maxIntra largest distance of two photos of a thing
 * @param meanIntra mean distance of all pairs of a thing's photos, each photo with itself among
 *     them, as in the authors' code
 * @param meanInter mean distance of a thing to the others
 * @param minInter distance of a thing to its nearest
 */
public record Separation(double maxIntra, double meanIntra, double meanInter, double minInter) {
  /**
   * Measures things by their photos alone, as training does after each epoch.
   *
   * @param photos of each photo its vector, unit length
   * @param things of each photo its thing, from 0; negative ones are passed over
   * @param rivalries of each thing, what it has in common with those that it is compared with, from
   *     0 (an object's category); negative: with none
   * @return none if no thing has two photos, or none has another beside it
   */
  public static Optional<Separation> of(Vectors photos, int[] things, int[] rivalries)
      throws IOException {
    SeparationSums sums = new SeparationSums(things, rivalries);
    Distances.forEachBlock(photos, photos, sums::part, sums::add);
    return sums.result();
  }

  /**
   * Returns ρ = d_inter^min / d_intra^max, by which the authors end training: above 1 a thing's
   * photos lie nearer to each other than to the nearest other thing.
   */
  public double rho() {
    return minInter / maxIntra;
  }
}

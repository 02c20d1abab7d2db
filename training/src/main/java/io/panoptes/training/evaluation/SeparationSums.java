package io.panoptes.training.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers a {@link Separation} from the distances of all photos, a few rows at a time. Holds sums
 * only for the things whose photos have not all been met, so photos of a thing should come near
 * each other. Adding is for one thread.
 */
final class SeparationSums {
  private final int[] things;
  private final int[] rivalries;
  private final int[] photos;
  private final int[] rivals;
  private final Map<Integer, Sums> begun = new HashMap<>();
  private final Mean maxIntra = new Mean();
  private final Mean meanIntra = new Mean();
  private final Mean meanInter = new Mean();
  private final Mean minInter = new Mean();

  /**
   * Begins.
   *
   * @param things of each photo its thing; negative ones are passed over
   * @param rivalries of each thing, what it has in common with those that it is compared with;
   *     negative: with none
   */
  SeparationSums(int[] things, int[] rivalries) {
    this.things = things;
    this.rivalries = rivalries;
    this.photos = new int[rivalries.length];
    for (int thing : things) {
      if (thing >= 0) {
        photos[thing]++;
      }
    }
    this.rivals = new int[Arrays.stream(rivalries).max().orElse(-1) + 1];
    for (int thing = 0; thing < rivalries.length; thing++) {
      if (rivalries[thing] >= 0 && photos[thing] > 0) {
        rivals[rivalries[thing]]++;
      }
    }
  }

  /** The distances from some photos of a thing to all photos of each thing. */
  private static final class Sums {
    final double[] distances;
    double farthest;
    int rows;

    Sums(int things) {
      this.distances = new double[things];
    }
  }

  /** The sums over some rows, by thing. */
  record Part(Map<Integer, Sums> sums) {}

  /** A mean under way. */
  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return sum / count;
    }
  }

  /**
   * Returns the sums over some rows; any thread.
   *
   * @param first the first row's photo
   * @param rows squared distances to all photos
   */
  Part part(int first, float[][] rows) {
    Map<Integer, Sums> part = new LinkedHashMap<>();
    for (int i = 0; i < rows.length; i++) {
      int thing = things[first + i];
      if (thing >= 0) {
        addRow(rows[i], thing, part.computeIfAbsent(thing, _ -> new Sums(rivalries.length)));
      }
    }
    return new Part(part);
  }

  private void addRow(float[] row, int thing, Sums sums) {
    int rivalry = rivalries[thing];
    float farthest = 0;
    for (int j = 0; j < row.length; j++) {
      int other = things[j];
      if (other == thing) {
        farthest = Math.max(farthest, row[j]);
        sums.distances[other] += Math.sqrt(row[j]);
      } else if (other >= 0 && rivalry >= 0 && rivalries[other] == rivalry) {
        sums.distances[other] += Math.sqrt(row[j]);
      }
    }
    sums.farthest = Math.max(sums.farthest, Math.sqrt(farthest));
    sums.rows++;
  }

  /** Adds what {@link #part} returned; each row once, in the rows' order. */
  void add(Part part) {
    part.sums.forEach((thing, sums) -> {
      Sums all = begun.computeIfAbsent(thing, _ -> new Sums(rivalries.length));
      for (int other = 0; other < sums.distances.length; other++) {
        all.distances[other] += sums.distances[other];
      }
      all.farthest = Math.max(all.farthest, sums.farthest);
      all.rows += sums.rows;
      if (all.rows == photos[thing]) {
        finish(thing, all);
        begun.remove(thing);
      }
    });
  }

  private void finish(int thing, Sums sums) {
    double own = photos[thing];
    if (own > 1) {
      maxIntra.add(sums.farthest);
      meanIntra.add(sums.distances[thing] / (own * own));
    }
    if (rivalries[thing] < 0 || rivals[rivalries[thing]] < 2) {
      return;
    }
    Mean mean = new Mean();
    double nearest = Double.MAX_VALUE;
    for (int other = 0; other < rivalries.length; other++) {
      if (other != thing && rivalries[other] == rivalries[thing] && photos[other] > 0) {
        double distance = sums.distances[other] / (own * photos[other]);
        mean.add(distance);
        nearest = Math.min(nearest, distance);
      }
    }
    meanInter.add(mean.value());
    minInter.add(nearest);
  }

  /** Returns the separation; none if no thing has two photos, or none has another beside it. */
  Optional<Separation> result() {
    return maxIntra.count == 0 || minInter.count == 0
        ? Optional.empty()
        : Optional.of(
            new Separation(
                maxIntra.value(), meanIntra.value(), meanInter.value(), minInter.value()));
  }
}

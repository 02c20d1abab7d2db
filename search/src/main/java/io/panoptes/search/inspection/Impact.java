package io.panoptes.search.inspection;

import io.panoptes.search.catalogue.Catalogue;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of models does to answers: photos of the catalogue, each searched for with itself
 * left out, in the generation before and in the one after. A photo is found if the nearest photo is
 * one of its own object.
 *
 * @param photos how many can be searched for: those of objects with several photos before
 * @param asked how many of them were, all or a sample
 * @param foundBefore how many of those asked were found before
 * @param foundAfter how many are found after
 * @param lost those found before and not after, worst first, at most {@value #LISTED}
 * @param gained those found after and not before, at most {@value #LISTED}
 * @param worst the ten photos whose own object lies furthest behind another after the change
 * @param recalls how much of the ten nearest the graphs of the generation after find
 */
public record Impact(
    long photos,
    int asked,
    int foundBefore,
    int foundAfter,
    int lostCount,
    int gainedCount,
    List<Change> lost,
    List<Change> gained,
    List<Change> worst,
    List<MeasuredRecall> recalls) {
  /** How many are listed of each kind. */
  public static final int LISTED = 100;

  /**
   * A photo's answers.
   *
   * @param photo its id
   * @param name its name
   */
  public record Change(String object, String photo, String name, Nearest before, Nearest after) {}

  /**
   * What a photo finds with itself left out.
   *
   * @param own distance to the nearest other photo of its object
   * @param other the nearest other object; null if there is none
   * @param otherPhoto the id of that object's nearest photo
   * @param distance to it; infinite if there is none
   */
  public record Nearest(
      double own, @Nullable String other, @Nullable String otherPhoto, double distance) {
    /** Of a photo that the generation lacks. */
    static final Nearest LEFT_BEHIND =
        new Nearest(Double.POSITIVE_INFINITY, null, null, Double.NEGATIVE_INFINITY);

    /** Returns whether its own object is first. */
    public boolean isFound() {
      return own < distance;
    }

    /** Returns by how much its own object is before another; negative if it is behind. */
    public double margin() {
      return distance - own;
    }
  }

  public Impact {
    lost = List.copyOf(lost);
    gained = List.copyOf(gained);
    worst = List.copyOf(worst);
    recalls = List.copyOf(recalls);
  }

  /**
   * Measures it.
   *
   * @param sample about how many photos are asked, and how many vectors ask each graph
   */
  public static Impact measure(Catalogue before, Catalogue after, ImpactSample sample)
      throws IOException {
    return new ImpactMeasurement(before, after, sample).run();
  }

  /** Returns the share of photos found before, in percent; 100 if none was asked. */
  public double before() {
    return percent(foundBefore);
  }

  /** Returns the share of photos found after, in percent; 100 if none was asked. */
  public double after() {
    return percent(foundAfter);
  }

  private double percent(int found) {
    return asked == 0 ? 100 : 100.0 * found / asked;
  }

  /** Returns how many points of percent fewer are found after than before; negative if more are. */
  public double loss() {
    return before() - after();
  }
}

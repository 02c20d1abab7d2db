package io.panoptes.indexer.write;

import io.panoptes.search.inspection.Impact;
import io.panoptes.search.inspection.ImpactSample;
import java.io.IOException;
import java.util.List;

/**
 * What is asked of a change of models.
 *
 * @param maxLoss points of percent by which fewer photos may be found after than before
 * @param leaveBehind whether objects whose photos cannot be read again may be left behind
 * @param sample how many photos and vectors ask when the impact is measured
 * @param allowedHosts hosts from which photos may be fetched again by https
 * @param reader is given the impact, before the change
 */
public record ReindexOptions(
    double maxLoss,
    boolean leaveBehind,
    ImpactSample sample,
    List<String> allowedHosts,
    ImpactReader reader) {
  /** Is given an impact. */
  @FunctionalInterface
  public interface ImpactReader {
    /** Takes {@code impact} in; if it fails, nothing is changed. */
    void read(Impact impact) throws IOException;
  }

  public ReindexOptions {
    allowedHosts = List.copyOf(allowedHosts);
    if (!(maxLoss >= 0 && maxLoss <= 100)) {
      throw new IllegalArgumentException(
          "the loss allowed must be 0 to 100 points, got " + maxLoss);
    }
  }
}

package io.panoptes.training.features;

import java.nio.file.Path;
import java.util.Map;

/** Adds to a cache until it is killed: a process of its own, for {@link FeatureCacheTest}. */
final class EndlessWriter {
  private EndlessWriter() {}

  public static void main(String... arguments) {
    FeatureCache cache = FeatureCache.open(Path.of(arguments[0]), arguments[1], 1000);
    for (int photo = 0; ; photo++) {
      cache.add(Map.of(TestFeatures.id(photo), TestFeatures.of(photo, 1000)));
    }
  }
}

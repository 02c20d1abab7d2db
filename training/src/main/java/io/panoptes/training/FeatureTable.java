package io.panoptes.training;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.FeaturePart;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.data.DataSet;
import io.panoptes.training.features.FeatureCache;
import io.panoptes.training.features.PhotoFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The features of all photos of a data set, in memory: four bytes each.
 *
 * @param parts what a photo's features consist of
 * @param objects those of which a photo can be read, in the data set's order
 * @param skipped photos that cannot be read
 * @param notKept why features were not put into the cache, if that is so
 */
record FeatureTable(
    List<FeaturePart> parts,
    List<ObjectFeatures> objects,
    List<Skipped> skipped,
    Optional<String> notKept) {
  FeatureTable {
    parts = List.copyOf(parts);
    objects = List.copyOf(objects);
    skipped = List.copyOf(skipped);
  }

  /**
   * Reads it, on all cores.
   *
   * @param cached where features that were computed before are kept, or null to compute all
   * @param progress is told of each photo
   */
  static FeatureTable read(
      DataSet data, FeatureExtractor extractor, @Nullable Path cached, Progress progress)
      throws IOException {
    Map<PhotoFolder, ObjectFeatures> objects = new LinkedHashMap<>();
    try (FeatureCache cache = PhotoFeatures.cache(cached, extractor)) {
      List<Skipped> skipped =
          new PhotoFeatures(extractor, cache)
              .read(
                  data.objects(),
                  (object, file, feature) -> {
                    ObjectFeatures all =
                        objects.computeIfAbsent(
                            object,
                            _ -> new ObjectFeatures(object, new ArrayList<>(), new ArrayList<>()));
                    all.photos().add(feature);
                    all.sessions().add(data.sessions().of(object, file));
                    progress.addDone(1);
                  });
      return new FeatureTable(
          extractor.parts(),
          List.copyOf(objects.values()),
          skipped,
          cache == null ? Optional.empty() : cache.trouble());
    }
  }

  /** Returns of each object the mean of its photos' features, {@code (objects, features)}. */
  DMatrixRMaj means() {
    int features = parts.stream().mapToInt(FeaturePart::channels).sum();
    DMatrixRMaj means = new DMatrixRMaj(objects.size(), features);
    for (int object = 0; object < objects.size(); object++) {
      List<float[]> photos = objects.get(object).photos();
      for (float[] photo : photos) {
        for (int i = 0; i < features; i++) {
          means.add(object, i, photo[i] / (double) photos.size());
        }
      }
    }
    return means;
  }
}

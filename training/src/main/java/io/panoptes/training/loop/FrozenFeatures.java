package io.panoptes.training.loop;

import ai.djl.ndarray.types.Shape;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.command.Progress;
import io.panoptes.training.features.FeatureCache;
import io.panoptes.training.features.PhotoFeatures;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What frozen backbones make of the photos. Each photo goes through them once, unless the cache
 * knows it. Features are kept if they take no more than half of the heap, else asked for again each
 * time they are wanted, of the cache or of the backbones: slower, but to the last bit the same.
 * Closing frees the backbones.
 */
final class FrozenFeatures implements TrainingPhotos {
  private final FeatureExtractor extractor;
  private final @Nullable Path cacheFolder;
  private final ExecutorService workers;
  private final PhotoNumbers numbers = new PhotoNumbers();
  private final List<float @Nullable []> kept = new ArrayList<>();
  private @Nullable FeatureCache cache; // changes while photos are read only
  private PhotoFeatures features;

  private FrozenFeatures(TrainingRequest request, ExecutorService workers) throws IOException {
    this.extractor = request.start().extractor(request.device());
    this.cacheFolder = request.featureCache();
    this.workers = workers;
    this.features = open();
  }

  /** Opens the cache with what has been put into it. */
  private PhotoFeatures open() {
    cache = PhotoFeatures.cache(cacheFolder, extractor);
    return new PhotoFeatures(extractor, cache);
  }

  /**
   * Computes the features of the photos that {@code request} names.
   *
   * @param heap bytes of the heap
   * @param remarks is told if features cannot be kept on disk, or not in memory
   */
  static FrozenFeatures read(
      TrainingRequest request,
      ExecutorService workers,
      long heap,
      Progress progress,
      Consumer<String> remarks)
      throws IOException {
    FrozenFeatures photos = new FrozenFeatures(request, workers);
    try {
      photos.compute(request, heap, progress, remarks);
      return photos;
    } catch (IOException | RuntimeException e) {
      photos.close();
      throw e;
    }
  }

  private void compute(
      TrainingRequest request, long heap, Progress progress, Consumer<String> remarks)
      throws IOException {
    long photos = request.photos();
    boolean keeps = photos * extractor.featureDimension() * Float.BYTES <= heap / 2;
    progress.begin(photos);
    features
        .read(
            request.objects(),
            (object, file, feature) -> {
              numbers.add(object, file.in(object.folder()));
              kept.add(keeps ? feature : null);
              progress.addDone(1);
            })
        .forEach(numbers::skip);
    if (cache != null) {
      cache.trouble().ifPresent(remarks);
      cache.close();
    }
    if (!keeps) {
      remarks.accept(
          "the features of "
              + photos
              + " photos would take more than half of Java's memory: they are asked for again at"
              + " each step (PANOPTES_JAVA_OPTS=-Xmx… gives it more)");
      features = open();
    }
  }

  @Override
  public PhotoNumbers numbers() {
    return numbers;
  }

  @Override
  public Loading ofStep(long step, List<Integer> photos) {
    return unchanged(photos);
  }

  @Override
  public Loading unchanged(List<Integer> photos) {
    List<Future<float[]>> loading = new ArrayList<>();
    for (int photo : photos) {
      loading.add(workers.submit(() -> get(photo)));
    }
    return (_, scope) -> {
      FloatBuffer rows = FloatBuffer.allocate(photos.size() * extractor.featureDimension());
      for (Future<float[]> row : loading) {
        rows.put(Futures.get(row));
      }
      return scope.create(rows.flip(), new Shape(photos.size(), extractor.featureDimension()));
    };
  }

  private float[] get(int photo) throws IOException {
    float[] feature = kept.get(photo);
    return feature == null ? features.of(numbers.path(photo)) : feature;
  }

  @Override
  public void close() {
    if (cache != null) {
      cache.close();
    }
    extractor.close();
  }
}

package io.panoptes.training.features;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The features of all photos of some objects, in their order: from the cache where it knows them,
 * else computed, and put there. Batches are cut before they are handed to the cores, so the order
 * and the batches are the same on every run. Memory is bounded by the batches under way.
 */
public final class PhotoFeatures {
  private static final int BATCH = 16;

  private final FeatureExtractor extractor;
  private final @Nullable FeatureCache cache;
  private final PhotoReader reader = new PhotoReader();

  /** Takes a photo's feature of unit length. */
  @FunctionalInterface
  public interface FeatureConsumer {
    /** Takes the feature of a photo of {@code object}. */
    void accept(PhotoFolder object, PhotoFile file, float[] feature);
  }

  private record Photo(PhotoFolder object, PhotoFile file) {}

  private record Batch(List<Photo> photos, List<float[]> features, List<Skipped> skipped) {}

  /**
   * Makes one.
   *
   * @param cache of the extractor's fingerprint, or null to compute all
   */
  public PhotoFeatures(FeatureExtractor extractor, @Nullable FeatureCache cache) {
    this.extractor = extractor;
    this.cache = cache;
  }

  /** Returns the cache of the extractor's features in {@code folder}; null if that is null. */
  public static @Nullable FeatureCache cache(@Nullable Path folder, FeatureExtractor extractor) {
    return folder == null
        ? null
        : FeatureCache.open(folder, extractor.fingerprint(), extractor.featureDimension());
  }

  /**
   * Hands each photo's feature to {@code use}, on this thread and in order, and returns the photos
   * that cannot be read.
   */
  public List<Skipped> read(List<PhotoFolder> objects, FeatureConsumer use) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Skipped> skipped = new ArrayList<>();
    Deque<Future<Batch>> underWay = new ArrayDeque<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
      try {
        for (List<Photo> batch : batches(objects)) {
          underWay.add(workers.submit(() -> encode(batch)));
          if (underWay.size() > 2 * cores) {
            take(underWay.remove(), use, skipped);
          }
        }
        while (!underWay.isEmpty()) {
          take(underWay.remove(), use, skipped);
        }
      } finally {
        workers.shutdownNow();
      }
    }
    return skipped;
  }

  /**
   * Returns the feature of the photo in {@code file}. Many threads may ask at once.
   *
   * @throws UnreadablePhotoException if there is no such photo
   */
  public float[] of(Path file) throws UnreadablePhotoException {
    byte[] content = reader.bytes(file);
    float[] known = cache == null ? null : cache.find(PhotoReader.id(content));
    return known == null
        ? extractor
            .features(List.of(extractor.prepare(reader.read(file.toString(), content))))
            .getFirst()
        : known;
  }

  private static List<List<Photo>> batches(List<PhotoFolder> objects) {
    List<Photo> photos = new ArrayList<>();
    for (PhotoFolder object : objects) {
      for (PhotoFile file : object.photos()) {
        photos.add(new Photo(object, file));
      }
    }
    List<List<Photo>> batches = new ArrayList<>();
    for (int start = 0; start < photos.size(); start += BATCH) {
      batches.add(photos.subList(start, Math.min(start + BATCH, photos.size())));
    }
    return batches;
  }

  private Batch encode(List<Photo> photos) throws IOException {
    List<Photo> read = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    Map<String, float[]> features = new HashMap<>();
    SequencedMap<String, Pixels> unknown = new LinkedHashMap<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Photo photo : photos) {
      Path path = photo.file.in(photo.object.folder());
      try {
        byte[] content = reader.bytes(path);
        String id = PhotoReader.id(content);
        float[] known = cache == null ? null : cache.find(id);
        if (known == null) {
          unknown.put(id, extractor.prepare(reader.read(path.toString(), content)));
        } else {
          features.put(id, known);
        }
        read.add(photo);
        ids.add(id);
      } catch (UnreadablePhotoException e) {
        skipped.add(new Skipped(path.toString(), String.valueOf(e.getMessage())));
      }
    }
    SequencedMap<String, float[]> computed = new LinkedHashMap<>();
    Iterator<float[]> each = extractor.features(List.copyOf(unknown.values())).iterator();
    unknown.keySet().forEach(id -> computed.put(id, each.next()));
    if (cache != null) {
      cache.add(computed);
    }
    features.putAll(computed);
    return new Batch(read, ids.stream().map(features::get).toList(), skipped);
  }

  private static void take(Future<Batch> future, FeatureConsumer use, List<Skipped> skipped)
      throws IOException {
    try {
      Batch batch = future.get();
      for (int i = 0; i < batch.features.size(); i++) {
        Photo photo = batch.photos.get(i);
        use.accept(photo.object, photo.file, batch.features.get(i));
      }
      skipped.addAll(batch.skipped);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading photos");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}

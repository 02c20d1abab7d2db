package io.panoptes.training.evaluation;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import io.panoptes.training.data.DataSet;
import io.panoptes.training.data.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The photos of a split as the encoder sees them. The vectors are in files: a split may have more
 * than fit into memory. Photos that cannot be read are left out, and so is an object of which none
 * can.
 */
final class EncodedSplit implements AutoCloseable {
  private static final int BATCH = 16;

  /** Sets that are fused by one thread. */
  private static final int SETS = 64;

  private final Encoder encoder;
  private final Files files;
  private final List<PhotoFolder> objects = new ArrayList<>();
  private final List<Integer> objectOfPhotos = new ArrayList<>();
  private final List<Integer> sessionOfPhotos = new ArrayList<>();
  private final List<Float> categoryNorms = new ArrayList<>();
  private final List<Float> objectNorms = new ArrayList<>();
  private final List<Skipped> skipped;
  private final Map<String, Integer> sessions = new HashMap<>();
  private final Set<String> photosOfObject = new HashSet<>();
  private int copies;
  private @Nullable Vectors categoryViews;
  private @Nullable Vectors objectViews;

  private record Listed(PhotoFolder object, PhotoFile file) {}

  private record Seen(Listed photo, String id, View view) {}

  private record Batch(List<Seen> seen, List<Skipped> skipped) {}

  private EncodedSplit(Encoder encoder, Files files, List<Skipped> skipped) {
    this.encoder = encoder;
    this.files = files;
    this.skipped = new ArrayList<>(skipped);
  }

  /** Two files of vectors: one a space. */
  private record Files(VectorFile categories, VectorFile objects) implements AutoCloseable {
    static Files of(Encoder encoder) throws IOException {
      VectorFile categories = new VectorFile(encoder.categoryDimension());
      try {
        return new Files(categories, new VectorFile(encoder.objectDimension()));
      } catch (IOException e) {
        categories.close();
        throw e;
      }
    }

    void add(Embedding embedding) throws IOException {
      categories.add(embedding.category().toArray());
      objects.add(embedding.object().toArray());
    }

    @Override
    public void close() throws IOException {
      try (categories;
          objects) {
        return;
      }
    }
  }

  /** Encodes the photos of {@code data} on all cores; the encoder stays the caller's, and open. */
  static EncodedSplit of(DataSet data, Encoder encoder, Progress progress) throws IOException {
    EncodedSplit split = new EncodedSplit(encoder, Files.of(encoder), data.skipped());
    try {
      InOrder.run(
          batches(data),
          split::encode,
          batch -> {
            split.take(batch, data.sessions());
            progress.addDone(batch.seen.size() + batch.skipped.size());
          });
      split.listEmpty(data);
      split.categoryViews = split.files.categories.vectors();
      split.objectViews = split.files.objects.vectors();
      return split;
    } catch (IOException | RuntimeException e) {
      split.close();
      throw e;
    }
  }

  private void listEmpty(DataSet data) {
    Set<String> seen = new HashSet<>();
    objects.forEach(object -> seen.add(object.id()));
    for (PhotoFolder object : data.objects()) {
      if (!seen.contains(object.id())) {
        skipped.add(new Skipped(object.id(), "no-photos: none can be read"));
      }
    }
  }

  private static List<List<Listed>> batches(DataSet data) {
    List<Listed> photos = new ArrayList<>();
    for (PhotoFolder object : data.objects()) {
      for (PhotoFile file : object.photos()) {
        photos.add(new Listed(object, file));
      }
    }
    List<List<Listed>> batches = new ArrayList<>();
    for (int start = 0; start < photos.size(); start += BATCH) {
      batches.add(photos.subList(start, Math.min(start + BATCH, photos.size())));
    }
    return batches;
  }

  private Batch encode(List<Listed> photos) throws IOException {
    PhotoReader reader = new PhotoReader();
    List<Listed> read = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<Pixels> pixels = new ArrayList<>();
    List<Skipped> unreadable = new ArrayList<>();
    for (Listed photo : photos) {
      Path path = photo.file.in(photo.object.folder());
      try {
        Photo decoded = reader.read(path);
        pixels.add(encoder.prepare(decoded));
        ids.add(decoded.id());
        read.add(photo);
      } catch (UnreadablePhotoException e) {
        unreadable.add(new Skipped(path.toString(), String.valueOf(e.getMessage())));
      }
    }
    List<View> views = encoder.encode(pixels);
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      seen.add(new Seen(read.get(i), ids.get(i), views.get(i)));
    }
    return new Batch(seen, unreadable);
  }

  private void take(Batch batch, Sessions names) throws IOException {
    skipped.addAll(batch.skipped);
    for (Seen seen : batch.seen) {
      PhotoFolder object = seen.photo.object;
      if (objects.isEmpty() || !objects.getLast().id().equals(object.id())) {
        objects.add(object);
        photosOfObject.clear();
      }
      if (!photosOfObject.add(seen.id)) {
        copies++;
      }
      objectOfPhotos.add(objects.size() - 1);
      String session = names.of(object, seen.photo.file);
      sessionOfPhotos.add(
          session == null ? Labels.NONE : sessions.computeIfAbsent(session, _ -> sessions.size()));
      categoryNorms.add(seen.view.categoryNorm());
      objectNorms.add(seen.view.objectNorm());
      files.add(seen.view.embedding());
    }
  }

  /** Returns the photos and folders left out. */
  List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /** Returns the number of photos that were in their object already. */
  int copies() {
    return copies;
  }

  /** Returns the number of sessions named. */
  int sessions() {
    return sessions.size();
  }

  List<PhotoFolder> objects() {
    return List.copyOf(objects);
  }

  /** Returns the names of the categories, sorted. */
  Set<String> categories() {
    Set<String> categories = new TreeSet<>();
    for (PhotoFolder object : objects) {
      if (object.category() != null) {
        categories.add(object.category());
      }
    }
    return categories;
  }

  /**
   * Returns what is known of the photos.
   *
   * @param categories of all splits, in the order in which they are numbered
   */
  Labels labels(List<String> categories) {
    return Labels.of(
        toArray(objectOfPhotos),
        objects.stream()
            .mapToInt(object ->
                object.category() == null ? Labels.NONE : categories.indexOf(object.category()))
            .toArray(),
        sessions.isEmpty() ? null : toArray(sessionOfPhotos));
  }

  private static int[] toArray(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  Vectors categoryViews() {
    return Objects.requireNonNull(categoryViews, "set once all photos are encoded");
  }

  Vectors objectViews() {
    return Objects.requireNonNull(objectViews, "set once all photos are encoded");
  }

  /** Returns the model's multi-view vectors of sets of this split's photos, made on all cores. */
  SetVectors aggregate(List<int[]> sets) throws IOException {
    return aggregate(sets, encoder::aggregate);
  }

  /** Returns the vectors of sets of this split's photos, fused by {@code fusion} on all cores. */
  SetVectors aggregate(List<int[]> sets, ViewFusion fusion) throws IOException {
    Files made = Files.of(encoder);
    try {
      List<List<int[]>> parts = new ArrayList<>();
      for (int start = 0; start < sets.size(); start += SETS) {
        parts.add(sets.subList(start, Math.min(start + SETS, sets.size())));
      }
      InOrder.run(
          parts,
          part -> part.stream().map(this::views).map(fusion::of).toList(),
          embeddings -> {
            for (Embedding embedding : embeddings) {
              made.add(embedding);
            }
          });
      return new Aggregated(made, made.categories.vectors(), made.objects.vectors());
    } catch (IOException | RuntimeException e) {
      made.close();
      throw e;
    }
  }

  private List<View> views(int[] photos) {
    List<View> views = new ArrayList<>();
    for (int photo : photos) {
      views.add(
          new View(
              new Embedding(
                  UnitVector.of(categoryViews().row(photo)),
                  UnitVector.of(objectViews().row(photo))),
              categoryNorms.get(photo),
              objectNorms.get(photo)));
    }
    return views;
  }

  private record Aggregated(Files files, Vectors categories, Vectors objects)
      implements SetVectors {
    @Override
    public void close() throws IOException {
      files.close();
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}

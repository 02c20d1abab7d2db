package io.panoptes.training.loop;

import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The photos' pixels, as the network wants them: what is learned from where augmentation changes
 * photos, or training the backbones. All are read once, to know which can be; they are kept if they
 * take no more than half of the heap, else read again each time they are wanted. What is done to a
 * photo is decided by the seed, the step and its place in the batch.
 */
final class Squares implements TrainingPhotos {
  private final List<Frame> frames;
  private final boolean augment;
  private final long seed;
  private final ExecutorService workers;
  private final PhotoReader reader = new PhotoReader();
  private final PhotoNumbers numbers = new PhotoNumbers();
  private final List<@Nullable Pixels> kept = new ArrayList<>();

  private Squares(TrainingRequest request, ExecutorService workers) {
    this.frames = request.start().frames();
    this.augment = request.parameters().augment();
    this.seed = request.seed();
    this.workers = workers;
  }

  /**
   * Reads the photos that {@code request} names, in order.
   *
   * @param heap bytes of the heap
   */
  static Squares read(TrainingRequest request, ExecutorService workers, long heap)
      throws IOException {
    Squares squares = new Squares(request, workers);
    long bytes = squares.frames.stream().mapToLong(frame -> 3L * frame.side() * frame.side()).sum();
    boolean keeps = request.photos() * bytes <= heap / 2;
    for (PhotoFolder folder : request.objects()) { // an object at a time: few are held at once
      List<Future<Pixels>> read = new ArrayList<>();
      for (PhotoFile file : folder.photos()) {
        read.add(workers.submit(() -> squares.read(file.in(folder.folder()))));
      }
      for (int i = 0; i < read.size(); i++) {
        squares.add(folder, folder.photos().get(i).in(folder.folder()), read.get(i), keeps);
      }
    }
    return squares;
  }

  private void add(PhotoFolder folder, Path path, Future<Pixels> read, boolean keeps)
      throws IOException {
    try {
      Pixels pixels = Futures.get(read);
      numbers.add(folder, path);
      kept.add(keeps ? pixels : null);
    } catch (UnreadablePhotoException e) {
      numbers.skip(new Skipped(path.toString(), String.valueOf(e.getMessage())));
    }
  }

  private Pixels read(Path path) throws IOException {
    return Pixels.of(reader.read(path), frames);
  }

  @Override
  public PhotoNumbers numbers() {
    return numbers;
  }

  @Override
  public Loading ofStep(long step, List<Integer> photos) {
    if (!augment) {
      return unchanged(photos);
    }
    List<Future<Pixels>> loading = new ArrayList<>();
    for (int place = 0; place < photos.size(); place++) {
      int photo = photos.get(place);
      long photoSeed = Seeds.of(seed, 2, step, place);
      loading.add(workers.submit(() -> PairAugmentation.apply(get(photo), photoSeed)));
    }
    return throughTheNetwork(loading);
  }

  @Override
  public Loading unchanged(List<Integer> photos) {
    return throughTheNetwork(
        photos.stream().map(photo -> workers.submit(() -> get(photo))).toList());
  }

  private static Loading throughTheNetwork(List<Future<Pixels>> loading) {
    return (network, scope) -> {
      List<Pixels> pixels = new ArrayList<>(loading.size());
      for (Future<Pixels> photo : loading) {
        pixels.add(Futures.get(photo));
      }
      return network.features(scope, pixels);
    };
  }

  private Pixels get(int photo) throws IOException {
    Pixels pixels = kept.get(photo);
    return pixels == null ? read(numbers.path(photo)) : pixels;
  }

  /** Does nothing: workers are their owner's. */
  @Override
  public void close() {}
}

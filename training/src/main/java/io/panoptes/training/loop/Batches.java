package io.panoptes.training.loop;

import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * The pixels of each step, the next step's being made ready while one is computed. Steps are asked
 * for in order. What is done to a photo is decided by the seed, the step and its place in the
 * batch.
 */
final class Batches {
  private final PairSampler sampler;
  private final Squares photos;
  private final boolean augment;
  private final long seed;
  private final ExecutorService workers;

  private long nextStep = -1;
  private List<Future<Pixels>> next = List.of();
  private PairSampler.Batch nextBatch = new PairSampler.Batch(List.of(), List.of(), 0);

  /** A step's pairs and their photos, in the order of {@link PairSampler.Batch#photos}. */
  record Loaded(PairSampler.Batch pairs, List<Pixels> pixels) {}

  Batches(
      PairSampler sampler, Squares photos, boolean augment, long seed, ExecutorService workers) {
    this.sampler = sampler;
    this.photos = photos;
    this.augment = augment;
    this.seed = seed;
    this.workers = workers;
  }

  Loaded take(long step) throws IOException {
    if (nextStep != step) {
      prepare(step);
    }
    PairSampler.Batch batch = nextBatch;
    List<Future<Pixels>> loading = next;
    prepare(step + 1);
    List<Pixels> pixels = new ArrayList<>(loading.size());
    for (Future<Pixels> photo : loading) {
      pixels.add(Futures.get(photo));
    }
    return new Loaded(batch, pixels);
  }

  private void prepare(long step) {
    nextBatch = sampler.batch(step);
    nextStep = step;
    next = new ArrayList<>();
    for (int place = 0; place < nextBatch.photos().size(); place++) {
      int photo = nextBatch.photos().get(place);
      long photoSeed = Seeds.of(seed, 2, step, place);
      next.add(
          workers.submit(() -> {
            Pixels square = photos.get(photo);
            return augment ? PairAugmentation.apply(square, photoSeed) : square;
          }));
    }
  }
}

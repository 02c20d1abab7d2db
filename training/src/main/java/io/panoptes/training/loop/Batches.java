package io.panoptes.training.loop;

/**
 * The pairs and photos of each step, the next step's being made ready while one is computed. Steps
 * are asked for in order. Used by one thread.
 */
final class Batches {
  private final PairSampler sampler;
  private final TrainingPhotos photos;

  private long nextStep;
  private Batch next;

  /** A step's pairs and their photos, in the order of {@link PairSampler.Batch#photos}. */
  record Batch(PairSampler.Batch pairs, TrainingPhotos.Loading photos) {}

  /** Begins at {@code step}. */
  Batches(PairSampler sampler, TrainingPhotos photos, long step) {
    this.sampler = sampler;
    this.photos = photos;
    this.nextStep = step;
    this.next = prepare(step);
  }

  /** Returns the next step's. */
  Batch take() {
    Batch batch = next;
    nextStep++;
    next = prepare(nextStep);
    return batch;
  }

  private Batch prepare(long step) {
    PairSampler.Batch pairs = sampler.batch(step);
    return new Batch(pairs, photos.ofStep(step, pairs.photos()));
  }
}

package io.panoptes.training.augmentation;

import io.panoptes.encoder.photo.Photo;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Copies of photos that went through some augmentations, one after the other. It needs no plain
 * background. Many threads may share one.
 */
public final class Augmented {
  private final Seed seed;
  private final List<Augmentation> steps;

  /** Makes one; {@code steps} are taken in their order. */
  public Augmented(Seed seed, List<Augmentation> steps) {
    this.seed = seed;
    this.steps = List.copyOf(steps);
  }

  /** Returns what hardly changes what is to be seen: for photos that look like the queries. */
  public static Augmented mildly(Seed seed) {
    return new Augmented(
        seed,
        List.of(
            new Mirror(0.5),
            new Rotation(new Range(-8, 8)),
            new ResizedCrop(new Range(0.6, 1), new Range(0.85, 1.18)),
            new ColourCast(
                new Range(-0.12, 0.12),
                new Range(-0.05, 0.05),
                new Range(-0.25, 0.25),
                new Range(0.85, 1.15),
                new Range(0.8, 1.2)),
            new Blur(new Range(0, 2), new Range(0, 0)),
            new Recompression(new Range(0.5, 0.95))));
  }

  /** Returns copy {@code copy} of {@code photo}: the same bytes whenever it is asked for. */
  public Photo of(Photo photo, int copy) {
    Draws draws = seed.draws(photo.id(), copy);
    return photo.with(steps(photo.image(), draws, steps));
  }

  /** Returns {@code image} after all {@code steps}. */
  static BufferedImage steps(BufferedImage image, Draws draws, List<Augmentation> steps) {
    BufferedImage result = image;
    for (int i = 0; i < steps.size(); i++) {
      Augmentation step = steps.get(i);
      result = step.apply(result, draws.part(i + "-" + step.getClass().getSimpleName()));
    }
    return result;
  }
}

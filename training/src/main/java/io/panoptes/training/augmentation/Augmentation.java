package io.panoptes.training.augmentation;

import java.awt.image.BufferedImage;

/** One thing that may happen to a photo on its way. Many threads may share one. */
@FunctionalInterface
public interface Augmentation {
  /**
   * Returns what becomes of {@code image}, both {@link BufferedImage#TYPE_3BYTE_BGR}. The image
   * given is not written to, and is itself returned where nothing happens.
   */
  BufferedImage apply(BufferedImage image, Draws draws);
}

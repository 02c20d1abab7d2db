package io.panoptes.training.augmentation;

import io.panoptes.encoder.photo.Jpeg;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;

/**
 * JPEG, as phones save and messengers send.
 *
 * @param quality as ImageIO counts, above 0 and at most 1
 */
public record Recompression(Range quality) implements Augmentation {
  public Recompression {
    quality.within("quality", 0.01, 1);
  }

  @Override
  public BufferedImage apply(BufferedImage image, Draws draws) {
    byte[] jpeg = Jpeg.encode(image, (float) draws.in("quality", quality));
    try {
      return new PhotoReader().read("recompressed photo", jpeg).image();
    } catch (UnreadablePhotoException e) {
      throw new UncheckedIOException("what was just compressed is a photo", e);
    }
  }
}

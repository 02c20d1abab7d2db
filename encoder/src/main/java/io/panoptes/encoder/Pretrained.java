package io.panoptes.encoder;

import io.panoptes.encoder.network.Backbone;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A pretrained backbone as a model uses it.
 *
 * @param name one of {@link Backbone#NAMES}
 * @param sha256 SHA-256 of the weights file that it was taken from
 * @param preprocessing how photos are made ready for it
 */
public record Pretrained(String name, String sha256, Preprocessing preprocessing) {
  public Pretrained {
    if (!Backbone.NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "the backbone must be one of " + String.join(", ", Backbone.NAMES) + ", got " + name);
    }
  }

  /** Returns the backbone {@code name} with the weights in {@code file}, as it was published. */
  public static Pretrained of(String name, Path file, boolean mirrored) throws IOException {
    Backbone backbone = Backbone.named(name);
    return new Pretrained(
        name,
        ModelFolder.sha256(file),
        new Preprocessing(backbone.side(), backbone.normalization(), mirrored));
  }

  /**
   * Returns what precedes the published names of its tensors in a model folder: nothing, or, where
   * there are several backbones, its name and a slash.
   *
   * @param backbones number of the model's backbones
   */
  public String prefix(int backbones) {
    return backbones == 1 ? "" : name + "/";
  }
}

package io.panoptes.encoder;

import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Backbone.Normalization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A pretrained backbone as a model uses it.
 *
 * @param name one of {@link Backbone#NAMES}
 * @param sha256 SHA-256 of the weights file that it was taken from
 * @param normalization what is done to the pixels of each look
 * @param looks how it looks at a photo, in the order of its features: at least one, each through a
 *     frame of its own, at depths that the backbone has
 */
public record Pretrained(
    String name, String sha256, Normalization normalization, List<Look> looks) {
  public Pretrained {
    if (!Backbone.NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "the backbone must be one of " + String.join(", ", Backbone.NAMES) + ", got " + name);
    }
    looks = List.copyOf(looks);
    if (looks.isEmpty() || looks.stream().map(Look::frame).distinct().count() < looks.size()) {
      throw new IllegalArgumentException(
          "looks must be one or several through different frames, got "
              + looks.stream().map(Look::frame).toList());
    }
    Backbone backbone = Backbone.named(name);
    looks.forEach(look -> look.depths().forEach(backbone::channels));
  }

  /**
   * Returns the backbone {@code name} with the weights in {@code file}, as it was published.
   *
   * @throws IllegalArgumentException if it cannot look so
   */
  public static Pretrained of(String name, Path file, List<Look> looks) throws IOException {
    return new Pretrained(
        name, ModelFolder.sha256(file), Backbone.named(name).normalization(), looks);
  }

  /** Returns {@code backbones} if they can be used side by side. */
  static List<Pretrained> sideBySide(List<Pretrained> backbones) {
    long names = backbones.stream().map(Pretrained::name).distinct().count();
    if (backbones.isEmpty() || names < backbones.size()) {
      throw new IllegalArgumentException(
          "backbones must be one or several different ones, got "
              + backbones.stream().map(Pretrained::name).toList());
    }
    return List.copyOf(backbones);
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

package io.panoptes.training.augmentation;

import io.panoptes.encoder.photo.Photo;
import java.util.Map;

/** What comes of taking an object from its studio picture into the field. */
public sealed interface FieldPhoto {
  /**
   * A picture as a phone might have taken it.
   *
   * @param photo under the id of the studio picture
   * @param drawn all that was drawn for it, by name; 1 is yes and 0 is no
   */
  record Taken(Photo photo, Map<String, Double> drawn) implements FieldPhoto {
    public Taken {
      drawn = Map.copyOf(drawn);
    }
  }

  /**
   * The object cannot be cut out of the photo.
   *
   * @param reason a code in lower case with hyphens, {@code ": "}, and the rule with its value
   */
  record NotCutOut(String reason) implements FieldPhoto {}
}

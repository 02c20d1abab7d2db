package io.panoptes.encoder;

import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.photo.Frame;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One look of a backbone at a photo: through a frame, and read at one depth or several. Depths cost
 * nothing, since the network goes through them anyway; a further look costs as much as the first.
 *
 * @param mirrored whether features are the mean of those of the frame and of its mirror image, left
 *     to right; the look then takes twice as long
 * @param depths where features are read: at least one, in order, none twice
 */
public record Look(Frame frame, boolean mirrored, List<Depth> depths) {
  public Look {
    depths = List.copyOf(depths);
    if (depths.isEmpty() || !depths.stream().distinct().sorted().toList().equals(depths)) {
      throw new IllegalArgumentException(
          "a look must have depths, head first, then gem, then stages in ascending order, none twice,"
              + " got "
              + depths);
    }
  }

  /** Returns the look that a backbone was made for: at the whole photo, to the head. */
  public static Look plain(int side) {
    return new Look(Frame.whole(side), false, List.of(Depth.HEAD));
  }

  /** Returns what a card says: "the whole at side 260: head, stage4". */
  @Override
  public String toString() {
    return frame
        + (mirrored ? " and its mirror image: " : ": ")
        + depths.stream().map(Depth::toString).collect(Collectors.joining(", "));
  }
}

package io.panoptes.training.augmentation;

import java.util.List;

/**
 * What may happen between a product and a phone's picture of it: all ranges that field photos are
 * drawn from.
 *
 * @param framing size, place and tilt of the object
 * @param backdrop what is behind everything
 * @param foot where the wall meets the floor, in shares of the picture's height from its top
 * @param things what else stands behind the object
 * @param shadow under whatever stands
 * @param occluder what is in front of the object
 * @param shade over a side of the picture
 * @param cast colour and strength of the light
 * @param blur focus and movement
 * @param recompression what the phone and the messenger leave of it
 */
public record FieldConditions(
    Framing framing,
    Backdrop backdrop,
    Range foot,
    Things things,
    ContactShadow shadow,
    Occluder occluder,
    Shade shade,
    ColourCast cast,
    Blur blur,
    Recompression recompression) {
  /**
   * A phone in somebody's hand, indoors. Chosen by eye, on contact sheets of furniture12: a person
   * still recognises nearly every object; no figure of any model was looked at.
   */
  public static final FieldConditions PHONE =
      new FieldConditions(
          new Framing(
              448, // pixels: twice a network's side, as little as messengers leave
              new Range(0.55, 0.9), // the object fills a half to nearly all of the picture
              new Range(0, 1), // from the middle to the edge
              0.15, // and cut off by as much
              new Range(-12, 12), // degrees: a hand that takes no care
              new Range(-0.08, 0.08), // perspective of a phone held near
              new Range(0.92, 1.08)),
          new Backdrop(0.6, 3),
          new Range(0.02, 0.45), // looking down: renders are seen from 30 degrees above
          new Things(5, new Range(0.2, 0.45), new Range(-0.1, 1.1)), // smaller than the object
          new ContactShadow(new Range(0.2, 0.7)),
          new Occluder(
              0.5, // every other object
              new Range(0.05, 0.22), // up to a fifth hidden
              new Range(0.3, 0.7),
              new Range(0.08, 0.35)),
          new Shade(
              0.5, // every other photo
              new Range(0.2, 0.5), // a lamp among others to a window
              new Range(-0.25, 0.2),
              new Range(0.02, 0.4)),
          new ColourCast(
              new Range(-0.18, 0.28), // shade outdoors to lamplight half corrected
              new Range(-0.08, 0.08),
              new Range(-0.3, 0.3), // a third of a stop
              new Range(0.75, 1.15), // lenses with fingerprints to vivid pictures
              new Range(0.7, 1.2)),
          new Blur(new Range(0.5, 2.5), new Range(0, 6)), // to about a pixel; to nearly three
          new Recompression(new Range(0.3, 0.8)));

  public FieldConditions {
    foot.within("foot", 0, 0.9);
  }

  /** Returns what happens to the picture as a whole, in its order. */
  List<Augmentation> camera() {
    return List.of(shade, cast, blur, recompression);
  }
}

package io.panoptes.encoder;

/**
 * A single photo as the network sees it: its unit vectors, and the lengths they had. A raw vector
 * is unit vector times length, so that an object can be aggregated again without its photos.
 *
 * @param categoryNorm length of the raw category vector, positive
 * @param objectNorm length of the raw object vector, positive
 */
public record View(Embedding embedding, float categoryNorm, float objectNorm) {
  public View {
    if (!(categoryNorm > 0) || !(objectNorm > 0)) {
      throw new IllegalArgumentException(
          "a view's norms must be positive, got " + categoryNorm + " and " + objectNorm);
    }
  }
}

package io.panoptes.search.inspection;

/**
 * How many ask when an {@link Impact} is measured.
 *
 * @param photos about so many, each searched for twice; all, if there are no more
 * @param vectors at most, each asking each graph and its exact twin
 */
public record ImpactSample(int photos, int vectors) {
  /** A minute or two for a catalogue of 100,000 photos. */
  public static final ImpactSample DEFAULT = new ImpactSample(10_000, 200);

  public ImpactSample {
    if (photos < 1 || vectors < 1) {
      throw new IllegalArgumentException(
          "a sample must be 1 at least, got " + photos + " photos and " + vectors + " vectors");
    }
  }
}

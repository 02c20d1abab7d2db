package io.panoptes.training.loop;

/**
 * Seeds made of a run's seed and where in it something happens. With no generator that runs along,
 * a step comes out the same whether or not those before it were taken in the same process.
 */
final class Seeds {
  private Seeds() {}

  /** Returns a seed for {@code place}, as different from its neighbours' as random numbers are. */
  static long of(long seed, long... place) {
    long mixed = mix(seed);
    for (long part : place) {
      mixed = mix(mixed ^ mix(part));
    }
    return mixed;
  }

  /** The finishing step of SplitMix64. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}

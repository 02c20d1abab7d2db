package io.panoptes.indexer.add;

import java.time.Duration;

/**
 * How a pipeline is laid out. Memory is bounded by it: a decoder holds one photo, a belt the pixels
 * of {@code 4 × batch} photos.
 *
 * @param decoders threads that read photos
 * @param encoders threads that call the network, at the same time
 * @param batch photos in a call of the network
 * @param commitObjects objects after which a batch of writes is committed
 * @param commitAfter time after which it is, however few they are
 */
public record Tuning(
    int decoders, int encoders, int batch, int commitObjects, Duration commitAfter) {
  public Tuning {
    if (decoders < 1 || encoders < 1 || batch < 1 || commitObjects < 1) {
      throw new IllegalArgumentException(
          "a pipeline needs at least one of everything, got decoders "
              + decoders
              + ", encoders "
              + encoders
              + ", batch "
              + batch
              + ", commitObjects "
              + commitObjects);
    }
  }

  /** Returns what this machine does best with. */
  public static Tuning standard() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Tuning(cores, cores, 8, 256, Duration.ofSeconds(2));
  }
}

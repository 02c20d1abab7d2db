package io.panoptes.indexer.fetch;

import io.panoptes.encoder.photo.PhotoReader;
import java.time.Duration;

/**
 * How far fetching a photo may go.
 *
 * @param bytes of a photo
 * @param connecting to wait for a connection
 * @param whole all requests for a photo and the pauses between them, however slowly it drips
 * @param pause before the second attempt, twice that before the third, unless the server says when
 */
record Limits(int bytes, Duration connecting, Duration whole, Duration pause) {
  static final int ATTEMPTS = 3;
  static final int REDIRECTS = 5;
  static final int REQUESTS_PER_HOST = 4;

  /** The longest pause that a server may ask for and get. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  static final Limits STANDARD =
      new Limits(
          PhotoReader.MAX_BYTES,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1));
}

package io.panoptes.indexer.fetch;

import java.net.URI;
import java.time.Duration;

/** What is left of the time that a photo may take; used by the one thread that fetches it. */
final class TimeLeft {
  private final Duration whole;
  private Duration left;

  TimeLeft(Duration whole) {
    this.whole = whole;
    this.left = whole;
  }

  Duration left() {
    return left;
  }

  void spend(Duration time) {
    left = left.minus(time);
  }

  /** Returns the reason once nothing is left. */
  UnreachablePhotoException tooSlow(URI address) {
    return new UnreachablePhotoException(
        "too-slow", "a photo must come within " + whole.toMillis() / 1000.0 + " s: " + address);
  }
}

package io.panoptes.web.encoding;

import java.time.Duration;

/** More photos at once than the server takes. */
public final class QueueFullException extends Exception {
  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  QueueFullException(int capacity, int asked, Duration retryAfter) {
    super(
        "the server works at "
            + capacity
            + " photos at once at most, and has no room for "
            + asked
            + " more now");
    this.retryAfter = retryAfter;
  }

  /** Returns when there will be room, as far as can be told. */
  public Duration retryAfter() {
    return retryAfter;
  }
}

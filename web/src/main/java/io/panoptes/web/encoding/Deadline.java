package io.panoptes.web.encoding;

import java.time.Duration;

/** The moment until which a request must be answered. */
public final class Deadline {
  private final Duration limit;
  private final long nanoTime;

  private Deadline(Duration limit) {
    this.limit = limit;
    this.nanoTime = System.nanoTime() + limit.toNanos();
  }

  /** Returns the moment after {@code limit} from now. */
  public static Deadline in(Duration limit) {
    return new Deadline(limit);
  }

  /** Returns how long there was from the beginning. */
  Duration limit() {
    return limit;
  }

  /** Returns how long there still is; negative if it is over. */
  Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }
}

package io.panoptes.web.encoding;

import java.time.Duration;

/** A request that could not be answered in its time. */
public final class TimedOutException extends Exception {
  private static final long serialVersionUID = 1;

  TimedOutException(Duration limit) {
    super("a request must be answered within " + limit.toSeconds() + " s");
  }
}

package io.panoptes.web.api;

import io.javalin.http.Context;
import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads forms, so many at once and no more: whoever sends theirs slowly keeps others from sending
 * forms, but not the server from answering. Threads share it.
 */
final class Bodies {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Semaphore places = new Semaphore(Limits.BODIES);

  /** Returns the form that came with the request. */
  Form form(Context context) throws IOException {
    if (!places.tryAcquire()) {
      throw new ProblemException(
              Problem.TOO_MANY_REQUESTS,
              "the server reads " + Limits.BODIES + " forms at once, and no more now")
          .withRetryAfter(SOON);
    }
    try {
      return Form.read(context);
    } finally {
      places.release();
    }
  }
}

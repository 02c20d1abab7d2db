package io.panoptes.web.operations;

import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import java.time.Duration;

/** Whether the server can answer. Threads share it. */
public final class Health {
  private static final Duration SOON = Duration.ofSeconds(1);

  private enum State {
    STARTING("the model is being loaded"),
    READY("ready"),
    STOPPING("the server is being stopped");

    private final String words;

    State(String words) {
      this.words = words;
    }
  }

  private volatile State state = State.STARTING;

  /** Says that from now on requests are answered. */
  public void ready() {
    state = State.READY;
  }

  /** Says that no more requests are wanted. */
  public void stopping() {
    state = State.STOPPING;
  }

  /** Lets a request pass if the server can answer. */
  public void requireReady() {
    State now = state;
    if (now != State.READY) {
      throw new ProblemException(Problem.NOT_READY, now.words).withRetryAfter(SOON);
    }
  }
}

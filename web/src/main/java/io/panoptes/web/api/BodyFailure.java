package io.panoptes.web.api;

import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** What is wrong with a body that the HTTP server could not read, in words of ours. */
final class BodyFailure {
  /** Jetty tells a body that is too large by its words alone. */
  private static final Pattern TOO_LARGE = Pattern.compile("(?i)max .*exceeded|too many|too large");

  private BodyFailure() {}

  /**
   * Returns the problem that {@code failure} means.
   *
   * @param what the body must be
   * @throws IOException if it is none of the client's making, such as a full disk
   */
  static ProblemException of(Exception failure, String what) throws IOException {
    boolean ofTheClient = false;
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      int status = cause instanceof HttpException http ? http.getCode() : 0;
      if (cause instanceof TimeoutException || status == 408) {
        return new ProblemException(Problem.REQUEST_TIMEOUT, "the body must keep coming");
      }
      if (status == 413 || TOO_LARGE.matcher(String.valueOf(cause.getMessage())).find()) {
        return Form.tooLarge();
      }
      if (cause instanceof Error) {
        throw new IOException("a body could not be read", failure);
      }
      ofTheClient |= status != 0 || cause instanceof EOFException;
    }
    if (!ofTheClient) {
      throw new IOException("a body could not be read", failure);
    }
    return new ProblemException(Problem.INVALID_REQUEST, "the body must be " + what + ", whole");
  }
}

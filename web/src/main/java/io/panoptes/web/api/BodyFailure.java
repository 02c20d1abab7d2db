package io.panoptes.web.api;

import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** What is wrong with a body that the HTTP server could not read. */
final class BodyFailure {
  /** Jetty tells a body that is too large by its words alone. */
  private static final Pattern TOO_LARGE = Pattern.compile("(?i)max .*exceeded|too many|too large");

  private BodyFailure() {}

  /** Returns the problem that {@code failure} means. */
  static ProblemException of(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof TimeoutException) {
        return new ProblemException(
            Problem.REQUEST_TIMEOUT, "the body must keep coming: " + message);
      }
      int status = cause instanceof HttpException http ? http.getCode() : 0;
      if (status == 408) {
        return new ProblemException(
            Problem.REQUEST_TIMEOUT, "the body must keep coming: " + message);
      }
      if (status == 413 || TOO_LARGE.matcher(message).find()) {
        return Form.tooLarge();
      }
    }
    return new ProblemException(
        Problem.INVALID_REQUEST,
        "the body must be a whole multipart form: " + failure.getMessage());
  }
}

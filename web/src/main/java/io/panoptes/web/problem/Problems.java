package io.panoptes.web.problem;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.panoptes.encoder.command.UsageException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns all that handlers throw into problem documents: the one place that does. */
public final class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class.getName());

  private Problems() {}

  /** Has {@code routes} answer failures by problem documents. */
  public static void register(RoutesConfig routes) {
    routes.exception(ProblemException.class, (failure, context) -> answer(context, failure));
    routes.exception(
        UsageException.class,
        (failure, context) ->
            answer(
                context,
                new ProblemException(
                    Problem.INVALID_REQUEST, String.valueOf(failure.getMessage()))));
    routes.exception(
        HttpResponseException.class, (failure, context) -> answer(context, of(failure, context)));
    routes.exception(Exception.class, (failure, context) -> answer(context, unexpected(failure)));
  }

  /** Answers {@code context} by {@code failure}. */
  public static void answer(Context context, ProblemException failure) {
    failure.headers().forEach(context::header);
    context
        .status(failure.problem().status())
        .result(ProblemDocument.of(failure, context.path(), RequestId.of(context)))
        .contentType(ProblemDocument.MEDIA_TYPE)
        .header("Cache-Control", "no-store");
  }

  /** Returns what Javalin means: a path without a route, a method that a path does not have. */
  private static ProblemException of(HttpResponseException failure, Context context) {
    return switch (failure.getStatus()) {
      case 404 -> new ProblemException(Problem.NOT_FOUND, "there is nothing at " + context.path());
      case 405 -> {
        String allowed = failure.getDetails().getOrDefault("availableMethods", "").replace(" ", "");
        yield new ProblemException(
                Problem.METHOD_NOT_ALLOWED,
                context.path() + " answers " + allowed + ", got " + context.method())
            .withHeader("Allow", allowed);
      }
      case 413 -> new ProblemException(Problem.TOO_LARGE, String.valueOf(failure.getMessage()));
      default ->
          failure.getStatus() < 500
              ? new ProblemException(Problem.INVALID_REQUEST, String.valueOf(failure.getMessage()))
              : unexpected(failure);
    };
  }

  private static ProblemException unexpected(Exception failure) {
    LOG.log(Level.SEVERE, "a request failed", failure);
    return new ProblemException(
        Problem.INTERNAL_ERROR, "the server's log says more, under the request's id");
  }
}

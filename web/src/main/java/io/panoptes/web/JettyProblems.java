package io.panoptes.web;

import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemDocument;
import io.panoptes.web.problem.ProblemException;
import io.panoptes.web.problem.RequestId;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is wrong before any route is looked for: it is not HTTP, or too long, or too slow.
 */
final class JettyProblems extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ProblemException failure = of(response.getStatus(), message(request));
    String id = RequestId.from(request.getHeaders().get("X-Request-Id"));
    response.setStatus(failure.problem().status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE);
    response.getHeaders().put("X-Request-Id", id);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    if (failure.problem() == Problem.NOT_READY) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    String document = ProblemDocument.of(failure, instance(request), id);
    Content.Sink.write(response, true, document, callback);
    return true;
  }

  /** Jetty puts an address of its own for one that it cannot read. */
  private static String instance(Request request) {
    String path = request.getHttpURI().getPath();
    return path == null || path.equals("/badMessage") ? "" : path;
  }

  private static String message(Request request) {
    return request.getAttribute(ERROR_MESSAGE) instanceof String message
        ? message
        : "no more is known";
  }

  private static ProblemException of(int status, @Nullable String message) {
    Problem problem =
        switch (status) {
          case 404 -> Problem.NOT_FOUND;
          case 405 -> Problem.METHOD_NOT_ALLOWED;
          case 408 -> Problem.REQUEST_TIMEOUT;
          case 413, 414, 431 -> Problem.TOO_LARGE;
          case 503 -> Problem.NOT_READY;
          case 500 -> Problem.INTERNAL_ERROR;
          default -> Problem.INVALID_REQUEST; // among them 501 and 505: not HTTP/1.1
        };
    return new ProblemException(
        problem, "the request must be HTTP as this server takes it: " + message);
  }
}

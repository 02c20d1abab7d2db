package io.panoptes.web.api;

import io.javalin.config.RoutesConfig;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.web.encoding.PhotoEncoder;
import io.panoptes.web.encoding.QueueFullException;
import io.panoptes.web.encoding.TimedOutException;
import io.panoptes.web.operations.Health;
import io.panoptes.web.operations.Metrics;
import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import io.panoptes.web.problem.Problems;
import io.panoptes.web.security.Access;
import io.panoptes.web.security.Gate;
import java.time.Duration;

/** The JSON API: {@code openapi.json} says what each route takes and answers. */
public final class Api {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final CatalogueRoutes catalogue;

  /** Makes it. It closes nothing. */
  public Api(
      LiveCatalogue live,
      PhotoEncoder encoder,
      Limits limits,
      Gate gate,
      Health health,
      Metrics metrics,
      boolean isDemo) {
    this.catalogue = new CatalogueRoutes(live, gate, isDemo);
  }

  /** Adds the routes. */
  public void register(RoutesConfig routes) {
    routes.get("/api/v1/catalogue", catalogue::show, Access.READ);
    routes.exception(
        QueueFullException.class,
        (failure, context) ->
            Problems.answer(
                context,
                new ProblemException(
                        Problem.TOO_MANY_REQUESTS, String.valueOf(failure.getMessage()))
                    .withRetryAfter(failure.retryAfter())));
    routes.exception(
        TimedOutException.class,
        (failure, context) ->
            Problems.answer(
                context,
                new ProblemException(Problem.TIMED_OUT, String.valueOf(failure.getMessage()))
                    .withRetryAfter(SOON)));
  }
}

package io.panoptes.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.panoptes.indexer.edit.ObjectEditor;
import io.panoptes.indexer.failure.CatalogueBusyException;
import io.panoptes.indexer.failure.GenerationChangedException;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
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
import io.panoptes.web.security.Routes;
import java.time.Duration;

/** The JSON API: {@code openapi.json} says what each route takes and answers. */
public final class Api {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final RecognitionRoute recognitions;
  private final CatalogueRoutes catalogue;
  private final ObjectRoutes objects;
  private final ObjectWriteRoutes writes;

  /** Makes it. It closes nothing. */
  public Api(
      LiveCatalogue live,
      CatalogueFolder folder,
      ObjectEditor editor,
      PhotoEncoder encoder,
      Limits limits,
      Gate gate,
      Health health,
      Metrics metrics,
      boolean isDemo) {
    Bodies bodies = new Bodies();
    this.recognitions = new RecognitionRoute(live, encoder, bodies, limits, health, metrics);
    this.catalogue = new CatalogueRoutes(live, gate, isDemo);
    this.objects = new ObjectRoutes(live, folder, gate);
    this.writes = new ObjectWriteRoutes(live, editor, encoder, bodies, limits, health);
  }

  /** Adds the routes. */
  public void register(RoutesConfig routes) {
    routes.post("/api/v1/recognitions", recognitions::recognise, Access.READ);
    Routes.get(routes, "/api/v1/catalogue", catalogue::show, Access.READ);
    Routes.get(routes, "/api/v1/objects", objects::list, Access.READ);
    Routes.get(routes, "/api/v1/objects/{id}", objects::show, Access.READ);
    routes.put("/api/v1/objects/{id}", writes::put, Access.WRITE);
    routes.patch("/api/v1/objects/{id}", writes::patch, Access.WRITE);
    routes.delete("/api/v1/objects/{id}", writes::delete, Access.WRITE);
    Routes.get(routes, "/api/v1/objects/{id}/similar", objects::similar, Access.READ);
    Routes.get(routes, "/api/v1/objects/{id}/photos/{photo}", objects::photo, Access.READ);
    Routes.get(routes, "/openapi.json", OpenApiRoute::show, Access.OPEN);
    routes.exception(
        QueueFullException.class,
        (failure, context) ->
            refuse(
                context,
                Problem.TOO_MANY_REQUESTS,
                String.valueOf(failure.getMessage()),
                failure.retryAfter()));
    routes.exception(
        TimedOutException.class,
        (failure, context) ->
            refuse(context, Problem.TIMED_OUT, String.valueOf(failure.getMessage()), SOON));
    routes.exception(
        CatalogueBusyException.class,
        (_, context) ->
            refuse(context, Problem.BUSY, "another process is writing the catalogue", SOON));
    routes.exception(
        GenerationChangedException.class,
        (_, context) ->
            refuse(context, Problem.BUSY, "the catalogue is just going over to a new state", SOON));
  }

  private static void refuse(Context context, Problem problem, String why, Duration retryAfter) {
    Problems.answer(context, new ProblemException(problem, why).withRetryAfter(retryAfter));
  }
}

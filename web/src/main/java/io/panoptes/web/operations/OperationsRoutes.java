package io.panoptes.web.operations;

import io.javalin.config.RoutesConfig;
import io.panoptes.web.security.Access;
import io.panoptes.web.security.Routes;

/** What operators and their programs ask. */
public final class OperationsRoutes {
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private OperationsRoutes() {}

  /** Adds the routes. */
  public static void register(RoutesConfig routes, Health health, Metrics metrics) {
    Routes.get(
        routes,
        "/health/live",
        context -> context.contentType(JSON).result("{\"status\":\"up\"}"),
        Access.OPEN);
    Routes.get(
        routes,
        "/health/ready",
        context -> {
          health.requireReady();
          context.contentType(JSON).result("{\"status\":\"ready\"}");
        },
        Access.OPEN);
    Routes.get(
        routes,
        "/metrics",
        context -> context.contentType(PROMETHEUS).result(metrics.text()),
        Access.READ);
  }
}

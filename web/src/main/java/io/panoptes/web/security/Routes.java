package io.panoptes.web.security;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Adds routes that read. */
public final class Routes {
  private Routes() {}

  /** Adds {@code GET path}, and HEAD, which Javalin else answers by 200 whatever there is. */
  public static void get(RoutesConfig routes, String path, Handler handler, Access access) {
    routes.get(path, handler, access);
    routes.head(path, handler, access);
  }
}

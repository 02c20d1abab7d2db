package io.panoptes.web.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/** {@code GET /openapi.json}: what each route takes and answers; a test compares it with them. */
final class OpenApiRoute {
  private static final String DOCUMENT = "/io/panoptes/web/openapi.json";

  private OpenApiRoute() {}

  static void show(Context context) throws IOException {
    try (InputStream input = OpenApiRoute.class.getResourceAsStream(DOCUMENT)) {
      if (input == null) {
        throw new IllegalStateException("the build lacks " + DOCUMENT);
      }
      context
          .contentType("application/json")
          .header("Cache-Control", "no-cache")
          .result(input.readAllBytes());
    }
  }
}

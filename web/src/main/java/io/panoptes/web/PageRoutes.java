package io.panoptes.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import io.panoptes.web.security.Access;
import io.panoptes.web.security.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Serves the page: one document for all its addresses, and what it is made of. */
final class PageRoutes {
  private static final String FOLDER = "/io/panoptes/web/page";

  /** The addresses of the page. */
  static final List<String> PAGES = List.of("/", "/catalogue", "/objects/{id}", "/docs");

  private PageRoutes() {}

  /** Adds the page's routes. */
  static void register(JavalinConfig config) {
    byte[] document = resource(FOLDER + "/index.html");
    for (String page : PAGES) {
      Routes.get(config.routes, page, context -> answer(context, document), Access.OPEN);
    }
    config.staticFiles.add(files -> {
      files.hostedPath = "/assets";
      files.directory = FOLDER;
      files.location = Location.CLASSPATH;
      files.mimeTypes.add("application/manifest+json", "webmanifest");
      files.headers = Map.of("Cache-Control", "no-cache"); // asked again, and answered by 304
    });
  }

  private static void answer(Context context, byte[] document) {
    context
        .contentType("text/html; charset=utf-8")
        .header("Cache-Control", "no-cache")
        .result(document);
  }

  private static byte[] resource(String name) {
    try (InputStream input = PageRoutes.class.getResourceAsStream(name)) {
      if (input == null) {
        throw new IllegalStateException("the build lacks " + name);
      }
      return input.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("the build has a damaged " + name, e);
    }
  }
}

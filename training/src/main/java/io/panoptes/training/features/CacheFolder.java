package io.panoptes.training.features;

import java.nio.file.Path;
import java.util.Map;

/** Where features are kept unless somebody says otherwise. */
public final class CacheFolder {
  /** Names a folder for all that Panoptes caches. */
  public static final String VARIABLE = "PANOPTES_CACHE";

  private CacheFolder() {}

  /**
   * Returns the folder: below {@value #VARIABLE} if that is set, else below {@code XDG_CACHE_HOME}
   * (XDG Base Directory Specification 0.8, which takes absolute paths only), else below {@code
   * .cache} of the user's home.
   */
  public static Path of(Map<String, String> environment, Path home) {
    String ours = environment.get(VARIABLE);
    if (ours != null && !ours.isEmpty()) {
      return Path.of(ours).resolve("features");
    }
    String users = environment.get("XDG_CACHE_HOME");
    Path caches =
        users != null && Path.of(users).isAbsolute() ? Path.of(users) : home.resolve(".cache");
    return caches.resolve("panoptes").resolve("features");
  }
}

package io.panoptes.web.security;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names by which this server answers. A page elsewhere can have its own name point to this
 * machine (DNS rebinding); its requests then carry that name, and are refused. An address in digits
 * cannot be made to point elsewhere, and is served.
 */
final class HostNames {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\[[0-9a-f:.%]+]");
  private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

  private final Set<String> names = new HashSet<>(Set.of("localhost"));

  /** Makes one that knows {@code names}, beside {@code localhost} and addresses in digits. */
  HostNames(List<String> names) {
    names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
  }

  /** Returns whether this server answers by {@code host}, the value of a Host header. */
  boolean has(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
    return names.contains(name)
        || DIGITS.matcher(name).matches()
        || IN_BRACKETS.matcher(name).matches();
  }
}

package io.panoptes.web.security;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What each request passes before anything else looks at it: by which name it calls this server,
 * from where, and with whose key.
 */
public final class Gate {
  private static final String CALLER = "panoptes.caller";
  private static final String BEARER = "bearer ";
  private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD);

  private final Function<String, Optional<Caller>> keys;
  private final HostNames hosts;
  private final boolean isPrivate;

  /**
   * Makes one.
   *
   * @param keys says whose a key is
   * @param serverNames by which this server answers, beside {@code localhost} and addresses
   * @param isPrivate whether reading needs a key, too
   */
  public Gate(
      Function<String, Optional<Caller>> keys, List<String> serverNames, boolean isPrivate) {
    this.keys = keys;
    this.hosts = new HostNames(serverNames);
    this.isPrivate = isPrivate;
  }

  /** Lets a request in, or says by which rule not. To be called before all handlers. */
  public void checkOrigin(Context context) {
    String host = context.header("Host");
    if (!hosts.has(host)) {
      throw new ProblemException(
          Problem.MISDIRECTED,
          "this server answers by localhost, addresses and the names it was started with, got Host: "
              + host);
    }
    String origin = context.header("Origin");
    if (origin != null && !SAFE.contains(context.method()) && !isOf(origin, host)) {
      throw new ProblemException(
          Problem.FORBIDDEN, "pages of another origin may not call this server, got " + origin);
    }
  }

  private static boolean isOf(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && host != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Lets a request through to its route, or says what key it lacks. */
  public void checkKey(Context context) {
    Set<?> roles = context.routeRoles();
    if (!roles.contains(Access.READ) && !roles.contains(Access.WRITE)) {
      return; // whatever key is sent, none is needed
    }
    Optional<Caller> caller = presented(context);
    context.attribute(CALLER, caller.orElse(Caller.ANONYMOUS));
    if (roles.contains(Access.WRITE)) {
      Caller writer = caller.orElseThrow(() -> unauthorized("writing needs a key"));
      if (!writer.mayWrite()) {
        throw new ProblemException(
            Problem.FORBIDDEN, "the key " + writer.name() + " may read, and not write");
      }
    } else if (isPrivate && roles.contains(Access.READ) && caller.isEmpty()) {
      throw unauthorized("this server is private: reading needs a key");
    }
  }

  /** Returns who makes the request of {@code context}. */
  public static Caller caller(Context context) {
    Caller caller = context.attribute(CALLER);
    return caller == null ? Caller.ANONYMOUS : caller;
  }

  /** Returns whether reading needs a key. */
  public boolean isPrivate() {
    return isPrivate;
  }

  private Optional<Caller> presented(Context context) {
    String header = context.header("Authorization");
    if (header == null) {
      return Optional.empty();
    }
    if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw unauthorized("Authorization must be Bearer KEY");
    }
    return Optional.of(
        keys.apply(header.substring(BEARER.length()).strip())
            .orElseThrow(() -> unauthorized("nobody here has this key")));
  }

  private static ProblemException unauthorized(String why) {
    return new ProblemException(Problem.UNAUTHORIZED, why + ": send Authorization: Bearer KEY")
        .withHeader("WWW-Authenticate", "Bearer");
  }
}

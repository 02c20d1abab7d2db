package io.panoptes.web.operations;

import io.javalin.http.Context;
import io.panoptes.web.problem.RequestId;
import io.panoptes.web.security.Access;
import io.panoptes.web.security.Gate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** A line in the log for each write, done or refused: who, what, from where, with what end. */
public final class AuditLog {
  /** Its level is its own: nobody turns it off by wanting less talk. */
  private static final Logger LOG = Logger.getLogger("io.panoptes.audit");

  private static final Pattern UNSEEN = Pattern.compile("\\p{C}");

  static {
    LOG.setLevel(Level.INFO);
  }

  private AuditLog() {}

  /** Notes the request of {@code context}, which has been answered, if it was to write. */
  public static void note(Context context) {
    if (context.routeRoles().contains(Access.WRITE)) {
      LOG.info(() ->
          String.join(
              " ",
              Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), // the plain format has none
              context.method().name(),
              UNSEEN.matcher(context.path()).replaceAll("?"),
              "status=" + context.statusCode(),
              "caller=" + Gate.caller(context).name(),
              "from=" + context.ip(),
              "request=" + RequestId.of(context)));
    }
  }
}

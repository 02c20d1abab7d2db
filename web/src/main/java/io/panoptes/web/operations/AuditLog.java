package io.panoptes.web.operations;

import io.javalin.http.Context;
import io.panoptes.web.problem.RequestId;
import io.panoptes.web.security.Gate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * A line in the log for each write, done or refused: when, what, with what end, who, from where.
 */
public final class AuditLog {
  private static final String NAME = "io.panoptes.audit";
  private static final Set<String> WRITES = Set.of("PUT", "PATCH", "DELETE");
  private static final Pattern UNSEEN = Pattern.compile("\\p{C}");

  /**
   * No logger's: those are taken away as soon as a process is told to stop, and writes that end
   * after that are noted, too.
   */
  private static final Handler LINES = new ConsoleHandler();

  private AuditLog() {}

  static void use(Formatter format) {
    LINES.setFormatter(format);
  }

  /** Notes the request of {@code context}, which has been answered, if it was to write. */
  public static void note(Context context) {
    if (WRITES.contains(context.method().name())) {
      LogRecord line =
          new LogRecord(
              Level.INFO,
              String.join(
                  " ",
                  Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), // plain lines have none
                  context.method().name(),
                  UNSEEN.matcher(context.path()).replaceAll("?"),
                  "status=" + context.statusCode(),
                  "caller=" + Gate.caller(context).name(),
                  "from=" + context.ip(),
                  "request=" + RequestId.of(context)));
      line.setLoggerName(NAME);
      LINES.publish(line);
    }
  }
}

package io.panoptes.web.problem;

import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request is called in its answer and in the log: the caller's name for it, or a new one.
 */
public final class RequestId {
  private static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = "panoptes.request-id";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** Names the request of {@code context}; to be called before all handlers. */
  public static void assign(Context context) {
    String id = from(context.header(HEADER));
    context.attribute(ATTRIBUTE, id);
    context.header(HEADER, id);
  }

  /** Returns the caller's id if it is harmless, or a new one. */
  public static String from(@Nullable String asked) {
    return asked != null && PLAIN.matcher(asked).matches()
        ? asked
        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /** Returns the id of the request of {@code context}. */
  public static String of(Context context) {
    String id = context.attribute(ATTRIBUTE);
    return id == null ? "-" : id;
  }
}

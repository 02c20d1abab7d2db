package io.panoptes.search;

import io.panoptes.search.index.CatalogueException;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The failures in a row of something that is done over and over: each doubles how long it rests,
 * and what differs from the one before is logged. For one thread at a time.
 */
final class Setbacks {
  static final Duration LONGEST_REST = Duration.ofSeconds(30);
  private static final Logger LOG = Logger.getLogger(LiveCatalogue.class.getName());

  private final String what;
  private final Duration every;

  // Of the failures until now, none at first.
  private @Nullable String told;
  private Duration rest;
  private long since;

  /** Makes one of {@code what}, such as {@code "following c"}, done {@code every} so often. */
  Setbacks(String what, Duration every) {
    this.what = what;
    this.every = every;
    this.rest = every;
  }

  /** Returns whether it is to rest still at {@code now}, by {@link System#nanoTime}. */
  boolean isResting(long now) {
    return told != null && now - since < rest.toNanos();
  }

  /** Takes note that it failed at {@code now}. */
  void failed(IOException failure, long now) {
    String message = oneLine(failure);
    if (!message.equals(told)) {
      LOG.log(Level.WARNING, "{0} fails: {1}", new Object[] {what, message});
    }
    told = message;
    since = now;
    Duration twice = rest.multipliedBy(2);
    rest = twice.compareTo(LONGEST_REST) < 0 ? twice : longer(every, LONGEST_REST);
  }

  private static String oneLine(IOException failure) {
    String reason =
        failure instanceof CatalogueException
            ? String.valueOf(failure.getMessage())
            : failure.toString(); // others' messages may be a path alone
    return reason.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Takes note that it succeeded. */
  void succeeded() {
    if (told != null) {
      LOG.log(Level.WARNING, "{0} succeeds again", what);
    }
    told = null;
    rest = every;
  }
}

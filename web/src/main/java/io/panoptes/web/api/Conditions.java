package io.panoptes.web.api;

import io.javalin.http.Context;
import io.panoptes.indexer.edit.Condition;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the headers of a write ask to hold, and the tags that they name. */
final class Conditions {
  private static final String ANY = "*";
  private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([^\"]*)\"\\s*(?:,|$)");

  private Conditions() {}

  /** Returns the value of {@code ETag} for {@code object}. */
  static String tag(ObjectEntry object) {
    return '"' + object.tag() + '"';
  }

  /** Returns what must hold for a write. */
  static Condition of(Context context) {
    String match = context.header("If-Match");
    String noneMatch = context.header("If-None-Match");
    if (match != null && noneMatch != null) {
      throw new ProblemException(
          Problem.INVALID_REQUEST, "a write has If-Match or If-None-Match, got both");
    }
    if (noneMatch != null) {
      if (!noneMatch.strip().equals(ANY)) {
        throw new ProblemException(
            Problem.INVALID_REQUEST, "If-None-Match of a write must be *, got " + noneMatch);
      }
      return Condition.Presence.ABSENT;
    }
    if (match == null) {
      return Condition.Presence.ANY;
    }
    return match.strip().equals(ANY)
        ? Condition.Presence.PRESENT
        : new Condition.Tagged(strong(match));
  }

  /** Returns whether the caller of a read has what {@code tag} is of. */
  static boolean isKnown(Context context, String tag) {
    String known = context.header("If-None-Match");
    if (known == null) {
      return false;
    }
    Matcher matcher = TAG.matcher(known);
    boolean found = known.strip().equals(ANY);
    while (!found && matcher.find()) {
      found = tag.equals('"' + matcher.group(2) + '"'); // weak or not
    }
    return found;
  }

  /** Returns the tags that {@code match} names; weak ones promise too little for a write. */
  private static List<String> strong(String match) {
    List<String> tags = new ArrayList<>();
    Matcher matcher = TAG.matcher(match);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      if (matcher.group(1) == null) {
        tags.add(matcher.group(2));
      }
      end = matcher.end();
    }
    if (end != match.length() || end == 0) {
      throw new ProblemException(
          Problem.INVALID_REQUEST, "If-Match must be * or tags in quotes, got " + match);
    }
    return tags;
  }
}

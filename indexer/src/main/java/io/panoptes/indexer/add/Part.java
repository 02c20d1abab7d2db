package io.panoptes.indexer.add;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts into which objects are dealt by their ids, so that several processes may add
 * a part each. An object is in the same part whatever else there is.
 *
 * @param number from 1
 * @param parts how many parts there are
 */
public record Part(int number, int parts) {
  /** All objects. */
  public static final Part ALL = new Part(1, 1);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  public Part {
    if (number < 1 || number > parts) {
      throw new IllegalArgumentException(
          "a part must be I/N with I from 1 to N, got " + number + "/" + parts);
    }
  }

  /**
   * Returns the part that {@code text}, {@code I/N}, names.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static Part parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a part must be I/N, got " + text);
    }
    return new Part(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Returns whether the object {@code id} is in this part. */
  public boolean has(String id) {
    return Math.floorMod(id.hashCode(), parts) == number - 1;
  }
}

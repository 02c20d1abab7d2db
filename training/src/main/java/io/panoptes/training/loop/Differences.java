package io.panoptes.training.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What differs between two configurations, a line each. */
final class Differences {
  private Differences() {}

  /**
   * Returns lines such as {@code hyperparameters/views was 8, is 6}; objects are gone into, all
   * else is compared as it is printed, so that 1 and 1.0 differ but a float read back does not.
   */
  static List<String> between(JsonNode before, JsonNode now) {
    List<String> differences = new ArrayList<>();
    collect("", before, now, differences);
    return differences;
  }

  private static void collect(
      String place, JsonNode before, JsonNode now, List<String> differences) {
    if (!before.isObject() || !now.isObject()) {
      if (!before.toString().equals(now.toString())) {
        differences.add(place + " was " + text(before) + ", is " + text(now));
      }
      return;
    }
    Set<String> keys = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(keys::add);
    now.fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      collect(
          place.isEmpty() ? key : place + "/" + key, before.path(key), now.path(key), differences);
    }
  }

  private static String text(JsonNode node) {
    return node instanceof MissingNode ? "not there" : node.toString();
  }
}

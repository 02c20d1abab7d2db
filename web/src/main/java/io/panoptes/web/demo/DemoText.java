package io.panoptes.web.demo;

import io.panoptes.web.demo.DemoPhoto.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the demo prints of its answers. */
final class DemoText {
  private static final String IN_CATALOGUE = "Photos of things in the catalogue";
  private static final String NEW_OBJECT = "Not in the catalogue, though things of its kind are";
  private static final String NEW_KIND = "Not in the catalogue, nor anything of its kind";
  private static final List<String> HEADS = List.of("photo", "kind", "object", "");

  private DemoText() {}

  /**
   * Returns a table: a line a photo, by what the catalogue has of it.
   *
   * @param kinds that the catalogue has
   */
  static String table(List<DemoAnswer> answers, Set<String> kinds) {
    Map<String, List<List<String>>> sections = new LinkedHashMap<>();
    for (String heading : List.of(IN_CATALOGUE, NEW_OBJECT, NEW_KIND)) {
      sections.put(heading, new ArrayList<>());
    }
    List<List<String>> all = new ArrayList<>(List.of(HEADS));
    for (DemoAnswer answer : answers) {
      sections.computeIfAbsent(heading(answer, kinds), _ -> new ArrayList<>()).add(answer.cells());
      all.add(answer.cells());
    }
    int[] widths = new int[HEADS.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    sections.forEach((heading, rows) -> {
      if (!rows.isEmpty()) {
        text.append(heading).append('\n');
        append(text, HEADS, widths);
        rows.forEach(row -> append(text, row, widths));
        text.append('\n');
      }
    });
    return text.toString();
  }

  private static String heading(DemoAnswer answer, Set<String> kinds) {
    return switch (answer.photo().truth()) {
      case Truth.InCatalogue _ -> IN_CATALOGUE;
      case Truth.Stranger stranger -> kinds.contains(stranger.kind()) ? NEW_OBJECT : NEW_KIND;
    };
  }

  private static void append(StringBuilder text, List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append("  ").append(row.get(i)).repeat(' ', widths[i] - row.get(i).length());
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  /** Returns the score, a line for photos of things in the catalogue and one for strangers. */
  static String score(List<DemoAnswer> answers) {
    int queries = 0;
    int first = 0;
    int sure = 0;
    int strangers = 0;
    int honest = 0;
    for (DemoAnswer answer : answers) {
      switch (answer.photo().truth()) {
        case Truth.InCatalogue _ -> {
          queries++;
          first += answer.isRight() ? 1 : 0;
          sure += answer.isRight() && answer.isSure() ? 1 : 0;
        }
        case Truth.Stranger _ -> {
          strangers++;
          honest += answer.isRight() ? 1 : 0;
        }
      }
    }
    return String.format(
        Locale.ROOT,
        """
        %d of %d photos named the right object first, %d of them for sure.
        %d of %d strangers were not taken for something else.
        """,
        first,
        queries,
        sure,
        honest,
        strangers);
  }
}

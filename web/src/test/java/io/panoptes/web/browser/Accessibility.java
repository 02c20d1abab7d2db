package io.panoptes.web.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core finds wrong with a page, for those who cannot see it or use no pointer. */
final class Accessibility {
  private static final String FIND =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, {resultTypes: ['violations']}).then(
        ({violations}) => done(violations.map(({id, help, nodes}) =>
          `${id}: ${help}: ${nodes.map(({html, failureSummary}) => html.slice(0, 160) + ' ' + failureSummary).join(' | ')}`)),
        (error) => done([String(error)]));
      """;

  private Accessibility() {}

  /** Returns a line for each rule that the page breaks. */
  static List<String> violations(Browser browser) throws IOException {
    browser.script(axe());
    return ((List<?>) browser.later(FIND)).stream().map(String::valueOf).toList();
  }

  private static String axe() throws IOException {
    try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      if (script == null) {
        throw new IOException("axe-core is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package io.panoptes.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the page's files without a browser. */
class PageFilesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("panoptes.root"))
          .resolve("web/src/main/resources/io/panoptes/web/page");
  private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|export) .*from '([^']+)'");
  private static final Pattern PRELOADED =
      Pattern.compile("modulepreload\" href=\"/assets/([^\"]+)");

  @Test
  void theDocumentPreloadsEachModule_soThatTheyComeAtOnceAndNotOneAfterTheOther()
      throws IOException {
    List<String> modules = files(".js").stream().filter(name -> !name.equals("app.js")).toList();

    assertThat(found(PRELOADED, read("index.html"))).containsExactlyElementsOf(modules);
  }

  @Test
  void whatAModuleImports_isThere() throws IOException {
    for (String module : files(".js")) {
      Path file = FOLDER.resolve(module);
      for (String imported : found(IMPORT, read(module))) {
        assertThat(file.resolveSibling(imported).normalize()).as(module).isRegularFile();
      }
    }
  }

  @Test
  void theDocumentHasNoScriptsOrStylesOfItsOwn_whichThePolicyForbids() throws IOException {
    assertThat(read("index.html"))
        .doesNotContain("<style", " style=", "<script>")
        .doesNotContainPattern("\\son[a-z]+=");
  }

  @Test
  void nothingComesFromElsewhere() throws IOException {
    Pattern foreign =
        Pattern.compile("https?://(?!www\\.w3\\.org/2000/svg|127\\.0\\.0\\.1)[^'\"\\s]+");
    for (String name : files("")) {
      assertThat(found(foreign, read(name))).as(name).isEmpty();
    }
  }

  private static List<String> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.groupCount() > 0 ? match.group(1) : match.group())
        .toList();
  }

  private static String read(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }
}

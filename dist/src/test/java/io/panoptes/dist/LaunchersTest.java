package io.panoptes.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launchers as a user calls them. The first call builds, if the sources are newer than the last
 * build for the launchers: in folders of its own, so that the build this test runs in is not
 * touched.
 */
@DisabledOnOs(OS.WINDOWS) // what is tested are shell scripts
class LaunchersTest {
  private static final Path BIN = Path.of(System.getProperty("panoptes.root"), "bin");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"demo", "indexer", "search", "training", "web"})
  void help_goesToStandardOutput(String command) throws Exception {
    var call = call(BIN.resolve(command), "--help");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out()).contains("--help", "--version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "indexer", "search", "training", "web"})
  void unknownOption_isWrongUsage(String command) throws Exception {
    var call = call(BIN.resolve(command), "--no-such-option");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("--help").doesNotContain("\tat ");
  }

  @Test
  void demo_namesTheRightObjectFirst_andTakesStrangersForNone() throws Exception {
    var call = call(BIN.resolve("demo"), "--once", "--index", folder + "/catalogue");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out())
        .startsWith("Catalogue: 48 objects, 384 photos")
        .doesNotContain("left out");
    assertThat(lines(call, ".jpg  ")).hasSize(26);
    assertThat(lines(call, " of 24 photos named the right object first"))
        .singleElement()
        .matches(line -> Integer.parseInt(line.substring(0, line.indexOf(' '))) >= 23);
    assertThat(lines(call, "stool-1168.jpg ")).singleElement().asString().endsWith(" right");
    assertThat(lines(call, "deer-1014.jpg ")).singleElement().asString().endsWith(" right");
  }

  private static List<String> lines(Call call, String with) {
    return call.out().lines().filter(line -> line.contains(with)).toList();
  }

  @Test
  void benchmark_isFoundByItsClass() throws Exception {
    var call = call(BIN.resolve("benchmark"), "RecognitionTable", "--help");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out()).contains("--data", "--model");
    assertThat(call(BIN.resolve("benchmark")).status()).isEqualTo(2);
  }

  @Test
  void link_fromAnotherFolder_leadsToTheLauncher() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("a search"), BIN.resolve("search"));

    assertThat(call(link, "--help").status()).isZero();
    Files.delete(link);
  }

  /** Runs in an empty folder, with a JAVA_HOME that leads nowhere. */
  private Call call(Path command, String... arguments) throws Exception {
    var line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    var environment = new HashMap<>(System.getenv());
    environment.put("JAVA_HOME", folder.resolve("no JDK").toString());
    environment.put(
        "MAVEN_ARGS", "-Dmaven.repo.local=" + System.getProperty("panoptes.repository"));
    return Call.run(folder, environment, line);
  }
}

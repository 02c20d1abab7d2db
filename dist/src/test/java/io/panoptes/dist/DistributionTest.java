package io.panoptes.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive, unpacked into a folder with a space in its name, by somebody who has no JDK and an
 * empty home.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64") // the one platform that has an archive
class DistributionTest {
  private static final Path ARCHIVE = Path.of(System.getProperty("panoptes.archive"));
  private static final List<String> TOOLS = List.of("sh", "dirname", "readlink");
  private static final Pattern VERSION = Pattern.compile("-\\d.*");

  @TempDir private static Path folder;
  private static Path panoptes;

  @BeforeAll
  static void unpack() throws Exception {
    Path place = Files.createDirectory(folder.resolve("a folder"));
    var tar = Call.run(place, System.getenv(), List.of("tar", "-xzf", ARCHIVE.toString()));
    assertThat(tar.status()).as(tar.err()).isZero();
    panoptes = place.resolve(ARCHIVE.getFileName().toString().replace(".tar.gz", ""));
    Files.createDirectory(home());
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
  }

  @AfterAll
  static void nothingWasWrittenToTheHomeFolder() throws IOException {
    for (String tool : TOOLS) {
      Files.delete(folder.resolve("tools").resolve(tool));
    }
    try (Stream<Path> files = Files.list(home())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aFolderIsAdded_andAnObjectOfItRecognised() throws Exception {
    String index = folder.resolve("catalogue").toString();
    Path objects = panoptes.resolve("demo/catalogue/armchair");

    var added = call("indexer", "add", "--object-dir", objects.toString(), "--index", index);
    var answer = call("search", panoptes + "/demo/queries/armchair-1099.jpg", "--index", index);

    assertThat(added.status()).as(added.err()).isZero();
    assertThat(answer.status()).as(answer.err()).isZero();
    assertThat(answer.out()).containsPattern("object +known +armchair-1099");
  }

  @Test
  void aServerOfANewCatalogue_isReady_andStopsWhenAsked() throws Exception {
    var builder =
        new ProcessBuilder(line("web", "--port", "0", "--index", folder.resolve("new").toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(environment(""));
    Process server = builder.start();
    try (BufferedReader out =
            new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
        HttpClient client = HttpClient.newHttpClient()) {
      URI ready = URI.create(out.readLine()).resolve("/health/ready");

      assertThat(client.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString()).body())
          .contains("ready");
      server.destroy();
      assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(server.exitValue()).isEqualTo(143);
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void theArchiveOfClasses_holdsAfterAMove() throws Exception {
    var call = call(environment("-Xshare:on"), "search", "--version");

    assertThat(call.status()).as(call.err()).isZero();
  }

  @Test
  void everyLibrary_isCreditedWithItsLicence() throws IOException {
    String credits = Files.readString(panoptes.resolve("THIRD-PARTY.md"));
    List<String> missing;
    try (Stream<Path> libraries = Files.list(panoptes.resolve("lib"))) {
      missing =
          libraries
              .map(library -> library.getFileName().toString())
              .filter(name -> name.endsWith(".jar") && !name.contains(ownVersion()))
              .map(name -> VERSION.matcher(name).replaceFirst(""))
              .filter(name -> !isCredited(name, credits))
              .toList();
    }
    assertThat(missing).isEmpty();
  }

  /** By its name, or by a family's: {@code jetty-*}. */
  private static boolean isCredited(String name, String credits) {
    for (int end = name.indexOf('-'); end > 0; end = name.indexOf('-', end + 1)) {
      if (credits.contains("`" + name.substring(0, end) + "-*`")) {
        return true;
      }
    }
    return credits.contains("`" + name + "`");
  }

  /** Returns the end of the names of Panoptes' own jars. */
  private static String ownVersion() {
    return panoptes.getFileName().toString().replaceFirst("panoptes(-.*)-linux-x86_64", "$1.jar");
  }

  private static Path home() {
    return folder.resolve("home");
  }

  private static Call call(String... command) throws Exception {
    return call(environment(""), command);
  }

  private static Call call(Map<String, String> environment, String... command) throws Exception {
    return Call.run(folder, environment, line(command));
  }

  private static List<String> line(String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    line.set(0, panoptes.resolve("bin").resolve(command[0]).toString());
    return line;
  }

  private static Map<String, String> environment(String javaOptions) {
    return Map.of(
        "HOME", home().toString(),
        "PATH", folder.resolve("tools").toString(),
        "PANOPTES_JAVA_OPTS", javaOptions);
  }
}

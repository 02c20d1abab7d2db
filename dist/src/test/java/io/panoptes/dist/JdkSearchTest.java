package io.panoptes.dist;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/find-jdk}, on folders that look like JDKs. */
@DisabledOnOs(OS.WINDOWS) // what is tested is a shell script
class JdkSearchTest {
  private static final Path ROOT = Path.of(System.getProperty("panoptes.root"));

  @TempDir private Path folder;

  @Test
  void javaHomeOfAnOlderJdk_isPassedOver() throws Exception {
    Path old = jdk("usual/jdk-17", "17.0.15");
    Path wanted = jdk("usual/jdk-25", "25.0.3");

    assertThat(search(Map.of("JAVA_HOME", old.toString())).out()).isEqualTo(wanted + "\n");
  }

  @Test
  void javaHome_goesBeforePath_andPathBeforeTheUsualFolders() throws Exception {
    jdk("usual/a", "25");
    Path onPath = jdk("on path", "25.0.1");
    Path home = jdk("home", "25.0.2");
    var path = Map.of("PATH", onPath.resolve("bin") + ":/usr/bin:/bin");

    assertThat(search(path).out()).isEqualTo(onPath + "\n");
    var both = new HashMap<>(path);
    both.put("JAVA_HOME", home.toString());
    assertThat(search(both).out()).isEqualTo(home + "\n");
  }

  @Test
  void linkOnPath_leadsToItsJdk() throws Exception {
    Path jdk = jdk("elsewhere/jdk", "25.0.3");
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("javac"), jdk.resolve("bin/javac"));

    assertThat(search(Map.of("PATH", bin + ":/usr/bin:/bin")).out()).isEqualTo(jdk + "\n");
  }

  @Test
  void newerJdk_isTakenOnlyWhereThereIsNone25() throws Exception {
    Path newer = jdk("usual/a newer", "27-ea");
    assertThat(search(Map.of()).out()).isEqualTo(newer + "\n");

    Path wanted = jdk("usual/b", "25.0.3");
    assertThat(search(Map.of()).out()).isEqualTo(wanted + "\n");
  }

  @Test
  void runtimeWithoutCompiler_isPassedOver() throws Exception {
    Path runtime = jdk("usual/jre", "25.0.3");
    Files.delete(runtime.resolve("bin/javac"));

    assertThat(search(Map.of()).status()).isEqualTo(1);
  }

  @Test
  void none_saysInOneLineWhatToInstall() throws Exception {
    jdk("usual/jdk-17", "17.0.15");

    var call = search(Map.of("JAVA_HOME", folder.resolve("usual/jdk-17").toString()));

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines()).singleElement().asString().contains("JDK 25", "install");
  }

  @Test
  void none_endsMavenAndLaunchersWithThatLineAlone() throws Exception {
    for (String command : List.of("mvnw", "bin/search")) {
      var call = run(Map.of(), List.of(ROOT.resolve(command).toString(), "--help"));

      assertThat(call.status()).as(command).isEqualTo(1);
      assertThat(call.err().lines()).as(command).singleElement().asString().contains("JDK 25");
    }
  }

  /** Makes a folder with all that the search looks at. */
  private Path jdk(String name, String version) throws IOException {
    Path home = folder.toRealPath().resolve(name);
    Files.createDirectories(home.resolve("bin"));
    executable(home.resolve("bin/javac"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"N\"\nJAVA_VERSION=\"" + version + "\"\nOS=\"O\"\n");
    return home;
  }

  private Call search(Map<String, String> environment) throws Exception {
    return run(environment, List.of("sh", ROOT.resolve("bin/find-jdk").toString()));
  }

  /** Runs with a PATH on which files of no JDK hide the machine's own java. */
  private Call run(Map<String, String> environment, List<String> command) throws Exception {
    Path hiding = Files.createDirectories(folder.resolve("hiding/bin"));
    for (String tool : List.of("java", "javac")) {
      if (!Files.exists(hiding.resolve(tool))) {
        executable(hiding.resolve(tool));
      }
    }
    var all = new HashMap<String, String>();
    all.put("PANOPTES_JDK_DIRS", folder.toRealPath().resolve("usual").toString());
    all.put("PATH", hiding + ":/usr/bin:/bin");
    all.putAll(environment);
    return Call.run(folder, all, command);
  }

  private static void executable(Path file) throws IOException {
    Files.createFile(file, PosixFilePermissions.asFileAttribute(fromString("rwxr-xr-x")));
  }
}

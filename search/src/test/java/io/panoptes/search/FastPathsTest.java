package io.panoptes.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FastPathsTest {
  /** What the JVMs that this test starts run. */
  static final class Check {
    private Check() {}

    public static void main(String... arguments) {
      try {
        FastPaths.require();
        System.out.println("fast");
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void thisJvm_asTestsAreRun_isFast() {
    assertThatCode(FastPaths::require).doesNotThrowAnyException();
  }

  @Test
  void jvmWithTheVectorModule_isFast() throws IOException, InterruptedException {
    assertThat(check("--add-modules", "jdk.incubator.vector")).contains("fast");
  }

  @Test
  void jvmWithoutTheVectorModule_isToldWhichFlagIsMissing()
      throws IOException, InterruptedException {
    assertThat(check())
        .contains(
            "this JVM compares vectors slowly: start it with --add-modules jdk.incubator.vector,"
                + " as the launchers in bin do");
  }

  @Test
  void jvmWithoutItsCompiler_isToldWhatItMustBe() throws IOException, InterruptedException {
    assertThat(check("--add-modules", "jdk.incubator.vector", "-XX:TieredStopAtLevel=1"))
        .contains("with the C2 compiler on");
  }

  private static String check(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Check.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }
}

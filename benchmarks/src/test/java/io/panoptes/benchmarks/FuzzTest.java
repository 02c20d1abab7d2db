package io.panoptes.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ten thousand calls by {@code benchmarks/fuzz/run}, which needs Python and, once, PyPI. */
@Tag("long")
@DisabledOnOs(OS.WINDOWS) // it is a shell script
class FuzzTest {
  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void noCallIsAnsweredOtherwiseThanDescribed() throws Exception {
    Process fuzz =
        new ProcessBuilder(
                Path.of(System.getProperty("panoptes.root"), "benchmarks/fuzz/run").toString(),
                "10000",
                "1")
            .inheritIO()
            .start();

    assertThat(fuzz.waitFor()).as("its exit status; what it found is printed").isZero();
  }
}

package io.panoptes.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What came of a command that ran as a process of its own. */
record Call(int status, String out, String err) {

  /**
   * Runs {@code command} in {@code folder} with exactly these environment variables and waits for
   * its end, ten minutes at most.
   */
  static Call run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile("call", ".err");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.start();
      var out = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(command + " did not end within ten minutes");
      }
      return new Call(process.exitValue(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}

package io.panoptes.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server as its users start it, {@code bin/web}, in a process of its own on a free port. Closing
 * ends it.
 */
final class ServerProcess implements AutoCloseable {
  /** The repository. */
  static final Path HOME =
      Path.of(System.getProperty("panoptes.home", System.getProperty("panoptes.root", ".")));

  private static final Duration END = Duration.ofMinutes(1);

  private final Process process;
  private final URI address;
  private final Duration ready;

  private ServerProcess(Process process, URI address, Duration ready) {
    this.process = process;
    this.address = address;
    this.ready = ready;
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param catalogue its folder
   * @param javaOptions beside those of the launcher, parted by spaces
   */
  static ServerProcess start(Path catalogue, String javaOptions)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                HOME.resolve("bin/web").toString(),
                "--quiet",
                "--port",
                "0",
                "--index",
                catalogue.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PANOPTES_JAVA_OPTS", javaOptions);
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      BufferedReader out =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      String line = out.readLine();
      if (line == null) {
        throw new IOException("bin/web ended with status " + process.waitFor());
      }
      URI address = URI.create(line);
      try (RecognitionClient client = new RecognitionClient(address)) {
        while (!client.isReady()) {
          Thread.onSpinWait();
        }
      }
      return new ServerProcess(process, address, Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Makes a catalogue of all of the demo's objects, by {@code bin/indexer}. */
  static Path demoCatalogue(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    HOME.resolve("bin/indexer").toString(),
                    "add",
                    "--quiet",
                    "--object-dir",
                    HOME.resolve("demo/catalogue").toString(),
                    "--index",
                    folder.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("bin/indexer ended with status " + process.exitValue());
    }
    return folder;
  }

  /** Returns the page's address, with its key. */
  URI address() {
    return address;
  }

  /** Returns how long it took from the start of the launcher to the first answer "ready". */
  Duration ready() {
    return ready;
  }

  /** Returns how much memory is resident, native memory and mapped files included, in MB. */
  double resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
      }
    }
    throw new IOException("a process must have VmRSS: measured on Linux only");
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("bin/web did not end within " + END);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package io.panoptes.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A {@link FakeWeb} at work: a real process, which a test may kill for real. Closing kills it. */
final class WebProcess implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;
  private final HttpClient client = HttpClient.newHttpClient();

  private WebProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts one, on a free port.
   *
   * @param temp takes what it prints; its {@code model} is that of a new catalogue
   */
  static WebProcess start(Path temp, String... arguments) throws IOException {
    return start(temp, Map.of(), arguments);
  }

  /** Does so with these variables in its environment. */
  static WebProcess start(Path temp, Map<String, String> environment, String... arguments)
      throws IOException {
    Path out = Files.createTempFile(temp, "web", ".out");
    Path err = Files.createTempFile(temp, "web", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true"));
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FakeWeb.class.getName());
    command.add(temp.resolve("model").toString());
    if (!List.of(arguments).contains("--port")) {
      command.addAll(List.of("--port", "0"));
    }
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    return new WebProcess(process, out, err);
  }

  /** Waits until it has printed its address, and returns it; empty if it has ended before. */
  String address() throws IOException {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(out).contains("\n") || !process.isAlive());
    return Files.readString(out).lines().reduce("", (_, last) -> last);
  }

  /** Asks it, with its own key; returns null once it is dead. */
  @Nullable HttpResponse<String> ask(String method, String path, MultipartBody body)
      throws IOException, InterruptedException {
    String[] address = address().split("\\?key=", 2);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address[0]).resolve(path))
            .header("Authorization", "Bearer " + address[1])
            .header("Content-Type", body.type())
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body.bytes()))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      if (process.isAlive()) {
        boolean _ = process.waitFor(10, TimeUnit.SECONDS); // it may be dying
      }
      if (process.isAlive()) {
        throw e;
      }
      return null;
    }
  }

  /** Kills it, as {@code kill -9} does. */
  void kill() throws InterruptedException {
    int _ = process.destroyForcibly().waitFor();
  }

  /** Ends it as service managers do, and returns its exit status. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  /** Waits until it has ended by itself, and returns its exit status. */
  int status() throws InterruptedException {
    return process.waitFor();
  }

  /** Returns what it printed to standard error. */
  String errors() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    client.close();
    process.destroyForcibly();
  }
}

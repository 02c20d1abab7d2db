package io.panoptes.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** A Chromium that is told what to do by its DevTools protocol. Closing ends it. */
final class Chromium implements AutoCloseable, WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final HttpClient http;
  private final String port;
  private final BlockingQueue<JsonNode> answers = new ArrayBlockingQueue<>(100);
  private final StringBuilder part = new StringBuilder();
  private int calls;

  private Chromium(Process process, HttpClient http, String port) {
    this.process = process;
    this.http = http;
    this.port = port;
  }

  /** Starts {@code chromium}, a command, which keeps what it needs in {@code profile}. */
  static Chromium start(String chromium, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                chromium,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    while (!Files.exists(port) || Files.size(port) == 0) {
      if (!process.isAlive()) {
        throw new IOException(chromium + " ended with status " + process.exitValue());
      }
      Thread.onSpinWait();
    }
    return new Chromium(process, HttpClient.newHttpClient(), Files.readAllLines(port).getFirst());
  }

  /** Opens {@code address} in a new tab without cache, and returns what {@code script} does. */
  JsonNode open(URI address, String script)
      throws IOException, InterruptedException, ExecutionException {
    JsonNode tab =
        JSON.readTree(
            http.send(
                    HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build(),
                    BodyHandlers.ofString())
                .body());
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(tab.get("webSocketDebuggerUrl").textValue()), this)
            .get();
    call(socket, "Network.enable", "{}");
    call(socket, "Network.setCacheDisabled", "{\"cacheDisabled\":true}");
    call(
        socket, "Page.navigate", JSON.createObjectNode().put("url", address.toString()).toString());
    JsonNode answer =
        call(
            socket,
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", script)
                .put("awaitPromise", true)
                .put("returnByValue", true)
                .toString());
    socket.abort();
    return answer.at("/result/result/value");
  }

  private JsonNode call(WebSocket socket, String method, String parameters)
      throws InterruptedException, ExecutionException {
    int id = ++calls;
    socket
        .sendText(
            "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
        .get();
    while (true) {
      JsonNode answer = answers.take();
      if (answer.path("id").asInt() == id) {
        return answer;
      }
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      try {
        JsonNode message = JSON.readTree(part.toString());
        if (message.has("id")) {
          answers.add(message);
        }
      } catch (IOException e) {
        throw new IllegalStateException("DevTools speaks JSON", e);
      }
      part.setLength(0);
    }
    socket.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    process.destroy();
    http.close();
  }
}

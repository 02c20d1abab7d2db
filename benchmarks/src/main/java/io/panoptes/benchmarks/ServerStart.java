package io.panoptes.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.lucene.util.IOUtils;

/**
 * How long a server takes to be ready, from the start of {@code bin/web} to the first answer of
 * {@code /health/ready} that says so, and how much memory it takes: when it has started, after a
 * thousand recognitions by sixteen clients, and a while later. On the demo's catalogue.
 *
 * <pre>
 * bin/benchmark ServerStart [STARTS]
 * </pre>
 */
public final class ServerStart {
  private static final int CLIENTS = 16;
  private static final int PHOTOS = 1000;
  private static final Duration IDLE = Duration.ofMinutes(1);

  private ServerStart() {}

  /** Measures. */
  public static void main(String... arguments)
      throws IOException, InterruptedException, ExecutionException {
    int starts = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
    Path scratch = Files.createTempDirectory("server-start");
    try {
      Path catalogue = ServerProcess.demoCatalogue(scratch.resolve("catalogue"));
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < starts; i++) {
        try (ServerProcess server = ServerProcess.start(catalogue, "")) {
          seconds.add(server.ready().toNanos() / 1e9);
        }
      }
      Markdown.machine();
      System.out.printf(
          Locale.ROOT,
          "ready after %.2f s (median of %d, %.2f to %.2f)%n",
          seconds.stream().sorted().toList().get(starts / 2),
          starts,
          seconds.stream().min(Double::compare).orElseThrow(),
          seconds.stream().max(Double::compare).orElseThrow());
      memory(catalogue);
    } finally {
      IOUtils.rm(scratch);
    }
  }

  private static void memory(Path catalogue)
      throws IOException, InterruptedException, ExecutionException {
    try (ServerProcess server = ServerProcess.start(catalogue, "");
        RecognitionClient client = new RecognitionClient(server.address())) {
      Thread.sleep(IDLE); // what is measured is a server that has nothing to do
      double fresh = server.resident();
      ask(client, FreshPhotos.ofDemo());
      double busy = server.resident();
      Thread.sleep(IDLE);
      System.out.printf(
          Locale.ROOT,
          "resident: %.0f MB idle after the start, %.0f MB after %d recognitions, %.0f MB idle a"
              + " minute later%n",
          fresh,
          busy,
          PHOTOS,
          server.resident());
    }
  }

  private static void ask(RecognitionClient client, FreshPhotos photos)
      throws InterruptedException, ExecutionException {
    try (ExecutorService executor = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Boolean>> answers =
          IntStream.range(0, PHOTOS)
              .mapToObj(_ ->
                  executor.submit(() -> {
                    client.recognise(photos.next());
                    return true;
                  }))
              .toList();
      for (Future<Boolean> answer : answers) {
        var _ = answer.get();
      }
    }
  }
}

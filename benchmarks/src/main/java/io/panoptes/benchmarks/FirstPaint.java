package io.panoptes.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.lucene.util.IOUtils;

/**
 * How long it takes from opening the page's address until there is something to see, and until the
 * largest part of it is there: in a headless Chromium, by its own clock, on loopback, with an empty
 * cache each time.
 *
 * <pre>
 * bin/benchmark FirstPaint [CHROMIUM]
 * </pre>
 */
public final class FirstPaint {
  private static final int OPENINGS = 11;

  /** Answers once the page has been quiet for a while after its load. */
  private static final String PAINTS =
      """
      new Promise(done => {
        let largest = 0;
        new PerformanceObserver(list => list.getEntries().forEach(each => largest = each.startTime))
            .observe({type: 'largest-contentful-paint', buffered: true});
        setTimeout(() => done([
          performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1, largest]), 1500);
      })
      """;

  private FirstPaint() {}

  /** Measures. */
  public static void main(String... arguments)
      throws IOException, InterruptedException, ExecutionException {
    String chromium = arguments.length == 0 ? "chromium" : arguments[0];
    Path scratch = Files.createTempDirectory("first-paint");
    Path catalogue = ServerProcess.demoCatalogue(scratch.resolve("catalogue"));
    try (ServerProcess server = ServerProcess.start(catalogue, "");
        Chromium browser = Chromium.start(chromium, scratch.resolve("profile"))) {
      List<Double> first = new ArrayList<>();
      List<Double> largest = new ArrayList<>();
      for (int i = 0; i < OPENINGS; i++) {
        JsonNode paints = browser.open(server.address(), PAINTS);
        first.add(paints.get(0).asDouble());
        largest.add(paints.get(1).asDouble());
      }
      Markdown.machine();
      print("first contentful paint", first);
      print("largest contentful paint", largest);
    } finally {
      IOUtils.rm(scratch);
    }
  }

  private static void print(String what, List<Double> milliseconds) {
    List<Double> sorted = milliseconds.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f ms (median of %d, %.0f to %.0f)%n",
        what,
        sorted.get(OPENINGS / 2),
        OPENINGS,
        sorted.getFirst(),
        sorted.getLast());
  }
}

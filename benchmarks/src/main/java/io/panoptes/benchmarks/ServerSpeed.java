package io.panoptes.benchmarks;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.util.IOUtils;

/**
 * What a server adds to decoding and encoding: for one client the time, for sixteen the photos a
 * second. It starts {@code bin/web} in a process of its own, and does the same without a server in
 * this one, by turns, so that whatever else the machine does meets both. No photo is asked twice.
 *
 * <pre>
 * bin/benchmark ServerSpeed [ROUNDS]
 * </pre>
 *
 * <p>Clients and server share the cores: the clients' part is in the server's figures.
 */
public final class ServerSpeed {
  private static final int CLIENTS = 16;
  private static final int BATCH = 4; // as the server's
  private static final int WARM_UP = 160;
  private static final int KNOWN = 3000; // requests that need no network, for the JIT compilers
  private static final int ONE_BY_ONE = 20; // photos of one client, a round
  private static final int TOGETHER = 160; // photos of all clients, a round

  private final FreshPhotos photos;
  private final PhotoReader reader = new PhotoReader();
  private final Encoder encoder;
  private final RecognitionClient client;
  private final int cores = Runtime.getRuntime().availableProcessors();

  private ServerSpeed(FreshPhotos photos, Encoder encoder, RecognitionClient client) {
    this.photos = photos;
    this.encoder = encoder;
    this.client = client;
  }

  /** Measures. */
  public static void main(String... arguments)
      throws IOException, InterruptedException, ExecutionException {
    FeatureExtractor.computeOnCallingThread();
    int rounds = arguments.length == 0 ? 9 : Integer.parseInt(arguments[0]);
    Path scratch = Files.createTempDirectory("server-speed");
    Path catalogue = ServerProcess.demoCatalogue(scratch.resolve("catalogue"));
    try (Encoder encoder = ModelFolder.open(ServerProcess.HOME.resolve("models/general")).load();
        ServerProcess server = ServerProcess.start(catalogue, "");
        RecognitionClient client = new RecognitionClient(server.address())) {
      new ServerSpeed(FreshPhotos.ofDemo(), encoder, client).measure(rounds);
    } finally {
      IOUtils.rm(scratch);
    }
  }

  private void measure(int rounds) throws IOException, InterruptedException, ExecutionException {
    byte[] known = photos.next();
    for (int i = 0; i < KNOWN; i++) {
      client.recognise(known);
    }
    double _ = photosASecond(CLIENTS, WARM_UP, this::ask);
    double _ = photosASecond(cores, WARM_UP, this::encode);
    List<Double> alone = new ArrayList<>();
    List<Double> served = new ArrayList<>();
    List<Double> aloneTogether = new ArrayList<>();
    List<Double> servedTogether = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < ONE_BY_ONE; i++) {
        alone.add(milliseconds(this::encode));
        served.add(milliseconds(this::ask));
      }
      aloneTogether.add(photosASecond(cores, TOGETHER, this::encode));
      servedTogether.add(photosASecond(CLIENTS, TOGETHER, this::ask));
      ratios.add(servedTogether.getLast() / aloneTogether.getLast());
    }
    Markdown.machine();
    Markdown.row("median", "without a server", "by the server");
    Markdown.row("---", "---", "---");
    Markdown.row(
        "one photo after the other, milliseconds each (" + alone.size() + ")",
        number(median(alone)),
        number(median(served)) + ": " + number(median(served) - median(alone)) + " more");
    Markdown.row(
        CLIENTS + " clients (" + cores + " threads without a server), photos a second",
        number(median(aloneTogether)),
        number(median(servedTogether)) + String.format(Locale.ROOT, ": × %.2f", median(ratios)));
  }

  /** Does something with so many photos. */
  private interface Work {
    void with(int photos) throws IOException, InterruptedException;
  }

  private void ask(int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      client.recognise(photos.next());
    }
  }

  /** Decodes and encodes in batches, as large as there are photos for. */
  private void encode(int count) throws IOException {
    for (int done = 0; done < count; done += BATCH) {
      List<Pixels> batch = new ArrayList<>();
      for (int i = 0; i < Math.min(BATCH, count - done); i++) {
        batch.add(encoder.prepare(reader.read("photo.jpg", photos.next())));
      }
      List<View> views = encoder.encode(batch);
      if (views.size() != batch.size()) {
        throw new IllegalStateException("each photo must have a view, got " + views.size());
      }
    }
  }

  private static double milliseconds(Work work) throws IOException, InterruptedException {
    long start = System.nanoTime();
    work.with(1);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double photosASecond(int threads, int photos, Work work)
      throws InterruptedException, ExecutionException {
    AtomicInteger left = new AtomicInteger(photos);
    long start = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            executor.submit(() -> {
              while (left.addAndGet(-BATCH) >= 0) {
                work.with(BATCH);
              }
              return true;
            }));
      }
      for (Future<?> each : running) {
        var _ = each.get();
      }
    }
    return photos / ((System.nanoTime() - start) / 1e9);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

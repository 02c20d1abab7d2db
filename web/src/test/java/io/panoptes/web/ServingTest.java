package io.panoptes.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.write.ModelChoice;
import io.panoptes.web.TestServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server does when much, or something bad, comes at once. */
@Timeout(120)
class ServingTest {
  @TempDir Path temp;

  private Path catalogue;

  /** Whether the network waits, and until when. */
  private final AtomicBoolean gated = new AtomicBoolean();

  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void makeCatalogue() throws Exception {
    catalogue = TestServer.catalogue(temp);
  }

  private TestServer start(int queue, Duration limit) throws Exception {
    return TestServer.start(
        TestServer.options(catalogue).withLimits(queue, limit),
        HookedModel.opener(_ -> waitAtTheGate()));
  }

  private void waitAtTheGate() {
    if (gated.get()) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static MultipartBody photo(long thing, int view) {
    return new MultipartBody().photo(view + ".jpg", TestPhotos.jpeg(thing, view));
  }

  private static double metric(TestServer server, String name) {
    return server
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aServerThatIsFull_saysSoAtOnce_andWhenToComeAgain_andRefusesNobodyAfterwards()
      throws Exception {
    try (ExecutorService clients = Executors.newCachedThreadPool();
        TestServer server = start(3, Duration.ofSeconds(60))) {
      gated.set(true);
      List<CompletableFuture<Answer>> waiting = new ArrayList<>();
      for (int view = 1; view <= 3; view++) {
        MultipartBody body = photo(50, view);
        waiting.add(CompletableFuture.supplyAsync(() -> server.recognise(body), clients));
      }
      Awaitility.await().until(() -> metric(server, "panoptes_queue_photos") == 3);
      Answer refused = server.recognise(photo(50, 9));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.problem()).isEqualTo("too-many-requests");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
      assertThat(server.put("new", photo(50, 9)).status()).isEqualTo(429);
      assertThat(server.get("/health/live").status()).isEqualTo(200);

      gated.set(false);
      gate.countDown();
      for (CompletableFuture<Answer> answer : waiting) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
      assertThat(server.recognise(photo(50, 9)).status()).isEqualTo(200);
      assertThat(metric(server, "panoptes_queue_photos")).isZero();
    }
  }

  @Test
  void aRequestThatTakesTooLong_isAnswered_andItsPlaceIsGivenBack() throws Exception {
    try (ExecutorService clients = Executors.newCachedThreadPool();
        TestServer server = start(64, Duration.ofSeconds(1))) {
      gated.set(true);
      int more = Runtime.getRuntime().availableProcessors() + 1;
      List<CompletableFuture<Answer>> waiting = new ArrayList<>();
      for (int view = 1; view <= more; view++) { // one more than can be in the network
        MultipartBody body = photo(50, view);
        waiting.add(CompletableFuture.supplyAsync(() -> server.recognise(body), clients));
      }
      Answer late =
          (Answer) CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new)).get();
      assertThat(late.status()).isEqualTo(503);
      assertThat(late.problem()).isEqualTo("timed-out");
      assertThat(late.header("Retry-After")).isNotEmpty();

      gate.countDown();
      for (CompletableFuture<Answer> answer : waiting) {
        assertThat(answer.get().status()).isEqualTo(503);
      }
      assertThat(metric(server, "panoptes_queue_photos")).isZero();
    }
  }

  @Test
  void whatIsWrittenBesideTheServer_isFoundWithinASecond() throws Exception {
    try (TestServer server = start(64, Duration.ofSeconds(30))) {
      TestTree tree = TestTree.in(temp.resolve("more")).object("fork/5", 5, 2);
      var _ =
          TestServer.writer(catalogue)
              .add(
                  tree.root(),
                  new ModelChoice(null, () -> temp.resolve("model")),
                  AddOptions.NONE,
                  Tuning.standard(),
                  new Progress());

      Awaitility.await()
          .atMost(Duration.ofSeconds(1))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> server.get(TestServer.object("fork/5")).status() == 200);
    }
  }

  @Test
  void aServerThatIsStopped_finishesWhatItWasAsked_andTakesNothingNew() throws Exception {
    try (ExecutorService clients = Executors.newCachedThreadPool()) {
      TestServer server = start(64, Duration.ofSeconds(30));
      gated.set(true);
      CompletableFuture<Answer> asked =
          CompletableFuture.supplyAsync(() -> server.recognise(photo(2, 2)), clients);
      Awaitility.await().until(() -> metric(server, "panoptes_queue_photos") == 1);
      int port = server.server().port();
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(
              () -> {
                try {
                  server.server().close();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              clients);
      Awaitility.await().until(() -> isRefused(port));
      assertThat(asked).isNotDone();
      assertThat(stopped).isNotDone();

      gate.countDown();
      assertThat(asked.get().json().at("/object/candidates/0/id").asText()).isEqualTo("mug/2");
      stopped.get();
      server.close();
    }
  }

  private static boolean isRefused(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aServer_isReadyOnlyWhenItsModelIsWarm() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    gated.set(true);
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService starter = Executors.newSingleThreadExecutor()) {
      CompletableFuture<Server> started =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Server.start(
                      TestServer.options(catalogue).withAddress("127.0.0.1", port),
                      HookedModel.opener(_ -> waitAtTheGate()));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              starter);
      HttpRequest ready =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
      Awaitility.await()
          .ignoreException(ConnectException.class)
          .untilAsserted(() -> {
            HttpResponse<String> answer = client.send(ready, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("not-ready");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
          });
      gate.countDown();
      try (Server _ = started.get()) {
        assertThat(client.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void aPictureThatWouldFillTheMemory_isRefusedByItsHeader() throws Exception {
    try (TestServer server = start(64, Duration.ofSeconds(30))) {
      Answer answer =
          server.recognise(new MultipartBody().photo("bomb.png", pngHeader(60_000, 60_000)));

      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.json().at("/photos/0/reason").asText()).isEqualTo("too-many-pixels");
    }
  }

  /** Returns a PNG that says it has so many pixels, and then ends as one should. */
  private static byte[] pngHeader(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(100);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    put(
        png,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array());
    put(png, "IDAT", new byte[10]);
    put(png, "IEND", new byte[0]);
    return Arrays.copyOf(png.array(), png.position());
  }

  private static void put(ByteBuffer png, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    png.putInt(content.length).put(name).put(content).putInt((int) crc.getValue());
  }

  @Test
  void aBodyThatHardlyComes_isGivenUp_andDisturbsNobody() throws Exception {
    try (TestServer server = start(64, Duration.ofSeconds(30));
        RawHttp slow = new RawHttp(server)) {
      RawHttp _ =
          slow.send(
              "POST /api/v1/recognitions HTTP/1.1\nHost: localhost\nContent-Type: multipart/form-data;"
                  + " boundary=x\nContent-Length: 100000\n\n--x\n");
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(() -> {
            try {
              for (int i = 0; i < 100; i++) { // a few bytes now and then, far below what is asked
                RawHttp _ = slow.send("y");
                LockSupport.parkNanos(50_000_000);
              }
              return slow.answer();
            } catch (IOException e) {
              return "gone";
            }
          });
      assertThat(server.recognise(photo(2, 2)).status()).isEqualTo(200);

      assertThat(answer.get()).matches("(?s)gone|HTTP/1.1 (408|400) .*");
    }
  }
}

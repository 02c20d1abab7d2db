package io.panoptes.indexer.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.panoptes.encoder.command.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoAddressesTest {
  private static final byte[] PHOTO = "the bytes of a photo".getBytes(StandardCharsets.UTF_8);
  private static final Predicate<InetAddress> LOOPBACK = InetAddress::isLoopbackAddress;

  /** Quick to lose patience, where a test waits for that. */
  private static final Limits QUICK =
      new Limits(1000, Duration.ofSeconds(5), Duration.ofMillis(700), Duration.ofMillis(1));

  private static final Limits PATIENT =
      new Limits(1000, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMillis(1));

  @TempDir static Path temp;
  private static Path keys = Path.of("");

  private TestServer server;
  private PhotoAddresses photos;
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeAll
  static void makeKeys() throws IOException, InterruptedException {
    keys = TestServer.makeKeys(temp.resolve("keys.p12"), "dns:localhost,ip:127.0.0.1");
  }

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    server = TestServer.start(keys);
    photos = photos(PATIENT, LOOPBACK);
  }

  @AfterEach
  void stop() {
    photos.close();
    server.close();
  }

  private PhotoAddresses photos(Limits limits, Predicate<InetAddress> rule) {
    return new PhotoAddresses(List.of(server.host().toUpperCase(Locale.ROOT)), limits, tls(), rule);
  }

  private SSLSocketFactory tls() {
    return server.tls().getSocketFactory();
  }

  @Test
  void aPhotoIsFetched_byPanoptesInPlainBytes() throws IOException {
    List<String> headers = new ArrayList<>();
    server.on(
        "/a.jpg",
        exchange -> {
          headers.add(exchange.getRequestHeaders().getFirst("User-Agent"));
          headers.add(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
          TestServer.answer(exchange, 200, PHOTO);
        });
    assertThat(photos.fetch(server.address("/a.jpg"))).isEqualTo(PHOTO);
    assertThat(headers.getFirst()).matches("Panoptes/\\d.*");
    assertThat(headers.getLast()).isNull();
  }

  @Test
  void aPhotoWithoutAnnouncedLengthIsFetched() throws IOException {
    server.on("/a.jpg", exchange -> write(exchange, 1000));
    assertThat(photos.fetch(server.address("/a.jpg"))).hasSize(1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 304, 401, 403, 404, 410})
  void whatTheServerRefusesIsNotAskedForAgain(int status) {
    server.on("/a.jpg", exchange -> count(exchange, status));
    assertThatFetching("/a.jpg").hasMessage("http-" + status + ": " + server.address("/a.jpg"));
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aPassingFailureIsTriedAgain(int status) throws IOException {
    server.on(
        "/a.jpg",
        exchange -> {
          if (asked.incrementAndGet() < 3) {
            exchange.getResponseHeaders().add("Retry-After", "0");
            TestServer.answer(exchange, status, new byte[0]);
          } else {
            TestServer.answer(exchange, 200, PHOTO);
          }
        });
    assertThat(photos.fetch(server.address("/a.jpg"))).isEqualTo(PHOTO);
    assertThat(asked).hasValue(3);
  }

  @Test
  void aFailureThatStaysIsGivenUpAfterThreeAttempts() {
    server.on("/a.jpg", exchange -> count(exchange, 502));
    assertThatFetching("/a.jpg").hasMessage("http-502: " + server.address("/a.jpg"));
    assertThat(asked).hasValue(3);
  }

  @Test
  void aServerThatAsksForALongPauseIsLeftAlone() {
    String tomorrow =
        ZonedDateTime.now(ZoneOffset.UTC).plusDays(1).format(DateTimeFormatter.RFC_1123_DATE_TIME);
    for (String pause : List.of("31", tomorrow)) {
      asked.set(0);
      server.on(
          "/" + pause.length(),
          exchange -> {
            exchange.getResponseHeaders().add("Retry-After", pause);
            count(exchange, 503);
          });
      assertThatFetching("/" + pause.length()).hasMessageStartingWith("http-503: ");
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void aConnectionThatBreaksIsTriedAgain_andHalfAPhotoIsNone() throws IOException {
    server.on(
        "/a.jpg",
        exchange -> {
          boolean isFirst = asked.incrementAndGet() == 1;
          exchange.sendResponseHeaders(200, PHOTO.length);
          exchange.getResponseBody().write(PHOTO, 0, isFirst ? 5 : PHOTO.length);
        });
    assertThat(photos.fetch(server.address("/a.jpg"))).isEqualTo(PHOTO);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aPhotoMayBeAsLargeAsAllowed_andNotLarger() throws IOException {
    server.on("/fits", exchange -> TestServer.answer(exchange, 200, new byte[1000]));
    server.on("/announced", exchange -> exchange.sendResponseHeaders(200, 1001));
    AtomicBoolean cutOff = new AtomicBoolean();
    server.on(
        "/endless",
        exchange -> {
          try {
            write(exchange, Integer.MAX_VALUE);
          } catch (IOException e) {
            cutOff.set(true);
          }
        });
    assertThat(photos.fetch(server.address("/fits"))).hasSize(1000);
    assertThatFetching("/announced")
        .hasMessage(
            "too-many-bytes: a photo may have 1000 bytes, "
                + server.address("/announced")
                + " has 1001");
    assertThatFetching("/endless").hasMessageStartingWith("too-many-bytes: ");
    await().untilTrue(cutOff);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPhotoThatDripsIsGivenUp(boolean isAnnounced) {
    AtomicBoolean cutOff = new AtomicBoolean();
    CountDownLatch never = new CountDownLatch(1);
    server.on(
        "/a.jpg",
        exchange -> {
          exchange.sendResponseHeaders(200, isAnnounced ? 900 : 0);
          try {
            for (int i = 0; i < 900; i++) {
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
              waitFor(never, Duration.ofMillis(50));
            }
          } catch (IOException e) {
            cutOff.set(true);
          }
        });
    photos = photos(QUICK, LOOPBACK);
    assertThatFetching("/a.jpg")
        .hasMessage("too-slow: a photo must come within 0.7 s: " + server.address("/a.jpg"));
    await().untilTrue(cutOff);
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String host = "localhost:" + silent.getLocalPort();
      try (PhotoAddresses photos = new PhotoAddresses(List.of(host), QUICK, tls(), LOOPBACK)) {
        assertThatThrownBy(() -> photos.fetch(URI.create("https://" + host + "/a.jpg")))
            .hasMessageStartingWith("too-slow: ");
      }
    }
  }

  @Test
  void redirectsAreFollowedToAllowedHostsOnly() throws IOException {
    String other = server.host().replace("localhost", "127.0.0.1");
    photos = new PhotoAddresses(List.of(server.host(), other), PATIENT, tls(), LOOPBACK);
    server.on("/a.jpg", exchange -> TestServer.answer(exchange, 200, PHOTO));
    redirect("/relative", 302, "a.jpg");
    redirect("/other", 307, "https://" + other + "/a.jpg");
    redirect("/forbidden", 301, "https://shop.example/a.jpg");
    redirect("/plain", 308, "http://" + server.host() + "/a.jpg");
    redirect("/user", 303, "https://user:secret@" + server.host() + "/a.jpg");
    redirect("/nowhere", 302, "https://");
    redirect("/circle", 302, "/circle");
    server.on("/unsaid", exchange -> count(exchange, 302));
    assertThat(photos.fetch(server.address("/relative"))).isEqualTo(PHOTO);
    assertThat(photos.fetch(server.address("/other"))).isEqualTo(PHOTO);
    assertThatFetching("/forbidden")
        .hasMessage("host-not-allowed: https://shop.example/a.jpg needs --allow-host shop.example");
    assertThatFetching("/plain").hasMessageStartingWith("not-https: ");
    assertThatFetching("/user")
        .hasMessageStartingWith("user-in-address: ")
        .hasMessageNotContaining("secret");
    assertThatFetching("/nowhere").hasMessageStartingWith("bad-address: ");
    assertThatFetching("/unsaid").hasMessageStartingWith("http-302: ");
    assertThatFetching("/circle")
        .hasMessage(
            "too-many-redirects: " + server.address("/circle") + " redirects more than 5 times");
  }

  @Test
  void aHostThatWasNotNamedIsNotAsked() {
    String port = server.host().substring("localhost".length());
    for (String address :
        List.of(
            "https://127.0.0.1" + port + "/a.jpg",
            "https://localhost/a.jpg",
            "https://localhost." + port + "/a.jpg",
            "https://a.localhost" + port + "/a.jpg")) {
      assertThatThrownBy(() -> photos.fetch(URI.create(address)))
          .isInstanceOf(UnreachablePhotoException.class)
          .hasMessageStartingWith("host-not-allowed: " + address + " needs --allow-host ");
      assertThatThrownBy(() -> photos.check(URI.create(address)))
          .hasMessageStartingWith("host-not-allowed: ");
    }
    assertThatThrownBy(() -> photos.fetch(URI.create("http://" + server.host() + "/a.jpg")))
        .hasMessageStartingWith("not-https: ");
  }

  @Test
  void aPrivateAddressIsNotConnectedTo_byWhateverName() {
    server.on("/a.jpg", exchange -> count(exchange, 200));
    String port = server.host().substring("localhost".length());
    for (String host :
        List.of("localhost", "127.0.0.1", "2130706433", "[::1]", "[::ffff:7f00:1]")) {
      try (PhotoAddresses real =
          new PhotoAddresses(List.of(host + port), PATIENT, tls(), PublicAddress::isPublic)) {
        assertThatThrownBy(() -> real.fetch(URI.create("https://" + host + port + "/a.jpg")))
            .isInstanceOf(UnreachablePhotoException.class)
            .hasMessageStartingWith("private-address: ")
            .hasMessageEndingWith(", which is not of the public internet");
      }
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void everyConnectionIsChecked_sinceANameMayMeanSomethingElseLater() throws IOException {
    server.on(
        "/a.jpg",
        exchange -> {
          exchange.getResponseHeaders().add("Connection", "close");
          TestServer.answer(exchange, 200, PHOTO);
        });
    AtomicInteger connections = new AtomicInteger();
    photos = photos(PATIENT, _ -> connections.incrementAndGet() == 1);
    assertThat(photos.fetch(server.address("/a.jpg"))).isEqualTo(PHOTO);
    assertThatFetching("/a.jpg").hasMessageStartingWith("private-address: localhost is 127.0.0.1");
  }

  @Test
  void aCertificateNobodyVouchesForIsRefused() {
    SSLSocketFactory everyday = (SSLSocketFactory) SSLSocketFactory.getDefault();
    photos = new PhotoAddresses(List.of(server.host()), PATIENT, everyday, LOOPBACK);
    server.on("/a.jpg", exchange -> count(exchange, 200));
    assertThatFetching("/a.jpg")
        .hasMessageStartingWith("certificate-not-trusted: " + server.address("/a.jpg"));
    assertThat(asked).hasValue(0);
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    Path others = TestServer.makeKeys(temp.resolve("others.p12"), "dns:other.example");
    try (TestServer other = TestServer.start(others);
        PhotoAddresses photos =
            new PhotoAddresses(
                List.of(other.host()), PATIENT, other.tls().getSocketFactory(), LOOPBACK)) {
      other.on("/a.jpg", exchange -> count(exchange, 200));
      assertThatThrownBy(() -> photos.fetch(other.address("/a.jpg")))
          .hasMessageStartingWith("certificate-not-trusted: " + other.address("/a.jpg"));
      assertThat(asked).hasValue(0);
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    String host;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      host = "localhost:" + taken.getLocalPort();
    }
    for (String nowhere : List.of(host, "no-such-host.invalid")) {
      try (PhotoAddresses photos = new PhotoAddresses(List.of(nowhere), PATIENT, tls(), LOOPBACK)) {
        assertThatThrownBy(() -> photos.fetch(URI.create("https://" + nowhere + "/a.jpg")))
            .extracting(e -> ((UnreachablePhotoException) e).code())
            .isEqualTo(nowhere.equals(host) ? "unreachable" : "unknown-host");
      }
    }
  }

  @Test
  void atMostFourRequestsGoToAHostAtOnce() throws IOException {
    AtomicInteger present = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch four = new CountDownLatch(4);
    server.on(
        "/a.jpg",
        exchange -> {
          most.accumulateAndGet(present.incrementAndGet(), Math::max);
          four.countDown();
          waitFor(four, PATIENT.whole());
          present.decrementAndGet();
          TestServer.answer(exchange, 200, PHOTO);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<byte[]>> fetched = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        fetched.add(CompletableFuture.supplyAsync(this::fetchOne, threads));
      }
      assertThat(fetched).allSatisfy(photo -> assertThat(photo.join()).isEqualTo(PHOTO));
    }
    assertThat(most).hasValue(4);
  }

  @Test
  void closingEndsWhatIsBeingFetched() throws IOException {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    server.on(
        "/a.jpg",
        exchange -> {
          arrived.countDown();
          waitFor(never, PATIENT.whole());
        });
    CompletableFuture<byte[]> fetched = CompletableFuture.supplyAsync(this::fetchOne);
    waitFor(arrived, PATIENT.whole());
    photos.close();
    assertThatThrownBy(fetched::join).hasMessageContaining("stopped: " + server.address("/a.jpg"));
    assertThatFetching("/a.jpg").hasMessageStartingWith("stopped: ");
    never.countDown();
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example, https://h.example/",
    "HTTPS://H.Example:443/A%20b?Q=1#top, https://h.example/A%20b?Q=1",
    "https://h.example:8443/é.jpg, https://h.example:8443/%C3%A9.jpg",
    "https://[2606:4700::1111]/a, https://[2606:4700::1111]/a"
  })
  void addressesAreAlwaysWrittenTheSameWay(String text, String written) throws IOException {
    assertThat(PhotoAddresses.parse(text)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "https://a", "a/b", "u@a", "a?b", "*.a", "a:0x1", "a:99999", "a b"})
  void whatIsNoHostIsRefused(String name) {
    assertThatThrownBy(() -> PhotoAddresses.on(List.of("fine.example:8443", name)))
        .isInstanceOf(UsageException.class)
        .hasMessage("--allow-host must be NAME or NAME:PORT, got " + name);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertThatFetching(String path) {
    return assertThatThrownBy(() -> photos.fetch(server.address(path)))
        .isInstanceOf(UnreachablePhotoException.class);
  }

  private byte[] fetchOne() {
    try {
      return photos.fetch(server.address("/a.jpg"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code bytes} without saying how many. */
  private static void write(HttpExchange exchange, int bytes) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    for (int i = 0; i < bytes; i++) {
      exchange.getResponseBody().write(i);
    }
  }

  private static void waitFor(CountDownLatch latch, Duration time) {
    try {
      boolean _ = latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void count(HttpExchange exchange, int status) throws IOException {
    asked.incrementAndGet();
    TestServer.answer(exchange, status, new byte[0]);
  }

  private void redirect(String path, int status, String location) {
    server.on(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", location);
          TestServer.answer(exchange, status, new byte[0]);
        });
  }
}

package io.panoptes.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.web.TestServer.Answer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SecurityTest {
  @TempDir Path temp;

  private Path catalogue;

  @BeforeEach
  void makeCatalogue() throws Exception {
    catalogue = TestServer.catalogue(temp);
  }

  private TestServer open() throws Exception {
    return TestServer.start(TestServer.options(catalogue));
  }

  private TestServer withKeys(boolean isPrivate) throws Exception {
    Path keys = temp.resolve("keys");
    Files.writeString(
        keys, "till read " + hash("reader") + "\nboss write " + hash("writer") + "\n");
    return TestServer.start(TestServer.options(catalogue).withKeys(keys, isPrivate));
  }

  private static String hash(String key) {
    return PhotoReader.id(key.getBytes(StandardCharsets.UTF_8)); // SHA-256
  }

  private static MultipartBody photo() {
    return new MultipartBody().photo("1.jpg", TestPhotos.jpeg(1, 1));
  }

  private static Answer write(TestServer server, String method, String... headers) {
    return method.equals("PUT")
        ? server.send("PUT", TestServer.object("mug/1"), photo(), headers)
        : server.send(method, TestServer.object("mug/1"), BodyPublishers.noBody(), headers);
  }

  // Keys.

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
  void withoutAKey_nobodyWrites(String method) throws Exception {
    try (TestServer server = open()) {
      Answer answer = write(server, method);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(write(server, method, "Authorization", "Bearer nonsense").status()).isEqualTo(401);
      assertThat(write(server, method, "Authorization", "Basic abc").status()).isEqualTo(401);
      assertThat(server.get(TestServer.object("mug/1")).status()).isEqualTo(200);
    }
  }

  @Test
  void aKeyThatMayRead_doesNotWrite_andOneThatMayWrite_does() throws Exception {
    try (TestServer server = withKeys(false)) {
      assertThat(write(server, "PUT", "Authorization", "Bearer reader").problem())
          .isEqualTo("forbidden");
      assertThat(write(server, "PUT", "Authorization", "bearer writer").status()).isEqualTo(200);
      assertThat(server.recognise(photo()).status()).isEqualTo(200);
      assertThat(server.server().address()).doesNotContain("key");
    }
  }

  @Test
  void aPrivateServer_tellsNothingWithoutAKey_butThatItLives() throws Exception {
    try (TestServer server = withKeys(true)) {
      String photo =
          server
              .get(TestServer.object("mug/1"), "Authorization", "Bearer reader")
              .json()
              .at("/photo_ids/0")
              .asText();
      for (String path :
          new String[] {
            "/api/v1/catalogue",
            "/api/v1/objects",
            TestServer.object("mug/1"),
            TestServer.object("mug/1") + "/similar",
            TestServer.object("mug/1") + "/photos/" + photo,
            "/metrics"
          }) {
        assertThat(server.get(path).status()).as(path).isEqualTo(401);
        assertThat(server.send("HEAD", path, BodyPublishers.noBody()).status())
            .as(path)
            .isEqualTo(401);
        assertThat(server.get(path, "Authorization", "Bearer reader").status())
            .as(path)
            .isEqualTo(200);
      }
      assertThat(server.recognise(photo()).status()).isEqualTo(401);
      assertThat(server.recognise(photo(), "Authorization", "Bearer reader").status())
          .isEqualTo(200);
      for (String path : new String[] {"/", "/health/live", "/health/ready", "/openapi.json"}) {
        assertThat(server.get(path).status()).as(path).isEqualTo(200);
        assertThat(server.get(path, "Authorization", "Basic abc").status()).as(path).isEqualTo(200);
      }
      assertThat(
              server
                  .get(
                      TestServer.object("mug/1") + "/photos/" + photo,
                      "Authorization",
                      "Bearer reader")
                  .header("Cache-Control"))
          .startsWith("private");
    }
  }

  @Test
  void eachStart_hasAKeyOfItsOwn() throws Exception {
    try (TestServer first = open();
        TestServer second = open()) {
      assertThat(first.key()).isNotEqualTo(second.key());
      assertThat(write(second, "DELETE", "Authorization", "Bearer " + first.key()).status())
          .isEqualTo(401);
    }
  }

  @Test
  void aKeyFileThatIsBroken_keepsTheServerFromStarting() throws Exception {
    Path keys = Files.writeString(temp.resolve("keys"), "till read\n");
    assertThatThrownBy(() -> TestServer.start(TestServer.options(catalogue).withKeys(keys, false)))
        .hasMessageContaining("line 1");
  }

  // Where requests come from.

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "localhost.evil.example", ""})
  void aHostThatIsNotThisOne_isRefused(String host) throws Exception {
    try (TestServer server = open();
        RawHttp raw = new RawHttp(server)) {
      String answer =
          raw.send("GET /api/v1/catalogue HTTP/1.1\nHost: " + host + "\nConnection: close\n\n")
              .answer();
      assertThat(answer).matches("(?s)HTTP/1.1 4(21|00) .*problem\\+json.*");
      assertThat(answer).doesNotContain("\"objects\"");
    }
  }

  @Test
  void aNameThatTheServerWasStartedWith_isServed() throws Exception {
    try (TestServer server =
            TestServer.start(
                TestServer.options(catalogue).withServerNames(List.of("shop.example")));
        RawHttp raw = new RawHttp(server)) {
      assertThat(
              raw.send("GET /health/live HTTP/1.1\nHost: shop.example\nConnection: close\n\n")
                  .answer())
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aPageOfAnotherOrigin_cannotHaveAnythingDone() throws Exception {
    try (TestServer server = open()) {
      assertThat(server.recognise(photo(), "Origin", "http://evil.example").problem())
          .isEqualTo("forbidden");
      assertThat(server.recognise(photo(), "Origin", "null").problem()).isEqualTo("forbidden");
      assertThat(
              server
                  .recognise(photo(), "Origin", "http://127.0.0.1:" + server.server().port())
                  .status())
          .isEqualTo(200);
      assertThat(server.get("/api/v1/catalogue").headers().map())
          .doesNotContainKey("access-control-allow-origin");
    }
  }

  // What browsers are told.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/catalogue",
        "/objects/mug%2F1",
        "/docs",
        "/assets/index.html",
        "/nothing",
        "/api/v1/catalogue"
      })
  void everyAnswer_forbidsWhatItDoesNotNeed(String path) throws Exception {
    try (TestServer server = open()) {
      Answer answer = server.get(path);
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'")
          .contains("script-src 'self'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe")
          .doesNotContain("http");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Server")).isEmpty();
    }
  }

  // What stays inside.

  @ParameterizedTest
  @CsvSource({
    "/..%2f..%2fetc/passwd",
    "/assets/..%2f..%2f..%2fetc/passwd",
    "/assets/../../openapi.json",
    "/assets/%2e%2e/openapi.json",
    "/api/v1/objects/..%2f..%2fx/photos/..%2fy",
    "/api/v1/objects/mug%2F1/photos/..%2f..%2fcatalogue.json",
    "/assets//etc/passwd",
    "/assets/%00",
    "/assets/package-info.class"
  })
  void noPath_leadsToAFile(String path) throws Exception {
    try (TestServer server = open();
        RawHttp raw = new RawHttp(server)) {
      assertThat(
              raw.send("GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n")
                  .answer())
          .matches("(?s)HTTP/1.1 (400|404) .*");
    }
  }

  @Test
  void whereAndWhenAPhotoWasTaken_doesNotLeaveTheServer() throws Exception {
    byte[] photo = withExif(TestPhotos.jpeg(66, 1), "SECRET-PLACE-52.5N-13.4E");
    try (TestServer server = open()) {
      Answer put = server.put("lamp/1", new MultipartBody().photo("1.jpg", photo));
      assertThat(put.status()).isEqualTo(201);
      String id = put.json().at("/photo_ids/0").asText();
      for (String path :
          new String[] {
            TestServer.object("lamp/1"),
            TestServer.object("lamp/1") + "/photos/" + id,
            "/api/v1/objects"
          }) {
        assertThat(server.get(path).text().toUpperCase(Locale.ROOT)).doesNotContain("SECRET");
      }
    }
  }

  /** Returns {@code jpeg} with a segment APP1 that holds {@code text}, as cameras write EXIF. */
  private static byte[] withExif(byte[] jpeg, String text) {
    byte[] tiff =
        ("Exif\0\0II*\0\10\0\0\0\0\0\0\0\0\0" + text).getBytes(StandardCharsets.ISO_8859_1);
    int length = tiff.length + 2;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, 2);
    bytes.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length});
    bytes.writeBytes(tiff);
    bytes.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  @Test
  void anAddressInAFieldIsOnlyText_nothingIsFetched() throws Exception {
    try (TestServer server = open()) {
      Answer put =
          server.put(
              "lamp/1",
              photo()
                  .field("manual", "http://127.0.0.1:1/x")
                  .field("photo_url", "file:///etc/passwd"));
      assertThat(put.json().at("/attributes/photo_url").asText()).isEqualTo("file:///etc/passwd");
      assertThat(put.json().get("photos").asInt()).isEqualTo(1);
    }
  }
}

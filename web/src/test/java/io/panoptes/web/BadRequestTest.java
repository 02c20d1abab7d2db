package io.panoptes.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.web.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BadRequestTest {
  @TempDir static Path temp;

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.options(TestServer.catalogue(temp)));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static MultipartBody photo() {
    return new MultipartBody().photo("1.jpg", TestPhotos.jpeg(1, 1));
  }

  private static void isProblem(Answer answer, int status, String problem, String detail) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.problem()).isEqualTo(problem);
    assertThat(answer.detail()).contains(detail);
    assertThat(answer.json().get("request_id").asText()).isEqualTo(answer.header("X-Request-Id"));
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
  }

  // Recognitions.

  @Test
  void aRecognitionWithoutPhotos_isRefused() {
    isProblem(
        server.recognise(new MultipartBody().field("top", "3")),
        400,
        "invalid-request",
        "must have a photo");
  }

  @Test
  void photosOfWhichNoneCanBeRead_areNamed() {
    Answer answer =
        server.recognise(
            new MultipartBody()
                .photo("a.jpg", "hello".getBytes(StandardCharsets.UTF_8))
                .photo("b.jpg", new byte[0]));

    isProblem(answer, 422, "unreadable-photos", "a photo that can be read");
    assertThat(answer.json().at("/photos/0/reason").asText()).isEqualTo("not-a-photo");
    assertThat(answer.json().at("/photos/1/reason").asText()).isEqualTo("empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "top|0|top must be a number from 1 to 100, got 0",
        "top|ten|top must be a number from 1 to 100, got ten",
        "top|101|got 101",
        "similar|-1|similar must be a number from 0 to 100, got -1",
        "space|everything|space must be one of both, object, category, got everything",
        "box|1,2,3|a box must be X,Y,W,H, got 1,2,3",
        "box|0,0,2,1|a box must lie within the photo",
        "filter|colour|a filter must be NAME=VALUE, got colour",
        "filter|weight=3|weight",
        "filter|colour=1..2|colour",
      })
  void aFieldThatMakesNoSense_isRefusedByItsRuleAndValue(
      String field, String value, String detail) {
    isProblem(server.recognise(photo().field(field, value)), 400, "invalid-request", detail);
  }

  @Test
  void aFieldThatIsThereTwice_isRefused() {
    isProblem(
        server.recognise(photo().field("top", "1").field("top", "2")),
        400,
        "invalid-request",
        "got it 2 times");
  }

  @Test
  void aFieldThatDoesNotExist_isRefusedWithThoseThatDo() {
    isProblem(server.recognise(photo().field("explain", "true")), 400, "unknown-field", "box");
    isProblem(server.get("/api/v1/objects?colour=red"), 400, "unknown-field", "id_contains");
  }

  @Test
  void aFileUnderAnotherName_andAPhotoThatIsNoFile_areRefused() {
    isProblem(
        server.recognise(photo().file("image", "a.jpg", new byte[3])),
        400,
        "invalid-request",
        "as image");
    isProblem(
        server.recognise(new MultipartBody().field("photo", "a.jpg")),
        400,
        "invalid-request",
        "must be a file");
  }

  @Test
  void moreThanTwentyPhotos_areTooMany() {
    MultipartBody body = new MultipartBody();
    for (int view = 1; view <= 21; view++) {
      body.photo(view + ".jpg", TestPhotos.jpeg(1, view));
    }
    isProblem(server.recognise(body), 413, "too-large", "20 photos, this one has 21");
  }

  @Test
  void aPhotoOfMoreThanTwentyMebibytes_isTooLarge() {
    isProblem(
        server.recognise(new MultipartBody().photo("a.jpg", new byte[(20 << 20) + 1])),
        413,
        "too-large",
        "a photo may have 20971520 bytes");
  }

  @Test
  void aFieldOfManyBytes_andManyFields_areTooMuch() {
    isProblem(
        server.recognise(photo().field("filter", "a=" + "b".repeat(20_000))),
        413,
        "too-large",
        "filter has");
    MultipartBody body = photo();
    for (int i = 0; i < 201; i++) {
      body.field("filter", "colour=red");
    }
    isProblem(server.recognise(body), 413, "too-large", "200 fields, this one has 201");
  }

  @Test
  void aBodyThatIsNoForm_isRefusedByItsType() {
    isProblem(
        server.send(
            "POST",
            "/api/v1/recognitions",
            BodyPublishers.ofString("{}"),
            "Content-Type",
            "application/json"),
        415,
        "unsupported-media-type",
        "must be multipart/form-data, got application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=x"})
  void aFormThatIsBroken_isRefused(String type) {
    isProblem(
        server.send(
            "POST",
            "/api/v1/recognitions",
            BodyPublishers.ofString("--x\r\nContent-Disposition: form-data; name=\"top\"\r\n\r\n1"),
            "Content-Type",
            type),
        400,
        "invalid-request",
        "a multipart form, whole");
  }

  // Objects.

  @Test
  void whatIsNotThere_isNotFound() {
    isProblem(server.get(TestServer.object("mug/99")), 404, "not-found", "no object mug/99");
    isProblem(server.get(TestServer.object("mug/99") + "/similar"), 404, "not-found", "mug/99");
    isProblem(
        server.get(TestServer.object("mug/1") + "/photos/abc"), 404, "not-found", "no photo abc");
    isProblem(server.get("/api/v2/objects"), 404, "not-found", "/api/v2/objects");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/objects?page=0|page must be a number from 1",
        "/api/v1/objects?filter=%ff|a query must be percent-encoded UTF-8",
        "/api/v1/objects?size=101|size must be a number from 1 to 100, got 101",
        "/api/v1/objects?page=1&page=2|got it 2 times",
        "/api/v1/objects?facet=weight|weight",
        "/api/v1/objects?filter=weight%3D1|weight",
        "/api/v1/objects/mug%2F1/similar?space=both|space must be one of object, category, got both",
        "/api/v1/objects/mug%2F1/similar?top=0|top must be",
      })
  void aParameterThatMakesNoSense_isRefused(String path, String detail) {
    isProblem(server.get(path), 400, "invalid-request", detail);
  }

  @Test
  void aMethodThatAPathDoesNotHave_isRefusedWithThoseThatItHas() {
    Answer answer = server.send("DELETE", "/api/v1/recognitions", BodyPublishers.noBody());

    isProblem(answer, 405, "method-not-allowed", "POST");
    assertThat(answer.header("Allow")).contains("POST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|a patch must be a JSON object",
        "{|a patch must be JSON",
        "{\"photos\":3}|got photos",
        "{\"category\":3}|category must be text or null",
        "{\"attributes\":{\"a\":{}}}|a",
        "{\"attributes\":{\"photo\":\"x\"}}|photo",
      })
  void aPatchThatMakesNoSense_isRefused(String patch, String detail) {
    isProblem(server.patch("mug/1", patch), 400, "invalid-request", detail);
  }

  @Test
  void aPatchOfAnotherType_isRefusedWithTheRightOne() {
    Answer answer =
        server.send(
            "PATCH",
            TestServer.object("mug/1"),
            BodyPublishers.ofString("{}"),
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + server.key());

    isProblem(answer, 415, "unsupported-media-type", "application/merge-patch+json");
    assertThat(answer.header("Accept-Patch")).isEqualTo("application/merge-patch+json");
  }

  @Test
  void aPatchOfManyBytes_isTooLarge() {
    isProblem(
        server.patch("mug/1", "{\"category\":\"" + "x".repeat(300_000) + "\"}"),
        413,
        "too-large",
        "262144");
  }

  @Test
  void conditionsThatMakeNoSense_areRefused() {
    isProblem(
        server.put("mug/1", photo(), "If-None-Match", "\"abc\""),
        400,
        "invalid-request",
        "must be *");
    isProblem(
        server.put("mug/1", photo(), "If-Match", "abc"),
        400,
        "invalid-request",
        "in quotes, got abc");
    isProblem(
        server.put("mug/1", photo(), "If-Match", "*", "If-None-Match", "*"),
        400,
        "invalid-request",
        "got both");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "a/../b", "a//b", ".", "\u0007", "a\nb"})
  void anIdThatCouldDisturb_isRefused_orHarmless(String id) {
    Answer put = server.put(id, photo());

    if (put.status() == 201) {
      assertThat(server.get(put.header("Location")).status()).isEqualTo(200);
      assertThat(server.delete(put.json().get("id").asText()).status()).isEqualTo(204);
    } else {
      assertThat(put.status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"object_id|1|object_id", "price:number|cheap|cheap", "session|a|session"})
  void anAttributeThatCannotBe_isRefused(String name, String value, String detail) {
    isProblem(server.put("spoon/1", photo().field(name, value)), 400, "invalid-request", detail);
  }

  // Before any route.

  @Test
  void whatIsNotHttp_isAnsweredByAProblem() throws Exception {
    try (RawHttp raw = new RawHttp(server)) {
      assertThat(raw.send("GET /\n\n").answer())
          .contains("HTTP/1.1 4")
          .contains("application/problem+json");
    }
    try (RawHttp raw = new RawHttp(server)) {
      String header = "X: " + "x".repeat(20_000);
      assertThat(raw.send("GET / HTTP/1.1\nHost: localhost\n" + header + "\n\n").answer())
          .contains("too-large");
    }
  }

  @Test
  void aQueryThatCannotBeDecoded_isRefused_ratherThanLeftOut() throws Exception {
    try (RawHttp raw = new RawHttp(server)) {
      assertThat(
              raw.send(
                      "GET /api/v1/objects?filter=%zz HTTP/1.1\nHost: localhost\nConnection: close\n\n")
                  .answer())
          .startsWith("HTTP/1.1 400")
          .contains("problem+json");
    }
  }

  @Test
  void methodsThatNobodyKnows_areCountedAsOne() {
    for (int i = 0; i < 5; i++) {
      Answer _ = server.send("STRANGE" + i, "/api/v1/objects", BodyPublishers.noBody());
    }
    assertThat(server.get("/metrics").text())
        .contains("method=\"other\"")
        .doesNotContain("STRANGE");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/objects/nosuch,404",
    "/api/v1/objects/mug%2F1,200",
    "/health/ready,200",
    "/,200",
    "/nothing,404"
  })
  void aHead_isAnsweredAsAGetIs_withoutTheBody(String path, int status) {
    Answer head = server.send("HEAD", path, BodyPublishers.noBody());

    assertThat(head.status()).isEqualTo(status);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aRequestId_isTakenOver_ifItIsHarmless() {
    assertThat(server.get("/health/live", "X-Request-Id", "till-7.42").header("X-Request-Id"))
        .isEqualTo("till-7.42");
    assertThat(server.get("/health/live", "X-Request-Id", "a b").header("X-Request-Id"))
        .matches("[0-9a-f]{16}");
  }
}

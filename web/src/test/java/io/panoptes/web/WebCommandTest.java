package io.panoptes.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.photo.TestPhotos;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class WebCommandTest {
  @TempDir Path temp;

  @Test
  void withoutACatalogue_oneIsMade_andServedAtTheAddressThatIsPrintedLast() throws Exception {
    FakeModel.of("fa4e").copyTo(temp.resolve("model"));
    Path catalogue = temp.resolve("new").resolve("catalogue");
    try (WebProcess web = WebProcess.start(temp, "--index", catalogue.toString())) {
      assertThat(web.address()).matches("http://127\\.0\\.0\\.1:\\d+/\\?key=[A-Za-z0-9_-]{43}");
      assertThat(web.errors()).contains("new, empty catalogue");
      MultipartBody photo = new MultipartBody().photo("1.jpg", TestPhotos.jpeg(1, 1));
      HttpResponse<String> put =
          Objects.requireNonNull(web.ask("PUT", "/api/v1/objects/mug%2F1", photo));
      assertThat(put.statusCode()).isEqualTo(201);

      assertThat(web.terminate()).isEqualTo(128 + 15);
    }
    assertThat(Files.exists(catalogue.resolve("catalogue.json"))).isTrue();
  }

  @Test
  void eachWrite_isALineOfTheLog_inJsonIfThatIsWanted() throws Exception {
    FakeModel.of("fa4e").copyTo(temp.resolve("model"));
    try (WebProcess web =
        WebProcess.start(
            temp,
            "--index",
            temp.resolve("catalogue").toString(),
            "--log-format",
            "json",
            "--quiet")) {
      HttpResponse<String> deleted =
          Objects.requireNonNull(web.ask("DELETE", "/api/v1/objects/mug%2F1", new MultipartBody()));
      String id = deleted.headers().firstValue("X-Request-Id").orElseThrow();
      assertThat(web.terminate()).isEqualTo(128 + 15);

      assertThat(web.errors().lines().filter(line -> line.startsWith("{")))
          .singleElement()
          .asString()
          .contains("io.panoptes.audit")
          .contains("DELETE /api/v1/objects/mug%2F1 status=404 caller=local from=127.0.0.1")
          .contains("\"request_id\":\"" + id + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--host 0.0.0.0|--api-key-file",
        "--port 70000|--port must be 0 to 65535, got 70000",
        "--queue 19|--queue must hold a request, 20 photos at least, got 19",
        "--time-limit 0|--time-limit must be positive, got 0",
        "--host 0.0.0.0 --api-key-file x --phone|--phone opens a way in beside --host 127.0.0.1",
        "--index opensearch://h:1/n|this version has no clusters",
        "--log-format xml|--log-format must be text or json, got xml",
        "--keep-queries|--keep-queries",
      })
  void wrongUsage_isNamed(String arguments, String message) {
    StringWriter err = new StringWriter();
    int status =
        CommandRunner.run(
            new WebCommand(FakeModel::open, () -> temp),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            arguments.split(" "));

    assertThat(status).isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString()).startsWith("web: ").contains(message);
  }

  @Test
  void whatAVariableSays_isSoWhetherTheOptionIsThereOrNot() throws Exception {
    FakeModel.of("fa4e").copyTo(temp.resolve("model"));
    Map<String, String> environment =
        Map.of("PANOPTES_PRIVATE", "true", "PANOPTES_INDEX", temp.resolve("other").toString());
    for (String[] arguments : new String[][] {{}, {"--private"}}) {
      try (WebProcess web = WebProcess.start(temp, environment, arguments)) {
        HttpResponse<String> mine =
            Objects.requireNonNull(web.ask("GET", "/api/v1/catalogue", new MultipartBody()));
        assertThat(mine.body()).contains("\"private\":true");
      }
    }
    assertThat(temp.resolve("other").resolve("catalogue.json")).exists();
  }

  @Test
  void aPortThatIsTaken_isNamed() throws Exception {
    FakeModel.of("fa4e").copyTo(temp.resolve("model"));
    String catalogue = temp.resolve("catalogue").toString();
    try (WebProcess web = WebProcess.start(temp, "--index", catalogue)) {
      String port = web.address().replaceAll(".*:(\\d+)/.*", "$1");
      try (WebProcess second = WebProcess.start(temp, "--index", catalogue, "--port", port)) {
        assertThat(second.status()).isEqualTo(CommandRunner.FAILED);
        assertThat(second.errors()).contains(port).doesNotContain("internal error");
      }
    }
  }
}

package io.panoptes.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.ModelChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A real server over drawn photos, and a client that checks each answer against {@code
 * openapi.json}.
 */
final class TestServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OpenApi OPEN_API = new OpenApi();
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final Server server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** An answer. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, HttpHeaders headers, byte[] body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** Returns the last part of a problem's type. */
    String problem() {
      return json().path("type").asText().replace("urn:panoptes:problem:", "");
    }

    String detail() {
      return json().path("detail").asText();
    }
  }

  private TestServer(Server server) {
    this.server = server;
  }

  /**
   * Makes a catalogue below {@code temp}: mug/1 to mug/3 and cup/4, four photos each, of the things
   * 1 to 4; the mugs are red, cup/4 costs 4.
   */
  static Path catalogue(Path temp) throws IOException {
    FakeModel.of("fa4e").copyTo(temp.resolve("model"));
    TestTree tree = TestTree.in(temp.resolve("photos"));
    for (int thing = 1; thing <= 3; thing++) {
      tree.object("mug/" + thing, thing, 4);
    }
    tree.object("cup/4", 4, 4);
    Path table = temp.resolve("table.csv");
    Files.writeString(
        table,
        "object_id,colour,price:number\nmug/1,red,1\nmug/2,red|white,2\nmug/3,red,3\ncup/4,blue,4\n");
    AddResult added =
        writer(temp.resolve("catalogue"))
            .add(
                tree.root(),
                new ModelChoice(null, () -> temp.resolve("model")),
                AddOptions.NONE.withMetadata(table),
                Tuning.standard(),
                new Progress());
    if (added.added() != 4) {
      throw new IOException("the catalogue could not be made: " + added);
    }
    return temp.resolve("catalogue");
  }

  static CatalogueWriter writer(Path catalogue) {
    return new CatalogueWriter(catalogue, FakeModel::open, WAIT);
  }

  static ServerOptions options(Path catalogue) {
    return ServerOptions.of(catalogue).withAddress("127.0.0.1", 0);
  }

  static TestServer start(ServerOptions options) throws IOException {
    return start(options, FakeModel::open);
  }

  static TestServer start(ServerOptions options, Model.Opener models) throws IOException {
    return new TestServer(Server.start(options, models));
  }

  Server server() {
    return server;
  }

  String key() {
    return server.address().replaceFirst(".*key=", "");
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  static String object(String id) {
    return "/api/v1/objects/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Answer recognise(MultipartBody body, String... headers) {
    return send("POST", "/api/v1/recognitions", body, headers);
  }

  /** Sends a form with the key that may write. */
  Answer put(String id, MultipartBody body, String... headers) {
    return send("PUT", object(id), body, withKey(headers));
  }

  Answer patch(String id, String json, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/merge-patch+json";
    return send("PATCH", object(id), BodyPublishers.ofString(json), withKey(all));
  }

  Answer delete(String id, String... headers) {
    return send("DELETE", object(id), BodyPublishers.noBody(), withKey(headers));
  }

  private String[] withKey(String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Authorization";
    all[headers.length + 1] = "Bearer " + key();
    return all;
  }

  Answer send(String method, String path, MultipartBody body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = body.type();
    return send(method, path, BodyPublishers.ofByteArray(body.bytes()), all);
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).timeout(WAIT).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      OPEN_API.check(
          method,
          uri(path).getRawPath(),
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse(""),
          answer.body());
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}

package io.panoptes.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a server what photos show. Connections are kept and used again. Threads share one. Closing
 * waits for the answers.
 */
final class RecognitionClient implements AutoCloseable {
  private static final String BOUNDARY = "a-photo-never-holds-this-line-7c1f";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI recognitions;
  private final URI readiness;

  /** Makes one for the server whose page is at {@code address}. */
  RecognitionClient(URI address) {
    this.recognitions = address.resolve("/api/v1/recognitions");
    this.readiness = address.resolve("/health/ready");
  }

  /** Returns whether the server is ready, false also if it cannot be reached yet. */
  boolean isReady() throws InterruptedException {
    try {
      return http.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  /** Asks with one photo, and fails unless the answer is 200. */
  void recognise(byte[] photo) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request(photo), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "a recognition must be answered by 200, got "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
  }

  /** Asks with one photo, and returns the answer when it comes, whatever it is. */
  CompletableFuture<HttpResponse<Void>> ask(byte[] photo) {
    return http.sendAsync(request(photo), BodyHandlers.discarding());
  }

  private HttpRequest request(byte[] photo) {
    String head =
        "--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"photo.jpg\"\r\n"
            + "Content-Type: image/jpeg\r\n\r\n";
    String tail = "\r\n--" + BOUNDARY + "--\r\n";
    return HttpRequest.newBuilder(recognitions)
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(
            BodyPublishers.ofByteArrays(
                List.of(head.getBytes(US_ASCII), photo, tail.getBytes(US_ASCII))))
        .build();
  }

  @Override
  public void close() {
    http.close();
  }
}

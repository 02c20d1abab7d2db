package io.panoptes.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.inspection.Inspection;
import io.panoptes.search.inspection.Inspector;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are killed while objects are put, again and again, on one catalogue. */
@Timeout(600)
class KilledServerTest {
  private static final int KILLS = 4;
  private static final int CLIENTS = 3;

  @TempDir Path temp;

  private final List<String> acknowledged = new ArrayList<>();

  @Test
  void whatWasAcknowledged_isThere_andNothingIsHalf() throws Exception {
    FakeModel.of("fa4e").copyTo(temp.resolve("model"));
    Path catalogue = temp.resolve("catalogue");
    Random random = new Random(6);
    for (int kill = 0; kill < KILLS; kill++) {
      putUntilKilled(catalogue, kill, 5 + random.nextInt(10));
      require(catalogue);
    }
    assertThat(acknowledged).hasSizeGreaterThan(KILLS);
  }

  /** Puts objects from several clients, and kills the server in the midst of it. */
  private void putUntilKilled(Path catalogue, int round, int after) throws Exception {
    int before = acknowledged.size();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        WebProcess web = WebProcess.start(temp, "--index", catalogue.toString())) {
      List<Future<Integer>> putting = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        String prefix = "round-" + round + "/client-" + client + "-";
        putting.add(clients.submit(() -> put(web, prefix)));
      }
      Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> count() >= before + after);
      web.kill();
      for (Future<Integer> client : putting) {
        assertThat(client.get()).isNotNegative();
      }
    }
  }

  private int put(WebProcess web, String prefix) throws Exception {
    for (int i = 0; ; i++) {
      long thing = (prefix + i).hashCode();
      HttpResponse<String> answer =
          web.ask(
              "PUT",
              "/api/v1/objects/" + (prefix + i).replace("/", "%2F"),
              new MultipartBody()
                  .photo("1.jpg", TestPhotos.jpeg(thing, 1))
                  .photo("2.jpg", TestPhotos.jpeg(thing, 2)));
      if (answer == null) {
        return i;
      }
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      synchronized (acknowledged) {
        acknowledged.add(prefix + i);
      }
    }
  }

  private int count() {
    synchronized (acknowledged) {
      return acknowledged.size();
    }
  }

  private void require(Path catalogue) throws Exception {
    try (Catalogue read = Catalogue.open(catalogue, FakeModel::open)) {
      assertThat(read.ids()).containsAll(acknowledged);
      read.forEachEntry(entry -> assertThat(entry.photos()).hasSize(2));
    }
    Inspection inspection =
        new Inspector(CatalogueFolder.at(catalogue), FakeModel::open, 50, new Progress()).inspect();
    assertThat(inspection.problems()).isEmpty();
  }
}

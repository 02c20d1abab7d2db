package io.panoptes.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.write.ReindexOptions;
import io.panoptes.search.inspection.ImpactSample;
import io.panoptes.web.TestServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue that goes over to another model, and back, while it is asked and written. */
@Timeout(120)
class ModelSwapTest {
  private static final int CLIENTS = 4;

  @TempDir Path temp;

  private final AtomicBoolean ended = new AtomicBoolean();
  private final Set<String> models = new ConcurrentSkipListSet<>();

  @Test
  void noRequestIsDropped_norAnsweredByTwoModels() throws Exception {
    Path catalogue = TestServer.catalogue(temp);
    FakeModel.of("beef").copyTo(temp.resolve("next"));
    try (ExecutorService clients = Executors.newCachedThreadPool();
        TestServer server = TestServer.start(TestServer.options(catalogue))) {
      List<Future<Integer>> asked = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int own = client;
        asked.add(clients.submit(() -> askUntilEnded(server, own)));
      }
      Future<Integer> written = clients.submit(() -> writeUntilEnded(server));
      try {
        var _ =
            TestServer.writer(catalogue)
                .reindex(
                    temp.resolve("next"),
                    new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), _ -> {}),
                    Tuning.standard(),
                    new Progress());
        awaitModel("beefbeefbeef");
        var _ = TestServer.writer(catalogue).rollback(List.of(), Tuning.standard(), new Progress());
        models.clear();
        awaitModel("fa4efa4efa4e");
      } finally {
        ended.set(true);
      }
      for (Future<Integer> client : asked) {
        assertThat(client.get()).isPositive();
      }
      int puts = written.get();
      assertThat(puts).isPositive();
      for (int put = 0; put < puts; put++) {
        assertThat(server.get(TestServer.object("put/" + put)).status()).isEqualTo(200);
      }
    }
  }

  private void awaitModel(String model) {
    Awaitility.await().until(() -> models.contains(model));
  }

  /** A photo of the catalogue has a distance of nothing, unless the two are of two models. */
  private int askUntilEnded(TestServer server, int client) {
    int answers = 0;
    while (!ended.get()) {
      int thing = 1 + (client + answers) % 4;
      Answer answer =
          server.recognise(
              new MultipartBody().photo("1.jpg", TestPhotos.jpeg(thing, 1 + answers % 4)));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().at("/object/candidates/0/distance").asDouble()).isLessThan(1e-3);
      models.add(answer.json().get("model").asText());
      answers++;
    }
    return answers;
  }

  private int writeUntilEnded(TestServer server) {
    int puts = 0;
    while (!ended.get()) {
      Answer put =
          server.put(
              "put/" + puts, new MultipartBody().photo("1.jpg", TestPhotos.jpeg(1000 + puts, 1)));
      assertThat(put.status()).as(put.text()).isEqualTo(201);
      puts++;
    }
    return puts;
  }
}

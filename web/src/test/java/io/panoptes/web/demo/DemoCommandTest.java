package io.panoptes.web.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.Attribute;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private record Run(int status, String out, String err) {}

  @TempDir private Path home;
  private TestTree demo;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();

  @BeforeEach
  void drawDemo() throws IOException {
    FakeModel.of("fa4e").copyTo(home.resolve("model"));
    demo =
        TestTree.in(home.resolve("demo"))
            .object("catalogue/mug/mug-1", 1, 3)
            .object("catalogue/mug/mug-2", 2, 3)
            .object("catalogue/lamp/lamp-3", 3, 3);
    demo.write("README.md", "what is here");
    demo.write("catalogue/objects.csv", "object_id,name\nmug-1,My first mug\n");
    demo.photo("queries/lamp-3.jpg", 3, 9);
    demo.photo("queries/mug-1.jpg", 1, 9);
    demo.photo("strangers/mug/mug-4.jpg", 4, 1);
    demo.photo("strangers/cat/cat-5.jpg", 5, 1);
  }

  @AfterEach
  void stop() {
    executor.close();
  }

  @Test
  void photosOfTheCatalogueAreNamed_eachOnItsLine() {
    Run run = demo("--once");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Catalogue: 3 objects, 9 photos, 9 of them indexed in ")
        .containsPattern("\n  lamp-3.jpg .* lamp-3  +right\n")
        .containsPattern("\n  mug-1.jpg .* mug-1  +right\n")
        .contains("\n2 of 2 photos named the right object first");
  }

  @Test
  void thingsAreCalledWhatTheTableCallsThem() throws IOException {
    demo("--once");

    try (Catalogue catalogue = Catalogue.open(ownCatalogue(), FakeModel::open)) {
      assertThat(catalogue.object("mug/mug-1").orElseThrow().attributes().get("name"))
          .isEqualTo(new Attribute.Text(List.of("My first mug")));
    }
  }

  @Test
  void strangersStandUnderWhatTheCatalogueHasOfThem() {
    assertThat(demo("--once").out())
        .containsPattern("though things of its kind are\n.*object\n  mug-4.jpg ")
        .containsPattern("nor anything of its kind\n.*object\n  cat-5.jpg ")
        .contains(" of 2 strangers ");
  }

  @Test
  void aStrangerTakenForAnObjectIsWrong() throws IOException {
    demo.photo("strangers/cat/cat-5.jpg", 1, 9);

    assertThat(demo("--once").out()).containsPattern("\n  cat-5.jpg .* mug-1  +WRONG\n");
  }

  @Test
  void aWrongNameIsWrong() throws IOException {
    demo.photo("queries/mug-2.jpg", 1, 9);

    assertThat(demo("--once").out())
        .containsPattern("\n  mug-2.jpg .* mug-1  +WRONG\n")
        .contains("\n2 of 3 photos named the right object first");
  }

  @Test
  void aSecondRunIndexesNothing() {
    demo("--once");

    assertThat(demo("--once").out()).startsWith("Catalogue: 3 objects, 9 photos, indexed before\n");
  }

  @Test
  void aNewBundledModelMakesTheCatalogueAgain() throws IOException {
    demo("--once");
    FakeModel.of("beef").copyTo(home.resolve("model"));

    Run run = demo("--once");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("Catalogue: 3 objects, 9 photos, 9 of them indexed in ");
    try (Catalogue catalogue = Catalogue.open(ownCatalogue(), FakeModel::open)) {
      assertThat(catalogue.model()).isEqualTo(FakeModel.of("beef").id());
    }
  }

  @Test
  void aDamagedCatalogueIsMadeAgain() throws IOException {
    demo("--once");
    Files.writeString(ownCatalogue().resolve("catalogue.json"), "{");

    Run run = demo("--once");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("9 of them indexed");
  }

  @Test
  void aCatalogueThatSomebodyNamedIsNeverClearedAway() throws IOException {
    Path index = home.resolve("mine");
    demo("--once", "--index", index.toString());
    FakeModel.of("beef").copyTo(home.resolve("model"));

    Run run = demo("--once", "--index", index.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("indexed before").contains(" --index " + index);
    assertThat(ownCatalogue()).doesNotExist();
  }

  @Test
  void withoutOnceItServesThePage_untilItIsStopped() throws Exception {
    StringWriter out = new StringWriter();
    Future<Integer> status =
        executor.submit(() -> run(home, out, new StringWriter(), "--port", "0"));
    await().until(() -> out.toString().endsWith("\n") && lastLine(out).startsWith("http://"));

    URI address = URI.create(lastLine(out));
    assertThat(address.toString()).matches("http://127\\.0\\.0\\.1:\\d+/\\?key=\\S+");
    assertThat(json(address.resolve("/api/v1/catalogue")))
        .contains("\"objects\":3", "\"demo\":true");
    assertThat(executor.shutdownNow()).isEmpty();
    assertThat(status.get()).isEqualTo(130);
  }

  private static String lastLine(StringWriter out) {
    return out.toString().lines().reduce("", (_, line) -> line);
  }

  private static String json(URI address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void aPhotoLeftOutIsNamed_andTheStatusSaysSo() throws IOException {
    Path bad = demo.write("catalogue/lamp/lamp-6/1.jpg", "no photo");

    Run run = demo("--once");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).contains("left out: " + bad);
  }

  @Test
  void aMissingDemoIsNamed() throws IOException {
    Run run = run(home.resolve("elsewhere"), "--once");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("demo: there is no folder " + home.resolve("elsewhere/demo"));
    assertThat(run.err().lines()).hasSize(1);
  }

  private Path ownCatalogue() {
    return home.resolve("target/demo-catalogue");
  }

  private Run demo(String... arguments) {
    return run(home, arguments);
  }

  private Run run(Path home, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    return new Run(run(home, out, err, arguments), out.toString(), err.toString());
  }

  private int run(Path home, StringWriter out, StringWriter err, String... arguments) {
    return CommandRunner.run(
        new DemoCommand(FakeModel::open, () -> this.home.resolve("model"), home),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments);
  }
}

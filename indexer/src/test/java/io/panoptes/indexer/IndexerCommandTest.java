package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.write.TestAdd;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexerCommandTest {
  private record Run(int status, String out, String err) {}

  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;

  @BeforeEach
  void drawPhotos() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos")).object("mug/17", 1, 3).object("solo", 2, 2);
  }

  @Test
  void addPrintsWhatItDid() throws IOException {
    JsonNode first = json(0, add("--json"));
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "added",
            "updated",
            "unchanged",
            "removed",
            "renamed",
            "gone",
            "skipped",
            "collisions",
            "photos",
            "seconds",
            "generation");
    assertThat(first.get("added").intValue()).isEqualTo(2);
    assertThat(first.get("photos").intValue()).isEqualTo(5);
    assertThat(first.get("generation").intValue()).isEqualTo(1);
    JsonNode again = json(0, add("--json"));
    assertThat(again.get("unchanged").intValue()).isEqualTo(2);
    assertThat(again.get("photos").intValue()).isZero();
    assertThat(add().out())
        .matches(
            "0 added, 0 updated, 2 unchanged, 0 removed, 0 left out; 0 photos encoded in \\S+ s\\R");
  }

  @Test
  void whatIsLeftOutIsNamed_andTheStatusSaysSo() throws IOException {
    Path bad = tree.write("lamp/broken/1.jpg", "no photo");
    JsonNode skipped = json(3, add("--json")).get("skipped");
    assertThat(skipped).hasSize(1);
    assertThat(skipped.get(0).get("path").textValue()).isEqualTo(bad.toString());
    assertThat(skipped.get(0).get("reason").textValue()).startsWith("not-a-photo: ");
    Run text = add();
    assertThat(text.status()).isEqualTo(3);
    assertThat(text.out()).startsWith("left out: " + bad + ": not-a-photo: ");
  }

  @Test
  void aFolderThatCannotBeAddedFailsInOneLine_andMakesNoCatalogue() throws IOException {
    Path empty = Files.createDirectory(temp.resolve("empty"));
    for (Path folder : List.of(temp.resolve("gone"), empty)) {
      Run run = run("add", "--object-dir", folder.toString());
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("indexer add: ").contains(folder.toString());
      assertThat(run.err().lines()).hasSize(1);
    }
    assertThat(catalogue.folder()).doesNotExist();
  }

  @Test
  void aFailureOnTheWayStillCountsWhatWasDone() throws IOException {
    List<String> arguments = List.of("add", "--object-dir", tree.root().toString(), "--json");
    Run run =
        run(
            new IndexerCommand(
                HookedModel.opener(_ -> {
                  throw new IllegalStateException("no network");
                }),
                catalogue::bundled),
            arguments);
    assertThat(run.status()).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(run.out()).get("added").intValue()).isZero();
    assertThat(run.err()).startsWith("indexer add: encoding ").contains("no network");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void aFolderOfOtherThingsIsNotMadeACatalogue() throws IOException {
    Path notes = Files.createDirectories(catalogue.folder()).resolve("notes.txt");
    Files.writeString(notes, "mine");
    Run run = add();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("the folder " + catalogue.folder() + " is no catalogue")
        .contains("notes.txt");
    assertThat(catalogue.folder()).isDirectoryContaining(path -> path.equals(notes));
    assertThat(catalogue.folder().resolve("catalogue.json")).doesNotExist();
  }

  @Test
  void aCatalogueWithoutItsModelIsNamed() throws IOException {
    add();
    Path model = catalogue.folder().resolve("models").resolve("fa4e".repeat(16));
    Files.delete(model.resolve("fake-model"));
    Run run = add();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("cannot use its model fa4efa4efa4e").contains("fake-model");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void withoutABundledModelANewCatalogueSaysWhatToDo() throws IOException {
    Run run =
        run(
            new IndexerCommand(FakeModel::open, () -> BundledModel.find(temp + "/none")),
            List.of("add", "--object-dir", tree.root().toString()));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("none is bundled in " + temp + "/none: name one with --model");
  }

  @Test
  void theBundledModelIsTheOnlyOneInItsFolder() throws IOException {
    Path model = Files.createDirectories(temp.resolve("models/lite2"));
    Files.writeString(model.resolve("SHA256SUMS"), "");
    Files.writeString(temp.resolve("models/README.md"), "");
    assertThat(BundledModel.find(temp.resolve("models").toString())).isEqualTo(model);
  }

  @Test
  void listTellsObjectsById() throws IOException {
    Path table = tree.write("m.csv", "object_id,price:number,colour\nsolo,25,red|blue\n");
    add("--metadata", table.toString());
    Run text = run("list");
    assertThat(text.out().lines())
        .containsExactly("mug/17  (mug)  3 photos", "solo  2 photos  colour=red | blue  price=25");
    assertThat(run("list", "--json").out().lines())
        .containsExactly(
            "{\"id\":\"mug/17\",\"category\":\"mug\",\"photos\":3,\"attributes\":{}}",
            "{\"id\":\"solo\",\"category\":null,\"photos\":2,"
                + "\"attributes\":{\"colour\":[\"red\",\"blue\"],\"price\":25}}");
  }

  @Test
  void showTellsAnObject() throws IOException {
    add();
    JsonNode shown = json(0, run("show", "mug/17/", "--json"));
    assertThat(shown.get("id").textValue()).isEqualTo("mug/17");
    assertThat(shown.get("photos").intValue()).isEqualTo(3);
    assertThat(shown.get("photo_ids")).hasSize(3).allMatch(id -> id.textValue().length() == 64);
    assertThat(shown.get("photo_names"))
        .extracting(JsonNode::textValue)
        .containsExactly("1.jpg", "2.jpg", "3.jpg");
    assertThat(run("show", "mug/17").out()).startsWith("mug/17").contains("photo: 1.jpg");
    Run unknown = run("show", "mug/99");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err())
        .isEqualToIgnoringNewLines(
            "indexer show: there is no object mug/99 in the catalogue " + catalogue.folder());
  }

  @Test
  void removeNamesWhatItDoesNotKnow() throws IOException {
    add();
    Run unknown = run("remove", "mug/99");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err())
        .isEqualToIgnoringNewLines(
            "indexer remove: there is no object mug/99 in the catalogue " + catalogue.folder());
    JsonNode some = json(3, run("remove", "mug/17", "mug/99", "--json"));
    assertThat(some.toString())
        .isEqualTo(
            "{\"removed\":1,\"skipped\":[{\"path\":\"mug/99\",\"reason\":\"unknown-object\"}],"
                + "\"generation\":1}");
    assertThat(run("remove", "solo").out()).isEqualToIgnoringNewLines("removed solo");
    assertThat(run("list").out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "show x", "remove x"})
  void aMissingCatalogueIsNamed(String command) {
    Run run = run(command.split(" "));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("there is no catalogue at " + catalogue.folder());
    assertThat(catalogue.folder()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add",
        "add --object-dir photos --wait -1",
        "add --object-dir photos --manifest x",
        "show",
        "remove",
        "mend",
        "list --index opensearch://localhost:9200/x"
      })
  void wrongUsageIsStatus2(String command) {
    Run run =
        run(new IndexerCommand(FakeModel::open, catalogue::bundled), List.of(command.split(" ")));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void helpNamesTheCommands() {
    Run run = run(new IndexerCommand(FakeModel::open, catalogue::bundled), List.of("--help"));
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("add", "list", "show", "remove", "verify", "130");
  }

  private Run add(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("add", "--object-dir", tree.root().toString()));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(new String[0]));
  }

  private Run run(String... arguments) {
    return run(new IndexerCommand(FakeModel::open, catalogue::bundled), List.of(arguments));
  }

  private Run run(IndexerCommand command, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    if (!arguments.contains("--index") && !arguments.contains("--help")) {
      all.addAll(List.of("--index", catalogue.folder().toString()));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        CommandRunner.run(
            command, new PrintWriter(out), new PrintWriter(err), all.toArray(new String[0]));
    return new Run(status, out.toString(), err.toString());
  }

  private static JsonNode json(int status, Run run) throws IOException {
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    return new ObjectMapper().readTree(run.out());
  }
}

package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands export and import. */
class TransferCommandsTest {
  private record Run(int status, String out, String err) {}

  @TempDir Path temp;
  private TestAdd catalogue;
  private String file = "";
  private String index = "";
  private String copy = "";

  @BeforeEach
  void addTwoThings() throws IOException {
    catalogue = TestAdd.in(temp);
    catalogue.add(TestTree.in(temp.resolve("photos")).object("mug/17", 1, 3).object("solo", 2, 2));
    file = temp.resolve("catalogue.zip").toString();
    index = catalogue.folder().toString();
    copy = temp.resolve("copy").toString();
  }

  @Test
  void bothSayWhatTheyDid() throws IOException {
    Run exported = run("export", file, "--index", index, "--quiet");
    assertThat(exported.status()).isZero();
    assertThat(exported.err()).isEmpty();
    assertThat(exported.out())
        .matches(
            "exported 2 objects with 5 photos, 5 thumbnails and 0 original files to \\S+: \\S+ MB in"
                + " \\S+ s\\R");
    Run imported = run("import", file, "--index", copy, "--quiet");
    assertThat(imported.status()).isZero();
    assertThat(imported.err()).isEmpty();
    assertThat(imported.out()).matches("2 added, 0 updated, 0 unchanged, 0 left out in \\S+ s\\R");
  }

  @Test
  void bothPrintJson() throws IOException {
    JsonNode exported = json(run("export", file, "--index", index, "--json"));
    assertThat(exported.fieldNames())
        .toIterable()
        .containsExactly(
            "objects", "photos", "thumbnails", "originals", "bytes", "skipped", "seconds");
    assertThat(exported.get("objects").intValue()).isEqualTo(2);
    assertThat(exported.get("photos").intValue()).isEqualTo(5);
    assertThat(exported.get("bytes").longValue()).isEqualTo(Files.size(Path.of(file)));
    Path report = temp.resolve("report.jsonl");
    JsonNode imported =
        json(run("import", file, "--index", copy, "--json", "--report", report.toString()));
    assertThat(imported.get("added").intValue()).isEqualTo(2);
    assertThat(imported.get("photos").intValue()).isZero();
    assertThat(Files.readAllLines(report))
        .containsExactly(
            "{\"id\":\"mug/17\",\"outcome\":\"added\",\"reason\":null}",
            "{\"id\":\"solo\",\"outcome\":\"added\",\"reason\":null}");
  }

  @Test
  void whatIsLeftOutIsNamed_andTheStatusSaysSo() throws IOException {
    String photo = catalogue.object("solo").entry().photos().getFirst().id();
    Path thumbnail = CatalogueFolder.at(catalogue.folder()).thumbnail(photo, null);
    Files.delete(thumbnail);
    Run exported = run("export", file, "--index", index);
    assertThat(exported.status()).isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(exported.out()).startsWith("left out: " + thumbnail + ": missing");
    Run imported = run("import", file, "--index", copy);
    assertThat(imported.status()).isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(imported.out()).startsWith("left out: thumbnails/").contains("2 added");
  }

  @Test
  void aFailureIsOneLine() {
    Run none = run("export", file, "--index", copy);
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).startsWith("indexer export: there is no catalogue at " + copy);
    Run missing = run("import", file, "--index", copy);
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).isEqualToIgnoringNewLines("indexer import: there is no file " + file);
    assertThat(temp.resolve("copy")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "import", "import x --wait -1", "export x y"})
  void wrongUsageIsStatus2(String command) {
    assertThat(run(command.split(" ")).status()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "import"})
  void helpSaysWhatTheOtherOneIsFor(String command) {
    Run help = run(command, "--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("FILE", "--index", "--replace", "indexer ");
  }

  private Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        CommandRunner.run(
            new IndexerCommand(FakeModel::open, catalogue::bundled),
            new PrintWriter(out),
            new PrintWriter(err),
            arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private static JsonNode json(Run run) throws IOException {
    assertThat(run.status()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }
}

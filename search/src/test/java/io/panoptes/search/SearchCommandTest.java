package io.panoptes.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.search.catalogue.TestCatalogue;
import io.panoptes.search.entry.CatalogueObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user meets it: arguments in; status, standard output and error out. */
final class SearchCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int THINGS = 6;

  @TempDir Path folder;
  private Path index;
  private Path photos;

  private record Result(int status, String out, String err) {
    List<JsonNode> json() throws IOException {
      List<JsonNode> lines = new ArrayList<>();
      for (String line : out.lines().toList()) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    }
  }

  @BeforeEach
  void write() throws IOException {
    index = folder.resolve("catalogue");
    photos = folder.resolve("photos");
    List<CatalogueObject> objects = new ArrayList<>();
    for (int thing = 0; thing < THINGS; thing++) {
      List<View> views = new ArrayList<>();
      for (int view = 0; view < 3; view++) {
        views.add(view(TestPhotos.write(folder.resolve("known"), "x.jpg", thing, view)));
      }
      String category = thing < 3 ? "mug" : "lamp";
      objects.add(
          TestCatalogue.with(
              TestCatalogue.object(category + "/" + thing, category, views),
              Map.of("number", TestCatalogue.number((double) thing))));
    }
    TestCatalogue.in(index, objects.toArray(CatalogueObject[]::new));
  }

  private static View view(Path photo) throws IOException {
    try (Encoder encoder = TestCatalogue.MODEL.load()) {
      return encoder.encode(List.of(encoder.prepare(new PhotoReader().read(photo)))).getFirst();
    }
  }

  private Path photo(String name, int thing, int view) throws IOException {
    return TestPhotos.write(photos, name, thing, view);
  }

  private Result search(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>();
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    if (!all.contains("--index")) {
      all.add("--index");
      all.add(index.toString());
    }
    int status =
        CommandRunner.run(
            new SearchCommand(FakeModel::open),
            new PrintWriter(out),
            new PrintWriter(err),
            all.toArray(String[]::new));
    return new Result(status, out.toString(), err.toString());
  }

  @Test
  void photo_isAnsweredAsTheContractSays() throws IOException {
    Path photo = photo("a.jpg", 4, 7);
    Result result = search(photo, "--json", "--top", 2);
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out()).endsWith("}\n");
    JsonNode answer = result.json().getFirst();
    assertThat(answer.fieldNames())
        .toIterable()
        .containsExactly("model", "generation", "photos", "category", "object");
    assertThat(answer.get("model").asText()).isEqualTo("fa4efa4efa4e");
    assertThat(answer.get("generation").asInt()).isEqualTo(1);
    JsonNode asked = answer.get("photos").get(0);
    assertThat(asked.get("name").asText()).isEqualTo(photo.toString());
    assertThat(asked.get("id").asText()).isEqualTo(new PhotoReader().read(photo).id());
    assertThat(asked.get("used").asBoolean()).isTrue();
    JsonNode category = answer.get("category");
    assertThat(category.get("label").asText()).isEqualTo("lamp");
    assertThat(category.get("candidates").get(0).get("label").asText()).isEqualTo("lamp");
    assertThat(category.get("candidates").get(0).get("share").asDouble()).isBetween(0.5, 1.0);
    JsonNode object = answer.get("object");
    assertThat(object.get("verdict").asText()).isEqualTo("known");
    assertThat(object.get("id").asText()).isEqualTo("lamp/4");
    assertThat(object.get("candidates")).hasSize(2);
    JsonNode first = object.get("candidates").get(0);
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly("id", "category", "distance", "photo");
    assertThat(first.get("id").asText()).isEqualTo("lamp/4");
    assertThat(first.get("category").asText()).isEqualTo("lamp");
    assertThat(first.get("distance").asDouble()).isBetween(0.0, 0.9);
    assertThat(first.get("photo").asText()).startsWith("lamp/4#");
  }

  @Test
  void photosOfOneThing_areOneQueryWithAScore() throws IOException {
    Result result = search(photo("a.jpg", 2, 7), photo("b.jpg", 2, 8), "--json");
    assertThat(result.status()).isZero();
    assertThat(result.json()).hasSize(1);
    JsonNode answer = result.json().getFirst();
    assertThat(answer.get("photos")).hasSize(2);
    JsonNode first = answer.get("object").get("candidates").get(0);
    assertThat(first.get("id").asText()).isEqualTo("mug/2");
    assertThat(first.get("score").asDouble())
        .isGreaterThanOrEqualTo(first.get("distance").asDouble());
  }

  @Test
  void each_answersEveryPhotoInOrder() throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("--each", "--json"));
    for (int i = 0; i < 70; i++) { // more than are decoded ahead
      arguments.add(photo(i + ".jpg", i % THINGS, 10 + i / THINGS));
    }
    Result result = search(arguments.toArray());
    assertThat(result.status()).isZero();
    List<JsonNode> answers = result.json();
    assertThat(answers).hasSize(70);
    int right = 0;
    for (int i = 0; i < 70; i++) {
      assertThat(answers.get(i).get("photos").get(0).get("name").asText())
          .endsWith("/" + i + ".jpg");
      String first = answers.get(i).get("object").get("candidates").get(0).get("id").asText();
      right += first.endsWith("/" + i % THINGS) ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(65);
  }

  @Test
  void each_unreadablePhoto_hasItsLineAndTheStatusSaysSo() throws IOException {
    Path text = Files.writeString(photo("b.jpg", 1, 1), "no photo");
    Result result =
        search("--each", "--json", photo("a.jpg", 1, 7), text, photos.resolve("none.jpg"));
    assertThat(result.status()).isEqualTo(3);
    List<JsonNode> answers = result.json();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(1).fieldNames())
        .toIterable()
        .containsExactly("model", "generation", "photos");
    JsonNode leftOut = answers.get(1).get("photos").get(0);
    assertThat(leftOut.fieldNames())
        .toIterable()
        .containsExactly("name", "used", "reason", "message");
    assertThat(leftOut.get("used").asBoolean()).isFalse();
    assertThat(leftOut.get("reason").asText()).isEqualTo("not-a-photo");
    assertThat(answers.get(2).get("photos").get(0).get("reason").asText())
        .isEqualTo("unreadable-file");
    assertThat(result.err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("search: left out, "))
        .anyMatch(line -> line.contains("b.jpg"))
        .anyMatch(line -> line.contains("none.jpg"));
    assertThat(search("--each", "--quiet", text).err()).isEmpty();
  }

  @Test
  void set_withAnUnreadablePhoto_isAnsweredFromTheOthers() throws IOException {
    Path text = Files.writeString(photo("b.jpg", 1, 1), "no photo");
    Result result = search("--json", text, photo("a.jpg", 5, 7));
    assertThat(result.status()).isEqualTo(3);
    JsonNode answer = result.json().getFirst();
    assertThat(answer.get("photos").get(0).get("used").asBoolean()).isFalse();
    assertThat(answer.get("photos").get(1).get("used").asBoolean()).isTrue();
    JsonNode first = answer.get("object").get("candidates").get(0);
    assertThat(first.get("id").asText()).isEqualTo("lamp/5");
    assertThat(first.has("score")).isFalse();
  }

  @Test
  void query_ofWhichNothingCanBeRead_fails() throws IOException {
    Path text = Files.writeString(photo("b.jpg", 1, 1), "no photo");
    Result result = search("--json", "--quiet", text);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err())
        .startsWith("search: no photo of the query could be read: not-a-photo: ")
        .contains("b.jpg");
  }

  @Test
  void text_isForPeople() throws IOException {
    Path photo = photo("a.jpg", 4, 7);
    Result result = search(photo);
    assertThat(result.status()).isZero();
    assertThat(result.out().lines().toList())
        .hasSize(4)
        .satisfies(lines -> {
          assertThat(lines.get(0)).isEqualTo(photo.toString());
          assertThat(lines.get(1))
              .matches("  object    known +lamp/4 \\(lamp\\), distance 0\\.\\d{3}, like \\d\\.jpg");
          assertThat(lines.get(2)).matches(" +then +(\\w+/\\d \\d\\.\\d{3}(, )?){3}");
          assertThat(lines.get(3)).matches("  category  \\w+ +lamp \\d+ %.*");
        });
  }

  @Test
  void text_namesWhatWasLeftOut() throws IOException {
    Path text = Files.writeString(photo("b.jpg", 1, 1), "no photo");
    assertThat(search("--each", text).out()).startsWith(text + ": left out, not-a-photo: ");
  }

  @Test
  void box_looksAtAPartOfThePhoto() throws IOException {
    Path photo = photo("a.jpg", 4, 7);
    JsonNode whole = search("--json", photo, "--box", "0,0,1,1").json().getFirst();
    assertThat(whole).isEqualTo(search("--json", photo).json().getFirst());
    JsonNode part = search("--json", photo, "--box", "0.5,0.5,0.2,0.2").json().getFirst();
    assertThat(part.get("photos")).isEqualTo(whole.get("photos"));
    assertThat(part.get("object")).isNotEqualTo(whole.get("object"));
  }

  @Test
  void filterSpaceAndExact_areHeard() throws IOException {
    Path photo = photo("a.jpg", 4, 7);
    JsonNode filtered =
        search("--json", photo, "--filter", "number=1..", "--filter", "category=mug")
            .json()
            .getFirst();
    assertThat(filtered.get("object").get("candidates"))
        .extracting(candidate -> candidate.get("id").asText())
        .containsExactlyInAnyOrder("mug/1", "mug/2");
    JsonNode category = search("--json", photo, "--space", "category").json().getFirst();
    assertThat(category.has("object")).isFalse();
    assertThat(category.has("category")).isTrue();
    JsonNode exact = search("--json", photo, "--exact").json().getFirst();
    assertThat(exact).isEqualTo(search("--json", photo).json().getFirst());
  }

  @Test
  void wrongUsage_isOneLineAndStatus2() throws IOException {
    Path photo = photo("a.jpg", 4, 7);
    assertMisused("Missing required parameter: 'PHOTO");
    assertMisused("Unknown option: '--explain'", photo, "--explain");
    assertMisused("must be both, object or category, got all", photo, "--space", "all");
    assertMisused("a box must lie within the photo", photo, "--box", "0,0,2,1");
    assertMisused("a box must be four numbers", photo, "--box", "a,b,c,d");
    assertMisused("a filter must be NAME=VALUE, got red", photo, "--filter", "red");
    assertMisused("there are: category, number", photo, "--filter", "colour=red");
    assertMisused("top must be 1 to 10000, got 0", photo, "--top", "0");
    assertMisused("'many' is not an int", photo, "--top", "many");
    assertMisused(
        "--index must be a folder: this version has no clusters, got opensearch://host:9200/x",
        photo,
        "--index",
        "opensearch://host:9200/x");
  }

  private void assertMisused(String message, Object... arguments) {
    Result result = search(arguments);
    assertThat(result.err()).startsWith("search: ").contains(message);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.status()).isEqualTo(2);
  }

  @Test
  void missingCatalogue_isOneLineAndStatus1() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    Result result = search(photo("a.jpg", 4, 7), "--index", nowhere);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("search: there is no catalogue at " + nowhere + " (no catalogue.json)\n");
  }

  @Test
  void outputThatCannotBeWritten_fails() throws IOException {
    StringWriter err = new StringWriter();
    int status =
        CommandRunner.run(
            new SearchCommand(FakeModel::open),
            new PrintWriter(new FullDisk()),
            new PrintWriter(err),
            photo("a.jpg", 4, 7).toString(),
            "--index",
            index.toString());
    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("search: standard output cannot be written\n");
  }

  private static final class FullDisk extends Writer {
    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void helpAndVersion_areOnStandardOutput() {
    Result help = search("--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("--each", "--filter=NAME=VALUE", "Exit status");
    assertThat(help.err()).isEmpty();
    Result version = search("--version");
    assertThat(version.status()).isZero();
    assertThat(version.out()).matches("Panoptes \\d+\\.\\d+\\.\\d+.*\n");
  }
}

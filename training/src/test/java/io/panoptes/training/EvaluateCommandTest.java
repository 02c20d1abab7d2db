package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.TestModels;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.network.Fusion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users run it, on drawn photos and a small model. */
class EvaluateCommandTest {
  private static final List<String> CONTRACT =
      List.of(
          "protocol",
          "sv_category_accuracy",
          "mv_category_accuracy",
          "sv_object_accuracy",
          "mv_object_accuracy",
          "sv_category_map",
          "mv_category_map",
          "sv_object_map",
          "mv_object_map");

  @TempDir private static Path shared;
  @TempDir private Path temporary;
  private TestTree train = new TestTree(Path.of(""));
  private TestTree test = new TestTree(Path.of(""));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeModel() throws IOException {
    var _ = TestModels.write(shared.resolve("model"), Fusion.MEAN, 7);
  }

  @BeforeEach
  void drawPhotos() throws IOException {
    train = TestTree.in(temporary.resolve("train"));
    train.object("mug/red", 1, 3).object("mug/blue", 2, 3);
    train.object("pot/green", 3, 3).object("pot/grey", 4, 3);
    test = TestTree.in(temporary.resolve("test"));
    test.object("mug/white", 11, 3).object("mug/black", 12, 3);
    test.object("pot/brown", 13, 3).object("pot/pink", 14, 3);
  }

  private int evaluate(String... further) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--quiet"));
    arguments.addAll(List.of("--train", train.root().toString()));
    arguments.addAll(List.of("--test", test.root().toString()));
    arguments.addAll(List.of("--model", shared.resolve("model").toString()));
    arguments.addAll(List.of(further));
    return CommandRunner.run(
        new TrainingCommand(Path.of("")),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments.toArray(String[]::new));
  }

  private JsonNode json(String... further) throws IOException {
    out.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(further));
    arguments.add("--json");
    assertThat(evaluate(arguments.toArray(String[]::new)))
        .isIn(CommandRunner.DONE, CommandRunner.LEFT_OUT);
    return new ObjectMapper().readTree(out.toString().lines().toList().getLast());
  }

  private static List<String> notes(JsonNode json) {
    return json.required("notes").valueStream().map(JsonNode::textValue).toList();
  }

  @Test
  void json_beginsWithTheContractsKeys_inPercent_andHasMore() throws IOException {
    JsonNode json = json();
    assertThat(json.propertyStream().map(Map.Entry::getKey).toList())
        .startsWith(CONTRACT.toArray(String[]::new));
    assertThat(json.required("protocol").textValue()).isEqualTo("authors");
    for (String key : CONTRACT.subList(1, 9)) {
      assertThat(json.required(key).doubleValue()).as(key).isBetween(0.0, 100.0);
      JsonNode interval = json.required("intervals").required(key);
      assertThat(interval.get(0).doubleValue()).isLessThanOrEqualTo(json.get(key).doubleValue());
      assertThat(interval.get(1).doubleValue()).isGreaterThanOrEqualTo(json.get(key).doubleValue());
    }
    assertThat(json.at("/queries/sv_object_map").intValue()).isEqualTo(12);
    assertThat(json.at("/queries/mv_object_map").intValue()).isEqualTo(4);
    assertThat(json.at("/separation/object/rho").doubleValue()).isPositive();
    assertThat(json.at("/separation/category/d_inter_min").doubleValue()).isBetween(0.0, 2.0);
    assertThat(json.required("growth")).hasSize(3);
    assertThat(json.at("/growth/2/object_accuracy").isNull()).isTrue();
    assertThat(json.at("/test/photos").intValue()).isEqualTo(12);
    assertThat(json.required("object_figures").textValue()).isEqualTo("across photos");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void strict_doesNotLetAQueryFindItself_andChangesNothingElse() throws IOException {
    JsonNode authors = json();
    JsonNode strict = json("--protocol", "strict");
    assertThat(strict.required("protocol").textValue()).isEqualTo("strict");
    assertThat(strict.required("sv_category_map").doubleValue())
        .isLessThan(authors.required("sv_category_map").doubleValue());
    for (String same : List.of("sv_category_accuracy", "sv_object_map", "separation", "growth")) {
      assertThat(strict.required(same)).as(same).isEqualTo(authors.required(same));
    }
  }

  @Test
  void text_isATableOfAllFigures() {
    assertThat(evaluate()).isEqualTo(CommandRunner.DONE);
    assertThat(out.toString())
        .contains("category accuracy", "object mAP", "rho", "photos in the query")
        .containsPattern("object mAP +[0-9.]+ \\([0-9.]+–[0-9.]+\\) +[0-9.]+ \\([0-9.]+–");
  }

  @Test
  void photoThatCannotBeRead_isListed_andSoIsAnObjectOfSuch() throws IOException {
    Path bad = test.write("mug/white/bad.jpg", "no photo");
    test.write("mug/torn/1.jpg", "no photo");
    assertThat(evaluate("--json")).isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(err.toString())
        .contains("skipped " + bad)
        .contains("skipped mug/torn: no-photos: none can be read");
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.required("skipped")).hasSize(3);
    assertThat(json.at("/test/objects").intValue()).isEqualTo(4);
    assertThat(json.at("/test/photos").intValue()).isEqualTo(12);
  }

  @Test
  void splitOfWhichNoPhotoCanBeRead_isRefused() throws IOException {
    test = TestTree.in(temporary.resolve("torn"));
    test.write("mug/torn/1.jpg", "no photo");
    assertThat(evaluate()).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("no photo in " + test.root().toRealPath() + " can be read")
        .contains("1.jpg");
  }

  @Test
  void withoutCategories_thereAreNoCategoryFigures() throws IOException {
    test = new TestTree(test.root().resolve("mug"));
    JsonNode json = json();
    for (String key : CONTRACT.subList(1, 9)) {
      assertThat(json.required(key).isNull()).as(key).isEqualTo(key.contains("category"));
    }
    assertThat(json.at("/separation/category").isNull()).isTrue();
    assertThat(json.at("/growth/0/category_accuracy").isNull()).isTrue();
    assertThat(notes(json))
        .contains(
            "no object of "
                + test.root().toRealPath()
                + " has a category: there are no category figures");
  }

  @Test
  void trainWithoutCategories_givesNoCategoryAccuracy() throws IOException {
    train = new TestTree(train.root().resolve("mug"));
    JsonNode json = json();
    assertThat(json.required("sv_category_accuracy").isNull()).isTrue();
    assertThat(json.required("sv_category_map").isNull()).isFalse();
    assertThat(notes(json)).anyMatch(note -> note.endsWith("there is no category accuracy"));
  }

  @Test
  void categoriesOfOneSplitOnly_areNamed() throws IOException {
    train.object("lamp/tall", 5, 3);
    test.object("sofa/soft", 15, 3);
    JsonNode json = json();
    Path trainRoot = train.root().toRealPath();
    Path testRoot = test.root().toRealPath();
    assertThat(notes(json))
        .anyMatch(note ->
            note.startsWith("1 categories of " + testRoot)
                && note.endsWith("count as told wrongly: sofa"))
        .anyMatch(
            note -> note.startsWith("1 categories of " + trainRoot) && note.endsWith(": lamp"))
        .anyMatch(note -> note.contains("1 categories") && note.contains("have one object"));
  }

  @Test
  void objectWithoutCategoryAmongOthers_isLeftOutOfCategoryFigures() throws IOException {
    test.object("odd", 16, 3);
    JsonNode json = json();
    assertThat(json.at("/queries/sv_category_accuracy").intValue()).isEqualTo(12);
    assertThat(json.at("/queries/sv_object_accuracy").intValue()).isEqualTo(15);
    assertThat(notes(json))
        .anyMatch(note -> note.startsWith("1 objects of") && note.contains("have no category"));
  }

  @Test
  void objectOfOnePhoto_andUnevenNumbersOfPhotos_areToldOf() throws IOException {
    test.object("mug/odd", 16, 1);
    JsonNode json = json();
    assertThat(json.at("/queries/mv_object_accuracy").intValue()).isEqualTo(4);
    assertThat(notes(json))
        .anyMatch(note -> note.contains("have 1 to 3 photos"))
        .anyMatch(note -> note.startsWith("1 objects of") && note.contains("have one photo only"));
  }

  @Test
  void sessions_areKeptApart() throws IOException {
    StringBuilder table = new StringBuilder("photo,session\n");
    for (String object : List.of("mug/white", "mug/black", "pot/brown")) {
      table.append(object).append("/1.jpg,monday\n").append(object).append("/2.jpg,tuesday\n");
    }
    test.write("photos.csv", table + "pot/brown/3.jpg,tuesday\npot/pink/1.jpg,monday\n");
    JsonNode json = json();
    assertThat(json.required("object_figures").textValue()).isEqualTo("across sessions");
    assertThat(json.at("/test/sessions").intValue()).isEqualTo(2);
    assertThat(json.at("/queries/sv_object_accuracy").intValue()).isEqualTo(7);
    assertThat(json.at("/queries/mv_object_accuracy").intValue()).isEqualTo(3);
    assertThat(json.at("/queries/sv_category_accuracy").intValue()).isEqualTo(12);
    assertThat(notes(json))
        .anyMatch(note -> note.startsWith("4 photos of") && note.contains("have no session"))
        .anyMatch(note -> note.contains("have photos of one known session only"));
  }

  @Test
  void oneSession_isToldOf() throws IOException {
    StringBuilder table = new StringBuilder("photo,session\n");
    for (String object : List.of("mug/white", "mug/black", "pot/brown", "pot/pink")) {
      for (int photo = 1; photo <= 3; photo++) {
        table.append(object).append("/").append(photo).append(".jpg,monday\n");
      }
    }
    test.write("photos.csv", table.toString());
    JsonNode json = json();
    assertThat(json.required("object_figures").textValue()).isEqualTo("single session");
    assertThat(json.at("/queries/sv_object_accuracy").intValue()).isEqualTo(12);
    assertThat(notes(json)).anyMatch(note -> note.startsWith("single session: no object of"));
  }

  @Test
  void fewerThanTenTrainVectors_allVote_andTheirNumberIsTold() throws IOException {
    train = TestTree.in(temporary.resolve("small"));
    train.object("mug/red", 1, 3).object("pot/green", 3, 4);
    JsonNode json = json();
    assertThat(json.required("sv_category_accuracy").isNull()).isFalse();
    assertThat(notes(json))
        .anyMatch(note -> note.contains("the category of one photo is told by 7 neighbours"))
        .anyMatch(note -> note.contains("the category of several photos is told by 2 neighbours"));
  }

  @Test
  void photoTwiceInAnObject_isToldOf_andTemporaryFilesAreGone() throws IOException {
    test.write("mug/white/again.jpg", Files.readAllBytes(test.root().resolve("mug/white/1.jpg")));
    assertThat(notes(json())).anyMatch(note -> note.startsWith("1 photos are copies of others"));
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("panoptes") && name.endsWith(".vectors"));
    }
  }

  @Test
  void wrongUsage_isOneLine() {
    assertThat(evaluate("--protocol", "lenient")).isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("must be authors or strict, got lenient");
  }

  @Test
  void folderOrModelThatIsNotThere_isNamed() {
    Path none = temporary.resolve("none");
    test = new TestTree(none);
    assertThat(evaluate()).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("there is no folder " + none);
    assertThat(
            CommandRunner.run(
                new TrainingCommand(Path.of("")),
                new PrintWriter(out),
                new PrintWriter(err),
                "evaluate",
                "--train",
                train.root().toString(),
                "--test",
                train.root().toString(),
                "--model",
                none.toString()))
        .isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("there is no model folder " + none);
    assertThat(out.toString()).isEmpty();
  }
}

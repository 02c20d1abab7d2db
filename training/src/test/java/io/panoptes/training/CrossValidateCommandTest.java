package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.training.evaluation.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users run it, on drawn photos; features are computed once for all tests. */
class CrossValidateCommandTest {
  private static final Path BACKBONES =
      Path.of(System.getProperty("panoptes.root")).resolve("backbones");

  private static final List<String> RECIPE = List.of("--backbone", "efficientnet_lite0", "--plain");

  @TempDir private static Path cache;

  @TempDir private Path temporary;
  private TestTree tree = new TestTree(Path.of(""));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void drawPhotos() throws IOException {
    tree = TestTree.in(temporary.resolve("photos"));
    for (int thing = 0; thing < 12; thing++) {
      tree.object(List.of("mug", "pot", "tin").get(thing % 3) + "/" + thing, thing, 4);
    }
  }

  private int run(List<String> arguments) {
    out.getBuffer().setLength(0);
    return CommandRunner.run(
        new TrainingCommand(BACKBONES, cache),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments.toArray(String[]::new));
  }

  private int validate(String... further) {
    List<String> arguments = new ArrayList<>(List.of("cross-validate", "--quiet"));
    arguments.addAll(List.of("--object-dir", tree.root().toString()));
    arguments.addAll(RECIPE);
    arguments.addAll(List.of(further));
    return run(arguments);
  }

  private JsonNode json(String... further) throws IOException {
    assertThat(
            validate(Stream.concat(Stream.of("--json"), Stream.of(further)).toArray(String[]::new)))
        .as(err.toString())
        .isEqualTo(CommandRunner.DONE);
    return new ObjectMapper().readTree(out.toString());
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::textValue).toList();
  }

  /** The slow way: a folder for each side, a model, an evaluation. */
  @Test
  void figuresOfAFold_areThoseOfAModelFittedToTheOthers_andEvaluatedOnIt() throws IOException {
    JsonNode json = json("--folds", "3");
    for (int fold = 0; fold < 3; fold++) {
      Path sides = temporary.resolve("fold " + fold);
      for (int other = 0; other < 3; other++) {
        for (String object : strings(json.at("/folds/" + other + "/objects"))) {
          copy(object, sides.resolve(other == fold ? "test" : "train"));
        }
      }
      Path model = sides.resolve("model");
      List<String> fit =
          new ArrayList<>(List.of("fit", "--full-precision", "--quiet", "--out", model.toString()));
      fit.addAll(List.of("--object-dir", sides.resolve("train").toString()));
      fit.addAll(RECIPE);
      assertThat(run(fit)).as(err.toString()).isEqualTo(CommandRunner.DONE);
      List<String> evaluate =
          new ArrayList<>(List.of("evaluate", "--json", "--quiet", "--model", model.toString()));
      evaluate.addAll(List.of("--train", sides.resolve("train").toString()));
      evaluate.addAll(List.of("--test", sides.resolve("test").toString()));
      assertThat(run(evaluate)).as(err.toString()).isEqualTo(CommandRunner.DONE);
      JsonNode evaluation = new ObjectMapper().readTree(out.toString());
      for (Task task : Task.values()) {
        assertThat(json.at("/folds/" + fold + "/" + task.key()).doubleValue())
            .as("%s of fold %d", task, fold)
            .isCloseTo(evaluation.required(task.key()).doubleValue(), within(1e-9));
      }
    }
  }

  private void copy(String object, Path side) throws IOException {
    Path to = Files.createDirectories(side.resolve(object));
    try (Stream<Path> photos = Files.list(tree.root().resolve(object))) {
      for (Path photo : photos.toList()) {
        Path _ = Files.copy(photo, to.resolve(photo.getFileName().toString()));
      }
    }
  }

  @Test
  void figures_areMeansOverFolds_withTheirStandardDeviation() throws IOException {
    JsonNode json = json("--folds", "2");
    for (Task task : Task.values()) {
      double one = json.at("/folds/0/" + task.key()).doubleValue();
      double other = json.at("/folds/1/" + task.key()).doubleValue();
      assertThat(json.required(task.key()).doubleValue())
          .isCloseTo((one + other) / 2, within(1e-9));
      // Of two numbers, √((a − m)² + (b − m)²) is |a − b| / √2.
      assertThat(json.at("/standard_deviations/" + task.key()).doubleValue())
          .isCloseTo(Math.abs(one - other) / Math.sqrt(2), within(1e-9));
    }
    assertThat(json.required("objects").intValue()).isEqualTo(12);
    assertThat(json.required("photos").intValue()).isEqualTo(48);
    assertThat(json.required("categories").intValue()).isEqualTo(3);
    assertThat(json.required("places").intValue()).isEqualTo(3);
  }

  @Test
  void withoutOptions_thereAreSixFolds_andATable() {
    assertThat(validate()).isEqualTo(CommandRunner.DONE);
    assertThat(out.toString())
        .contains(
            "12 objects, 48 photos, 3 categories; sorted by their photos into 6 places, and these")
        .containsPattern("category accuracy +[0-9.]+ ± [0-9.]+ +[0-9.]+ ± [0-9.]+\n")
        .containsPattern("object mAP +[0-9.]+ ± [0-9.]+ +[0-9.]+ ± [0-9.]+\n")
        .contains("mean over folds ± standard deviation between them");
    assertThat(err.toString()).isEmpty();
  }

  /** So that recipes can be compared. */
  @Test
  void folds_doNotDependOnTheRecipe() throws IOException {
    JsonNode json = json();
    JsonNode general = json("--general", "--mirror");
    for (int fold = 0; fold < 6; fold++) {
      assertThat(strings(general.at("/folds/" + fold + "/objects")))
          .isNotEmpty()
          .isEqualTo(strings(json.at("/folds/" + fold + "/objects")));
    }
    assertThat(general.required("sv_category_map")).isNotEqualTo(json.required("sv_category_map"));
  }

  @Test
  void objectsAtOnePlace_areInOneFold() throws IOException {
    for (int thing = 0; thing < 3; thing++) {
      // Other views of the same drawing: other objects, as it were, before the same background.
      for (int view = 11; view < 14; view++) {
        tree.photo("mug/beside " + thing + "/" + view + ".jpg", thing, view);
      }
    }
    List<List<String>> folds =
        json("--folds", "3")
            .required("folds")
            .valueStream()
            .map(fold -> strings(fold.required("objects")))
            .toList();
    for (int thing = 0; thing < 3; thing++) {
      String beside = "mug/beside " + thing;
      String object = List.of("mug/0", "pot/1", "tin/2").get(thing);
      assertThat(folds).anySatisfy(fold -> assertThat(fold).contains(beside, object));
    }
  }

  @Test
  void fewerObjectsThanFolds_areRefused() throws IOException {
    assertThat(validate("--folds", "13")).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("there must be an object a fold at least")
        .contains("has 12 of which a photo can be read, for 13 folds");
    tree.write("mug/torn/1.jpg", "no photo");
    assertThat(validate("--folds", "13")).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString().lines().skip(1)).singleElement().asString().contains("has 12 of");
  }

  @Test
  void oneFold_isWrongUsage() {
    assertThat(validate("--folds", "1")).isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("--folds must be 2 or more, got 1");
  }

  @Test
  void withoutCategories_orWithOne_thereAreObjectFiguresOnly() throws IOException {
    Path root = tree.root();
    TestTree one = new TestTree(temporary.resolve("one"));
    Files.createDirectories(one.root());
    Files.move(root.resolve("mug"), one.root().resolve("mug"));
    tree = one;
    JsonNode json = json("--folds", "2");
    for (Task task : Task.values()) {
      assertThat(json.required(task.key()).isNull())
          .as(task.key())
          .isEqualTo(task.key().contains("category"));
    }
    assertThat(strings(json.required("notes")))
        .containsExactly(
            "the only category of "
                + one.root().toRealPath()
                + " is mug: there are no category figures");

    tree = new TestTree(one.root().resolve("mug"));
    assertThat(strings(json("--folds", "2").required("notes")))
        .containsExactly(
            "no object of "
                + tree.root().toRealPath()
                + " has a category: there are no category figures");
    assertThat(validate("--folds", "2")).isEqualTo(CommandRunner.DONE);
    assertThat(out.toString()).containsPattern("category mAP +– +–\n").contains("4 objects");
  }

  @Test
  void objectsOfOnePhoto_doNotAskWhichObjectTheyShow() throws IOException {
    tree = TestTree.in(temporary.resolve("singles"));
    for (int thing = 0; thing < 6; thing++) {
      tree.object((thing < 3 ? "mug/" : "pot/") + thing, thing, 1);
    }
    JsonNode json = json("--folds", "2");
    for (Task task : Task.values()) {
      assertThat(json.required(task.key()).isNull())
          .as(task.key())
          .isEqualTo(task.key().contains("object"));
    }
    assertThat(strings(json.required("notes")))
        .anyMatch(note -> note.startsWith("6 objects of") && note.contains("one photo only"));
  }

  @Test
  void photosTooFewWithoutAFold_areRefusedByName() throws IOException {
    tree = TestTree.in(temporary.resolve("two"));
    tree.object("mug/red", 1, 1).object("pot/green", 2, 1);
    assertThat(validate("--folds", "2")).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("heads are fitted to two photos at least")
        .contains(tree.root().toRealPath() + " without fold 1 has 1");
  }

  @Test
  void categoryOfOneObject_orNone_isToldOf() throws IOException {
    tree.object("sofa/soft", 20, 4).object("odd", 21, 4);
    assertThat(strings(json().required("notes")))
        .anyMatch(
            note -> note.startsWith("1 categories are in one fold each") && note.endsWith("sofa"))
        .anyMatch(note -> note.startsWith("1 objects of") && note.contains("have no category"));
  }

  @Test
  void photoThatCannotBeRead_isListed_andSoIsAnObjectOfSuch() throws IOException {
    Path bad = tree.write("mug/0/bad.jpg", "no photo");
    tree.write("mug/torn/1.jpg", "no photo");
    assertThat(validate("--json")).isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(err.toString())
        .containsOnlyOnce("skipped " + bad)
        .contains("skipped mug/torn: no-photos: none can be read");
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.required("skipped")).hasSize(3);
    assertThat(json.required("objects").intValue()).isEqualTo(12);
  }

  @Test
  void sessions_areKeptApart_whereAnObjectHasTwo() throws IOException {
    tree.write("photos.csv", "photo,session\nmug/0/1.jpg,monday\nmug/0/2.jpg,tuesday\n");
    assertThat(validate("--json")).isNotEqualTo(CommandRunner.FAILED);
    assertThat(strings(new ObjectMapper().readTree(out.toString()).required("notes")))
        .anyMatch(note -> note.startsWith("object figures are across sessions in 1 of 6 folds"));
    tree.write("photos.csv", "photo,session\nmug/0/1.jpg,monday\nmug/0/2.jpg,monday\n");
    assertThat(validate("--json")).isNotEqualTo(CommandRunner.FAILED);
    assertThat(strings(new ObjectMapper().readTree(out.toString()).required("notes")))
        .anyMatch(note -> note.startsWith("single session: no object of"));
  }

  @Test
  void cacheThatCannotBeWritten_isSaidOnce() throws IOException {
    Path file = tree.write("../file", "no folder");
    assertThat(validate("--feature-cache", file.toString())).isEqualTo(CommandRunner.DONE);
    assertThat(err.toString()).containsOnlyOnce("features are not kept in " + file);
  }
}

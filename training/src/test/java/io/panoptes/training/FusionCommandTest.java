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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users run it, on drawn photos and small models. */
class FusionCommandTest {
  @TempDir private static Path shared;
  @TempDir private Path temporary;
  private TestTree train = new TestTree(Path.of(""));
  private TestTree test = new TestTree(Path.of(""));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeModels() throws IOException {
    for (Fusion fusion : Fusion.values()) {
      var _ = TestModels.write(shared.resolve(fusion.name()), fusion, 7);
    }
  }

  @BeforeEach
  void drawPhotos() throws IOException {
    train = TestTree.in(temporary.resolve("train"));
    train.object("mug/red", 1, 3).object("mug/blue", 2, 3);
    train.object("pot/green", 3, 3).object("pot/grey", 4, 3);
    test = TestTree.in(temporary.resolve("test"));
    test.object("mug/white", 11, 4).object("mug/black", 12, 4);
    test.object("pot/brown", 13, 4).object("pot/pink", 14, 4);
  }

  private int run(String command, Path model, String... further) {
    List<String> arguments = new ArrayList<>(List.of(command, "--quiet"));
    arguments.addAll(List.of("--train", train.root().toString()));
    arguments.addAll(List.of("--test", test.root().toString()));
    arguments.addAll(List.of("--model", model.toString()));
    arguments.addAll(List.of(further));
    return CommandRunner.run(
        new TrainingCommand(Path.of("")),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments.toArray(String[]::new));
  }

  private static Path model(Fusion fusion) {
    return shared.resolve(fusion.name());
  }

  /** Returns what {@code evaluate} says of a model's own fusion, with 2 to 4 photos. */
  private List<String> grown(Fusion fusion, String figure) throws IOException {
    out.getBuffer().setLength(0);
    assertThat(run("evaluate", model(fusion), "--json")).isEqualTo(CommandRunner.DONE);
    List<String> grown = new ArrayList<>();
    JsonNode growth = new ObjectMapper().readTree(out.toString()).required("growth");
    for (int i = 1; i < growth.size(); i++) {
      JsonNode percent = growth.get(i).required(figure);
      grown.add(percent.isNull() ? "–" : String.format(Locale.ROOT, "%.1f", percent.doubleValue()));
    }
    return grown;
  }

  /** Returns the figures in a column, without intervals, of the table that so begins. */
  private static List<String> column(String text, String table, int column) {
    return text.lines()
        .dropWhile(line -> !line.startsWith(table))
        .skip(1)
        .takeWhile(line -> line.contains(" photos "))
        .map(line -> line.substring(20 * (1 + column)).split(" ", 2)[0])
        .toList();
  }

  @Test
  void ownFusion_hasTheFiguresOfEvaluate_whicheverItIs() throws IOException {
    for (Fusion fusion : Fusion.values()) {
      out.getBuffer().setLength(0);
      assertThat(run("fusion", model(fusion))).as(err.toString()).isEqualTo(CommandRunner.DONE);
      String text = out.toString();
      assertThat(column(text, "category accuracy", 0))
          .hasSize(3)
          .isEqualTo(grown(fusion, "category_accuracy"));
      assertThat(column(text, "object accuracy", 0))
          .hasSize(3)
          .endsWith("–") // all four photos ask: none is left to be found
          .isEqualTo(grown(fusion, "object_accuracy"));
    }
  }

  @Test
  void modelWithAttention_isComparedWithMeanAndMaximum() throws IOException {
    assertThat(run("fusion", model(Fusion.ATTENTION))).isEqualTo(CommandRunner.DONE);
    assertThat(out.toString())
        .contains("its network.json fuses views by attention for categories, by attention for")
        .contains("category accuracy   attention           mean                maximum\n");
  }

  @Test
  void modelThatFusesByTheMean_hasNoColumnOfAttention() {
    assertThat(run("fusion", model(Fusion.MEAN))).isEqualTo(CommandRunner.DONE);
    assertThat(out.toString())
        .contains(
            "its network.json fuses views by the mean for categories, by the mean for objects")
        .doesNotContain("attention");
  }

  @Test
  void objectsOfOnePhoto_haveNothingToFuse() throws IOException {
    test = TestTree.in(temporary.resolve("single"));
    test.object("mug/white", 11, 1).object("pot/brown", 13, 1);
    assertThat(run("fusion", model(Fusion.MEAN))).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString())
        .contains(
            "views are fused of objects with two photos at least, " + test.root() + " has none");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void photosWithoutCategories_haveObjectFiguresOnly() {
    test = new TestTree(test.root().resolve("mug"));
    assertThat(run("fusion", model(Fusion.MEAN))).isEqualTo(CommandRunner.DONE);
    assertThat(column(out.toString(), "category accuracy", 0)).containsOnly("–");
    assertThat(column(out.toString(), "object accuracy", 0).getFirst()).isNotEqualTo("–");
  }

  @Test
  void photoThatCannotBeRead_isListed() throws IOException {
    Path bad = test.write("mug/white/bad.jpg", "no photo");
    assertThat(run("fusion", model(Fusion.MEAN))).isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(err.toString()).contains("skipped " + bad);
    assertThat(out.toString()).contains("object accuracy");
  }

  @Test
  void modelThatIsNotThere_isNamed() {
    Path none = temporary.resolve("none");
    assertThat(run("fusion", none)).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("there is no model folder " + none);
  }
}

package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.training.augmentation.Seed;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users run it, on drawn renders. */
class FieldCommandTest {
  @TempDir private Path temporary;
  private Path photos = Path.of("");
  private TestTree tree = new TestTree(photos);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void drawRenders() throws IOException {
    photos = temporary.resolve("renders");
    tree = TestTree.in(photos);
    tree.write("chair/red/1.jpg", render(Color.RED, 60, "jpeg"));
    tree.write("chair/red/2.jpg", render(Color.RED, 90, "jpeg"));
    tree.write("lamp/blue/1.png", render(Color.BLUE, 70, "png"));
  }

  private static byte[] render(Color colour, int width, String format) throws IOException {
    BufferedImage image = new BufferedImage(160, 160, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(212, 212, 212));
    graphics.fillRect(0, 0, 160, 160);
    graphics.setColor(colour);
    graphics.fillRect(40, 30, width, 90);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private int field(String name, String... further) {
    List<String> arguments = new ArrayList<>(List.of("field", "--quiet"));
    arguments.addAll(List.of("--object-dir", photos.toString(), "--out", out(name).toString()));
    arguments.addAll(List.of(further));
    return CommandRunner.run(
        new TrainingCommand(Path.of("none")),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments.toArray(String[]::new));
  }

  private Path out(String name) {
    return temporary.resolve(name);
  }

  /** Returns the contents of the files below {@code folder}, by their path in it. */
  private static Map<String, List<Byte>> contents(Path folder) throws IOException {
    Map<String, List<Byte>> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) {
          bytes.add(b);
        }
        contents.put(folder.relativize(file).toString(), bytes);
      }
    }
    return contents;
  }

  @Test
  void field_writesTheSameTree_ofLargerPhotos_andWhatWasDrawn() throws IOException {
    assertThat(field("f")).isEqualTo(CommandRunner.DONE);
    assertThat(contents(out("f")).keySet())
        .containsExactly(
            "chair/red/1.jpg", "chair/red/2.jpg", "drawn.jsonl", "lamp/blue/1.png.jpg");
    var photo = new PhotoReader().read(out("f").resolve("lamp/blue/1.png.jpg"));
    assertThat(Math.max(photo.image().getWidth(), photo.image().getHeight())).isEqualTo(448);
    List<String> lines = Files.readAllLines(out("f").resolve("drawn.jsonl"));
    assertThat(lines).hasSize(3);
    JsonNode first = new ObjectMapper().readTree(lines.getFirst());
    assertThat(first.at("/photo").textValue()).isEqualTo("chair/red/1.jpg");
    assertThat(first.at("/of_sha256").textValue()).hasSize(64);
    assertThat(first.at("/drawn/framing.tilt").doubleValue()).isBetween(-12.0, 12.0);
    assertThat(out.toString())
        .contains("took 3 photos of 2 objects into the field, 0 skipped: " + out("f"));
  }

  @Test
  void sameSeed_givesTheSameBytes_andAnotherOneOthers() throws IOException {
    field("one");
    field("two");
    field("three", "--seed", "2");
    field("four", "--training");
    assertThat(contents(out("two"))).isEqualTo(contents(out("one")));
    assertThat(contents(out("three")).get("chair/red/1.jpg"))
        .isNotEqualTo(contents(out("one")).get("chair/red/1.jpg"));
    assertThat(contents(out("four")).get("chair/red/1.jpg"))
        .isNotEqualTo(contents(out("one")).get("chair/red/1.jpg"));
  }

  @Test
  void treeByPhone_isWhatTheCommandWrites() throws IOException {
    field("command");
    PhotoTree renders = PhotoTree.read(photos, _ -> false);
    FieldTree.Written written =
        FieldTree.byPhone(renders, Seed.fieldTest(1))
            .write(renders, photos, out("tree"), new Progress());
    assertThat(contents(out("tree"))).isEqualTo(contents(out("command")));
    assertThat(written.photos()).isEqualTo(3);
  }

  @Test
  void clutterOfAnotherFolder_changesThePhotos_asItsPlacesAreBehindThem() throws IOException {
    TestTree clutter = TestTree.in(temporary.resolve("clutter"));
    clutter.photo("street/1.jpg", 1, 1);
    clutter.photo("yard/1.jpg", 2, 1);
    field("own");
    assertThat(field("other", "--clutter", clutter.root().toString()))
        .isEqualTo(CommandRunner.DONE);
    assertThat(contents(out("other")).get("chair/red/1.jpg"))
        .isNotEqualTo(contents(out("own")).get("chair/red/1.jpg"));
    assertThat(Files.readString(out("other").resolve("drawn.jsonl"))).contains("backdrop.place");
  }

  @Test
  void photosThatCannotBeCutOutOrRead_areNamedAndCounted() throws IOException {
    tree.photo("chair/busy/1.jpg", 5, 1);
    tree.write("chair/bad/1.jpg", "no photo");
    assertThat(field("f")).isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(err.toString().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("skipped " + photos.resolve("chair/bad/1.jpg") + ": "))
        .anyMatch(line ->
            line.startsWith(
                "skipped " + photos.resolve("chair/busy/1.jpg") + ": background-not-plain: "));
    assertThat(out.toString()).contains("took 3 photos of 4 objects into the field, 2 skipped");
    assertThat(out("f").resolve("chair/busy/1.jpg")).doesNotExist();
  }

  @Test
  void folderThatIsNotEmpty_isRefused_andLeftAsItIs() throws IOException {
    tree.write("../f/there.txt", "mine");
    assertThat(field("f")).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains(out("f") + " exists and is not empty");
    assertThat(contents(out("f"))).containsOnlyKeys("there.txt");
  }

  @Test
  void folderAmongThePhotos_andFileInItsPlace_areRefused() throws IOException {
    assertThat(field("renders/f")).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString())
        .contains(photos.resolve("f") + " must lie outside " + photos + ", whose photos it is");
    tree.write("../file", "no folder");
    assertThat(field("file")).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains(out("file").toString());
  }

  @Test
  void folderThatIsMissing_isNamed() {
    photos = temporary.resolve("missing");
    assertThat(field("f")).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("there is no folder " + photos);
    assertThat(out("f")).doesNotExist();
  }
}

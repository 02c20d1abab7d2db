package io.panoptes.indexer.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.write.TestAdd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no export, or no whole one: each is named, and nothing of it is written. */
class BadExportTest {
  private static final String MODEL = "models/" + "fa4e".repeat(16) + "/fake-model";

  @TempDir static Path shared;
  private static TestAdd catalogue = new TestAdd(Path.of(""), Path.of(""));
  private static Path file = Path.of("");
  private static TestExport export = new TestExport(Map.of());

  @TempDir Path temp;
  private TestAdd copy = catalogue;

  @BeforeAll
  static void exportTwoMugs() throws IOException {
    catalogue = TestAdd.in(shared);
    TestTree tree =
        TestTree.in(shared.resolve("photos")).object("mug/1", 1, 2).object("mug/2", 2, 1);
    catalogue.add(tree, AddOptions.NONE.withKeepOriginals(true));
    file = shared.resolve("export.zip");
    TestExport.write(catalogue, file);
    export = TestExport.read(file);
  }

  @BeforeEach
  void nameACatalogueThatIsNotThere() {
    copy = new TestAdd(temp.resolve("copy"), temp);
  }

  private void assertRefused(Path bad, String... why) {
    assertThatThrownBy(() -> TestExport.importTo(copy, bad))
        .isInstanceOf(IndexerException.class)
        .hasMessageContaining(bad.toString())
        .hasMessageContainingAll(why)
        .message()
        .hasLineCount(1);
    assertThat(copy.folder()).doesNotExist();
  }

  private void assertRefused(TestExport bad, String... why) throws IOException {
    assertRefused(bad.summed().writeTo(temp.resolve("bad.zip")), why);
  }

  private void assertRefusedLine(UnaryOperator<String> change, String... why) throws IOException {
    assertRefused(export.with("objects.jsonl", change), why);
  }

  @Test
  void rewrittenByATestItIsStillGood() throws IOException {
    Path rewritten = export.summed().writeTo(temp.resolve("good.zip"));
    assertThat(TestExport.importTo(copy, rewritten).added()).isEqualTo(2);
  }

  @Test
  void whatIsNoZipFileIsRefused() throws IOException {
    assertRefused(temp.resolve("none.zip"), "there is no file ");
    assertRefused(
        Files.writeString(temp.resolve("text.zip"), "no archive"),
        " is no export: it is no ZIP file: ");
    assertRefused(Files.createFile(temp.resolve("empty.zip")), " is no export: ");
  }

  @Test
  void aTruncatedFileIsRefused_whereverItEnds() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 5; length < whole.length; length += whole.length / 40) {
      assertRefused(
          Files.write(temp.resolve("cut-" + length + ".zip"), Arrays.copyOf(whole, length)),
          " is truncated or damaged: ");
    }
  }

  /** A bit that says nothing (a time, a version) may differ; the vectors never do. */
  @Test
  void aBitThatFlippedIsNoticed_whereverItMatters() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(7);
    int refused = 0;
    for (int flip = 0; flip < 60; flip++) {
      byte[] altered = whole.clone();
      altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
      Path bad = Files.write(temp.resolve("flipped-" + flip + ".zip"), altered);
      TestAdd here = new TestAdd(temp.resolve("copy-" + flip), temp);
      try {
        TestExport.importTo(here, bad);
        assertThat(here.objects()).isEqualTo(catalogue.objects());
      } catch (IndexerException e) {
        assertThat(e).hasMessageContaining(bad.toString());
        assertThat(here.folder()).doesNotExist();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"export.json", "objects.jsonl", "models", "SHA256SUMS"})
  void anEntryThatIsMissingIsNamed(String name) throws IOException {
    String entry = name.equals("models") ? MODEL : name;
    assertRefused(export.without(entry).writeTo(temp.resolve("bad.zip")), "it has no " + name);
  }

  @Test
  void aPictureThatIsListedAndMissing_orThereAndNotListed_isNamed() throws IOException {
    String thumbnail = export.first("thumbnails");
    assertRefused(
        export.without(thumbnail).writeTo(temp.resolve("bad.zip")),
        " lacks " + thumbnail + ", see SHA256SUMS of ");
    assertRefused(
        export
            .with("SHA256SUMS", sums -> sums.replaceFirst(".*" + thumbnail + "\n", ""))
            .writeTo(temp.resolve("bad.zip")),
        "SHA256SUMS of ",
        " lacks " + thumbnail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"export.json", "objects.jsonl", "thumbnails", "originals", "models"})
  void anAlteredEntryIsNamed(String start) throws IOException {
    String name = export.entries().containsKey(start) ? start : export.first(start);
    byte[] content = export.bytes(name).clone();
    content[content.length - 2] ^= 1;
    Path bad = export.with(name, content).writeTo(temp.resolve("bad.zip"));
    if (start.equals("export.json")) {
      assertRefused(bad, "export.json of ");
    } else {
      assertRefused(bad, "the entry " + name, " was altered");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "/etc/evil",
        "models/../evil",
        "models/evil",
        "thumbnails/",
        "thumbnails/../../evil.jpg",
        "thumbnails/ab/cd.jpg",
        "originals/evil",
        "C:\\evil",
        "notes.txt"
      })
  void anEntryThatNoExportHasIsRefused(String name) throws IOException {
    assertRefused(export.with(name, new byte[] {1}), "an export has no entry named " + name);
    try (var files = Files.walk(temp)) {
      assertThat(files).noneMatch(path -> path.getFileName().toString().contains("evil"));
    }
  }

  @Test
  void namesOfModelFilesStayInTheirFolder() throws IOException {
    for (String name : new String[] {"..", ".hidden", "a/b", "..\\evil", ""}) {
      String entry = "models/" + "fa4e".repeat(16) + "/" + name;
      assertRefused(export.with(entry, new byte[] {1}), "an export has no entry named " + entry);
    }
    String other = "models/" + "beef".repeat(16) + "/fake-model";
    assertRefused(export.with(other, new byte[] {1}), "its own model fa4efa4efa4e", other);
  }

  @Test
  void anEntryThatIsThereTwiceIsNamed() throws IOException {
    String twin = "thumbnails/ab/" + "ab".repeat(32) + ".jpg";
    String name = export.first("thumbnails");
    Path bad = export.with(twin, new byte[] {1}).summed().writeTo(temp.resolve("bad.zip"));
    String bytes = new String(Files.readAllBytes(bad), StandardCharsets.ISO_8859_1);
    Files.writeString(bad, bytes.replace(twin, name), StandardCharsets.ISO_8859_1);
    assertRefused(bad, "an export has an entry once", name + " twice");
  }

  @Test
  void anEntryThatIsHugeIsRefused_whateverItSaysOfItsSize() throws IOException {
    String name = export.first("thumbnails");
    assertRefused(
        export.with(name, new byte[(1 << 20) + 1]), name, " must have at most 1048576 bytes");
    assertRefused(
        export.with("export.json", json -> json + " ".repeat(1 << 20)),
        "the entry export.json",
        " must have at most 1048576 bytes");
    assertRefused(
        export.with("SHA256SUMS", new byte[4000]).writeTo(temp.resolve("sums.zip")),
        "line 1 must have at most 1000 bytes");
  }

  @Test
  void aThumbnailIsAJpeg() throws IOException {
    String name = export.first("thumbnails");
    assertRefused(
        export.with(name, "<script>".getBytes(StandardCharsets.UTF_8)),
        "the entry " + name,
        " must be a JPEG");
  }

  @Test
  void anOriginalIsNamedByItsContent() throws IOException {
    String name = export.first("originals");
    byte[] other = {1, 2, 3};
    assertRefused(
        export.with(name, other),
        "the entry " + name,
        " must be named by its SHA-256, which is " + PhotoReader.id(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"version\" : 1; \"version\" : 2; is of version 2, this Panoptes reads version 1: use a newer",
        "\"version\" : 1; \"version\" : 0; is of version 0, this Panoptes reads version 1",
        "\"version\" : 1; \"version\" : \"1\"; version must be an integer",
        "\"version\" : 1,; ``; lacks version",
        "panoptes-export; other; format must be panoptes-export, got other",
        "fa4efa4e; FA4Efa4e; a model id must be 64 hex digits",
        "\"objects\" : 2; \"objects\" : 3; promises 3 objects with 3 photos, got 2 with 3",
        "\"photos\" : 3; \"photos\" : 4; promises 2 objects with 4 photos, got 2 with 3",
        "\"photos\" : 3; \"photos\" : 1; with a photo each at least",
        "\"objects\" : 2; \"objects\" : -2; objects must be 0 or more",
        "\"object_dimension\" : 32; \"object_dimension\" : 0; dimensions must be positive",
        "\"generation\" : 1; \"generation\" : 1e99; generation must be an integer",
        "{; {{; must be JSON",
        "{; [{; must be JSON",
      })
  void aManifestThatIsWrongIsNamed(String from, String to, String why) throws IOException {
    TestExport bad = export.with("export.json", json -> json.replaceFirst(quoted(from), to));
    assertRefused(bad, "export.json", why);
  }

  @Test
  void vectorsHaveTheDimensionsThatAreSaid() throws IOException {
    String why = "line 1, photos[0]: object_vector must have 64 dimensions of 4 bytes, got 128";
    assertRefused(
        export.with("export.json", json -> json.replace("_dimension\" : 32", "_dimension\" : 64")),
        why);
  }

  private static String quoted(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"id\":\"mug/2\"; \"name\":\"mug/2\"; line 2 lacks id",
        "\"id\":\"mug/2\"; \"id\":7; line 2: id must be a text, got 7",
        "\"id\":\"mug/2\"; \"id\":\" \"; an object's id must not be blank",
        "\"id\":\"mug/2\"; \"id\":\"mug/1\"; got mug/1 after mug/1",
        "\"id\":\"mug/2\"; \"id\":\"cup\"; objects must be in the order of their ids",
        "\"id\":\"mug/2\"; \"id\":\"mug/2\",\"id\":\"mug/3\"; line 2 must be JSON, but: Duplicate field 'id'",
        "\"category\":\"mug\",; ``; line 1 lacks category",
        "\"attributes\":{}; \"attributes\":{\"price\":{}}; line 1, attributes, price lacks text",
        "\"attributes\":{}; \"attributes\":{\"price\":{\"number\":[\"7\"]}}; number must be an array of numbers, got \"7\"",
        "\"attributes\":{}; \"attributes\":{\"price\":{\"number\":[1e999]}}; an attribute's number must be finite",
        "\"attributes\":{}; \"attributes\":{\"price\":{\"text\":[]}}; at least one value",
        "\"attributes\":{}; \"attributes\":[]; attributes must be a JSON object",
        "\"photos\":[; \"photos\":[7,; photos must be an array of JSON objects, got 7",
        "\"name\":\"1.jpg\",; ``; line 1, photos[0] lacks name",
        "\"bytes\":; \"bytes\":-; must not be negative",
        "\"modified\":\"2; \"modified\":\"x2; could not be parsed",
        "\"box\":null; \"box\":\"0,0,2,2\"; a box must lie within the photo",
        "\"box\":null; \"box\":\"../../x\"; a box must be X,Y,W,H",
        "\"session\":null,; ``; lacks session",
        "\"category_norm\":; \"category_norm\":-; photos[0]: category_norm must be a positive float32",
        "\"object_norm\":; \"object_norm\":1e99,\"x\":; photos[0]: object_norm must be a positive float32",
        "\"object_norm\":; \"object_norm\":NaN,\"x\":; must be JSON",
        "\"object_vector\":\"; \"object_vector\":\"AAAA; photos[0]: object_vector must have 32 dimensions of 4 bytes, got 131",
        "\"object_vector\":\"; \"object_vector\":\"!; photos[0]: object_vector: Illegal base64",
        "\"aggregate\"; \"aggregated\"; line 1 lacks aggregate",
        "{\"id\":\"mug/1\"; []{\"id\":\"mug/1\"; line 1 must be",
        "{\"id\":\"mug/1\"; \uFEFFx{\"id\":\"mug/1\"; line 1 must be JSON",
      })
  void aLineThatIsWrongIsNamed(String from, String to, String why) throws IOException {
    assertRefusedLine(
        lines -> lines.replaceFirst(quoted(from), java.util.regex.Matcher.quoteReplacement(to)),
        "objects.jsonl of ",
        why);
  }

  @Test
  void aPhotoIdIsNeverAPath() throws IOException {
    for (String id :
        new String[] {"../../evil", "", "ab", "AB".repeat(32), "ab".repeat(32) + "/"}) {
      assertRefusedLine(
          lines -> lines.replaceFirst("(\"photos\":\\[\\{\"id\":\")[0-9a-f]{64}", "$1" + id),
          "line 1, photos[0]: id must be 64 hex digits",
          "got " + id);
    }
  }

  @Test
  void aVectorHasUnitLength_andNumbersOnly() throws IOException {
    float[] vector = new float[32];
    vector[3] = 2;
    assertRefusedLine(
        lines -> withVector(lines, vector),
        "photos[0]: object_vector: a unit vector must have length 1, got 2");
    vector[3] = Float.NaN;
    assertRefusedLine(
        lines -> withVector(lines, vector),
        "photos[0]: object_vector: a vector must have finite components");
  }

  private static String withVector(String lines, float... vector) {
    byte[] bytes = new byte[4 * vector.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
    return lines.replaceFirst(
        "\"object_vector\":\"[^\"]*",
        "\"object_vector\":\"" + Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void aModelThatDoesNotOpen_orIsAnother_isNamed() throws IOException {
    assertRefused(
        export.without(MODEL).with(MODEL.replace("fake-model", "other"), new byte[1]),
        "cannot use the model of ",
        " lacks fake-model");
    byte[] other = FakeModel.of("beef").id().sha256().getBytes(StandardCharsets.UTF_8);
    assertRefused(
        export.with(MODEL, other), " promises the model fa4efa4efa4e, and holds the model beefbee");
  }

  @Test
  void dimensionsAreThoseOfTheModel_alsoOfAnEmptyExport() throws IOException {
    assertRefused(
        export
            .with("objects.jsonl", _ -> "")
            .with(
                "export.json",
                json ->
                    json.replaceAll("\"(objects|photos)\" : \\d+", "\"$1\" : 0")
                        .replace("\"object_dimension\" : 32", "\"object_dimension\" : 64")),
        "dimensions must be 16 and 32 as the model fa4efa4efa4e has them, got 16 and 64");
  }
}

package io.panoptes.indexer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.Box;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.entry.Attribute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final Instant MODIFIED = Instant.parse("2026-11-22T10:15:30.123Z");

  @TempDir Path temp;
  private TestTree tree;

  @BeforeEach
  void writePhotos() throws IOException {
    tree = TestTree.in(temp.toRealPath().resolve("shop"));
    for (String path : List.of("a.jpg", "b.jpg", "x/a.jpg", "x/c.jpg")) {
      Files.setLastModifiedTime(tree.write(path, "photo " + path), FileTime.from(MODIFIED));
    }
  }

  @Test
  void aRowIsAPhoto_andTheOtherColumnsAreAttributes() throws IOException {
    Manifest manifest =
        read(
            "m.csv",
            """
            object_id,category,photo,box,session,group,price:number,colour
            17,mug,a.jpg,"0.25,0,0.5,1",monday,set 3,12.50,red | blue
            17,,x/c.jpg,,,,,
            """);
    assertThat(manifest.skipped()).isEmpty();
    assertThat(manifest.photos()).isEqualTo(2);
    ManifestObject object = manifest.objects().getFirst();
    assertThat(object.id()).isEqualTo("17");
    assertThat(object.category()).isEqualTo("mug");
    assertThat(object.attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("group", text("set 3"), "price", number(12.5), "colour", text("red", "blue")));
    assertThat(object.photos())
        .containsExactly(
            new ManifestPhoto("a.jpg", false, new Box(0.25, 0, 0.5, 1), "monday", 11, MODIFIED),
            new ManifestPhoto("x/c.jpg", false, null, null, 13, MODIFIED));
    assertThat(object.photos())
        .extracting(photo -> photo.in(manifest.folder()))
        .containsExactly(tree.root().resolve("a.jpg"), tree.root().resolve("x/c.jpg"));
  }

  @Test
  void jsonLinesSayTheSame_withTypesOfTheirOwn() throws IOException {
    Manifest manifest =
        read(
            "m.jsonl",
            """
            {"object_id": 17, "photo": "a.jpg", "box": [0.25, 0, 0.5, 1], "session": null,
            {"object_id": 17, "photo": "a.jpg", "box": [0.25, 0, 0.5, 1], "colour": ["red", "a|b"]}

            {"photo": "b.jpg", "object_id": "17", "price": 12.5, "sizes": [1, 2], "sold": true}
            {"object_id": "17", "photo": "x/a.jpg", "weight:number": "3", "code": "007", "of": {}}
            [1]
            {"object_id": "17", "photo": "x/c.jpg", "a": 1, "a": 2}
            {"object_id": "17", "photo": "x/c.jpg", "note": "", "none": [], "price:number": "1e999"}
            {"object_id": "18", "photo": "x/c.jpg"} {"object_id": "18"}
            """);
    assertThat(manifest.objects()).hasSize(1);
    ManifestObject object = manifest.objects().getFirst();
    assertThat(object.attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "colour", text("red", "a|b"),
                "price", number(12.5),
                "sizes", number(1, 2),
                "sold", text("true"),
                "weight", number(3),
                "code", text("007")));
    assertThat(object.photos())
        .extracting(ManifestPhoto::name)
        .containsExactly("a.jpg", "b.jpg", "x/a.jpg", "c.jpg");
    assertThat(manifest.skipped())
        .extracting(skipped -> skipped.toString().replace(tree.root() + "/", ""))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("m.jsonl:1: not-json: Unexpected end-of-input")
                    .doesNotContain("marker at"),
            second ->
                assertThat(second)
                    .isEqualTo(
                        "m.jsonl:5: not-a-value: of must be text, a number, or an array of these"),
            third -> assertThat(third).startsWith("m.jsonl:6: not-an-object: "),
            fourth -> assertThat(fourth).isEqualTo("m.jsonl:7: column-twice: a"),
            fifth -> assertThat(fifth).isEqualTo("m.jsonl:8: not-a-number: price=1e999"),
            sixth -> assertThat(sixth).startsWith("m.jsonl:9: not-an-object: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.ndjson", "m.JSON", "m.txt", "m"})
  void theNameOrElseTheFirstCharacterTellsJsonLines(String name) throws IOException {
    Manifest manifest = read(name, "\uFEFF\n {\"object_id\":\"17\",\"photo\":\"a.jpg\"}\n");
    assertThat(manifest.objects()).extracting(ManifestObject::id).containsExactly("17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.csv", "m.txt", "m"})
  void theNameOrElseTheFirstCharacterTellsCsv(String name) throws IOException {
    Manifest manifest = read(name, "\uFEFF\"object_id\",photo\r\n17,a.jpg\r\n");
    assertThat(manifest.objects()).extracting(ManifestObject::id).containsExactly("17");
  }

  @Test
  void rowsOfAnObjectNeedNotBeAdjacent_andWhatTheFirstSaysHolds() throws IOException {
    Manifest manifest =
        read(
            "m.csv",
            """
            object_id,photo,category,colour,size
            17,a.jpg,,,small
            18,b.jpg,mug,,
            17,x/a.jpg,cup,red,small
            17,x/c.jpg,bowl,%s,
            """
                .formatted("b".repeat(50)));
    assertThat(manifest.objects()).extracting(ManifestObject::id).containsExactly("17", "18");
    ManifestObject object = manifest.objects().getFirst();
    assertThat(object.category()).isEqualTo("cup");
    assertThat(object.attributes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("colour", text("red"), "size", text("small")));
    assertThat(object.photos()).hasSize(3);
    assertThat(manifest.skipped())
        .containsExactly(
            skipped("m.csv", 5, "contradicts: colour=" + "b".repeat(40) + "…, line 4 says red"),
            skipped("m.csv", 5, "contradicts: category=bowl, line 4 says cup"));
  }

  @Test
  void aCategoryIsTheOneThatIsNamed() throws IOException {
    Manifest manifest =
        read(
            "m.csv",
            """
            object_id,photo,category
            mug/17/,a.jpg,
            mug/18,a.jpg,cup
            cafe\u0301/1,a.jpg,
            19,a.jpg,
            """);
    assertThat(manifest.objects())
        .extracting(ManifestObject::id, ManifestObject::category)
        .containsExactly(
            tuple("mug/17", null),
            tuple("mug/18", "cup"),
            tuple("café/1", null),
            tuple("19", null));
  }

  @Test
  void namesAreUniqueWithinAnObject_byFileNameWhereThatIsEnough() throws IOException {
    Manifest manifest =
        read(
            "m.csv",
            """
            object_id,photo,box
            17,a.jpg,
            17,x/a.jpg,
            17,x/c.jpg,
            17,b.jpg,
            17,https://shop.example/17/front.jpg?size=large#top,
            17,https://shop.example/photo?id=1,
            17,https://shop.example/photo?id=2,
            17,HTTPS://Shop.example:443,
            17,b.jpg,"0,0,0.5,1"
            """);
    assertThat(manifest.skipped())
        .extracting(Skipped::reason)
        .containsExactly("duplicate-photo: an earlier row of 17 has b.jpg");
    assertThat(manifest.objects().getFirst().photos())
        .extracting(ManifestPhoto::name)
        .containsExactly(
            "a.jpg",
            "x/a.jpg",
            "c.jpg",
            "b.jpg",
            "front.jpg",
            "https://shop.example/photo?id=1",
            "https://shop.example/photo?id=2",
            "https://shop.example/");
  }

  @Test
  void aPhotoByAddressHasNoSizeOrTime() throws IOException {
    Manifest manifest = read("m.csv", "object_id,photo\n17,https://shop.example/a.jpg\n");
    assertThat(manifest.objects().getFirst().photos())
        .containsExactly(
            new ManifestPhoto("https://shop.example/a.jpg", false, null, null, 0, Instant.EPOCH))
        .allMatch(ManifestPhoto::isAddress);
  }

  @Test
  void rowsThatCannotBeUsedAreListed_theOthersCount() throws IOException {
    Manifest manifest =
        read(
            "m.csv",
            """
            object_id,photo,box,colour,price:number
            ,a.jpg
            /,a.jpg
            %s,a.jpg
            17,
            17,"none
            .jpg"
            17,x
            17,http://shop.example/a.jpg
            17,ftp://shop.example/a.jpg
            17,https://user:secret@shop.example/a.jpg
            17,https:///a.jpg
            17,a.jpg,"0,0,2,1"
            17,a.jpg,1
            17,a.jpg,,red,cheap
            17,x/../a.jpg,,blue
            17,b.jpg,,,,extra
            """
                .formatted("i".repeat(40_000)));
    assertThat(manifest.objects()).hasSize(1);
    assertThat(manifest.objects().getFirst().photos()).hasSize(1);
    assertThat(manifest.objects().getFirst().attributes()).containsOnlyKeys("colour");
    String box = "bad-box: a box must ";
    assertThat(manifest.skipped())
        .containsExactly(
            skipped("m.csv", 2, "no-object-id"),
            skipped("m.csv", 3, "no-object-id"),
            skipped("m.csv", 4, "id-too-long: " + "i".repeat(40) + "…"),
            skipped("m.csv", 5, "no-photo"),
            skipped("m.csv", 7, "no-such-file: none .jpg"),
            skipped("m.csv", 8, "not-a-file: x"),
            skipped("m.csv", 9, notHttps("http://shop.example/a.jpg")),
            skipped("m.csv", 10, notHttps("ftp://shop.example/a.jpg")),
            skipped(
                "m.csv",
                11,
                "user-in-address: an address must not carry a user or a password (at shop.example)"),
            skipped("m.csv", 12, "bad-address: an address must name a host: https:///a.jpg"),
            skipped(
                "m.csv",
                13,
                box
                    + "lie within the photo, as fractions x,y,width,height from 0 to 1,"
                    + " got 0.0,0.0,2.0,1.0"),
            skipped("m.csv", 14, box + "be X,Y,W,H, got 1"),
            skipped("m.csv", 15, "not-a-number: price=cheap"),
            skipped("m.csv", 16, "duplicate-photo: an earlier row of 17 has a.jpg"),
            skipped("m.csv", 17, "too-many-cells: 6 under a header of 5"));
  }

  @Test
  void linksAreFollowedInsideTheFolder_andNotOutOfIt() throws IOException {
    TestTree elsewhere = TestTree.in(tree.root().resolveSibling("elsewhere"));
    Path outside = elsewhere.write("o.jpg", "outside");
    tree.link("inside.jpg", tree.root().resolve("a.jpg"));
    tree.link("outside.jpg", outside);
    tree.link("folder", elsewhere.root());
    tree.link("broken.jpg", tree.root().resolve("none.jpg"));
    Manifest manifest =
        read(
            "m.csv",
            "object_id,photo\n17,inside.jpg\n17,outside.jpg\n17,folder/o.jpg\n17,broken.jpg\n"
                + "17,../elsewhere/o.jpg\n18,"
                + outside
                + "\n18,"
                + tree.root().resolve("x/c.jpg")
                + "\n");
    assertThat(manifest.objects())
        .flatExtracting(ManifestObject::photos)
        .extracting(ManifestPhoto::location, ManifestPhoto::bytes)
        .containsExactly(
            tuple("inside.jpg", 11L),
            tuple(outside.toString(), 7L),
            tuple(outside.toString(), 7L),
            tuple("x/c.jpg", 13L));
    String leads = " leads to " + outside + ", which the manifest may name itself";
    assertThat(manifest.skipped())
        .containsExactly(
            skipped("m.csv", 3, "link-outside: outside.jpg" + leads),
            skipped("m.csv", 4, "link-outside: folder/o.jpg" + leads),
            skipped("m.csv", 5, "no-such-file: broken.jpg"));
  }

  @Test
  void aManifestThatCannotBeUsedIsNamed() throws IOException {
    Path file = tree.root().resolve("m.csv");
    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(IndexerException.class)
        .hasMessage("there is no manifest " + file);
    assertThatThrownBy(() -> read("m.csv", "")).hasMessageContaining(file + " is empty");
    assertThatThrownBy(() -> read("m.csv", "17,a.jpg\n"))
        .hasMessageContaining(file + " must have a column object_id, its header is 17,a.jpg");
    assertThatThrownBy(() -> read("m.csv", "object_id,colour\n17,red\n"))
        .hasMessageContaining("must have a column photo, its header is object_id,colour");
    assertThatThrownBy(() -> read("m.csv", "object_id,photo,photo\n"))
        .hasMessageContaining("has the column photo twice");
    assertThatThrownBy(() -> read("m.csv", "object_id,photo\n17,none.jpg\n18,none.jpg\n"))
        .hasMessage(
            "the manifest "
                + file
                + " must list a photo, none of its rows can be used ("
                + file
                + ":2: no-such-file: none.jpg)");
    assertThatThrownBy(() -> read("m.json", "[\n{\"object_id\":1}]\n"))
        .hasMessageContaining("m.json:1: not-an-object");
    Files.write(file, "object_id,photo\né,a.jpg\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Manifest.read(file)).hasMessageContaining("is not in UTF-8");
    Files.write(file, "object_id,photo\n17,a.jpg\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> Manifest.read(file)).hasMessageContaining("is not in UTF-8");
  }

  private Manifest read(String name, String content) throws IOException {
    return Manifest.read(tree.write(name, content));
  }

  private static String notHttps(String address) {
    return "not-https: photos are fetched by https only, not from " + address;
  }

  private Skipped skipped(String name, int line, String reason) {
    return new Skipped(tree.root().resolve(name) + ":" + line, reason);
  }

  private static Attribute text(String... values) {
    return new Attribute.Text(List.of(values));
  }

  private static Attribute number(double... values) {
    return new Attribute.Number(Arrays.stream(values).boxed().toList());
  }
}

package io.panoptes.indexer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.search.entry.Attribute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataTest {
  private static final List<String> IDS = List.of("mug/17", "mug/18", "bowl/18", "café/1");

  @TempDir Path temp;

  @Test
  void columnsAreAttributes_numbersWhereTheHeaderSaysSo() throws IOException {
    Metadata metadata =
        read(
            """
            object_id,category,group,price:number,colour,code
            mug/17,cup,set 3,12.50|9,red | blue,007
            """);
    assertThat(metadata.skipped()).isEmpty();
    assertThat(metadata.rows())
        .containsOnlyKeys("mug/17")
        .containsEntry(
            "mug/17",
            new Metadata.Row(
                "cup",
                new TreeMap<>(
                    Map.of(
                        "group", text("set 3"),
                        "price", new Attribute.Number(List.of(12.5, 9.0)),
                        "colour", text("red", "blue"),
                        "code", text("007")))));
  }

  @Test
  void anEmptyCellSaysNothing_andARowMayBeShort() throws IOException {
    Metadata metadata = read("object_id,category,colour,size\nmug/17,,\nmug/18,cup\n");
    assertThat(metadata.rows())
        .containsEntry("mug/17", new Metadata.Row(null, new TreeMap<>()))
        .containsEntry("mug/18", new Metadata.Row("cup", new TreeMap<>()));
  }

  @Test
  void theLastPartOfAnIdIsEnoughWhereItIsUnique() throws IOException {
    Metadata metadata = read("object_id,colour\n17,red\n18,blue\ncafe\u0301/1,white\n");
    assertThat(metadata.rows()).containsOnlyKeys("mug/17", "café/1");
    assertThat(metadata.skipped())
        .containsExactly(skipped(3, "ambiguous-object: 18 may be mug/18 or bowl/18"));
  }

  @Test
  void rowsAndCellsThatCannotBeUsedAreListed_theOthersCount() throws IOException {
    Metadata metadata =
        read(
            """
            object_id,price:number,colour
            mug/99,1,red
            mug/17,cheap,red
            mug/17,2,blue

            mug/18,NaN,green
            bowl/18,1,green,extra
            """);
    assertThat(metadata.rows()).containsOnlyKeys("mug/17", "mug/18");
    assertThat(attributes(metadata)).containsOnlyKeys("colour");
    assertThat(metadata.skipped())
        .containsExactly(
            skipped(2, "no-object: mug/99"),
            skipped(3, "not-a-number: price=cheap"),
            skipped(4, "duplicate-row: an earlier row is about mug/17"),
            skipped(6, "not-a-number: price=NaN"),
            skipped(7, "too-many-cells: 4 under a header of 3"));
  }

  @Test
  void aValueLongerThanTheIndexTakesIsListed() throws IOException {
    Metadata metadata = read("object_id,text,colour\nmug/17," + "x".repeat(40_000) + ",red\n");
    assertThat(attributes(metadata)).containsOnlyKeys("colour");
    assertThat(metadata.skipped())
        .containsExactly(skipped(2, "value-too-long: text=" + "x".repeat(40) + "…"));
  }

  @Test
  void aByteOrderMarkAndQuotedLinesAreRead() throws IOException {
    Metadata metadata = read("\uFEFFobject_id,colour\r\nmug/17,\"red,\nor \"\"so\"\"\"\r\n");
    assertThat(attributes(metadata)).containsEntry("colour", text("red,\nor \"so\""));
  }

  @Test
  void aTableThatCannotBeReadIsNamed() throws IOException {
    Path table = temp.resolve("table.csv");
    assertThatThrownBy(() -> Metadata.read(table, IDS)).hasMessage("there is no table " + table);
    assertThatThrownBy(() -> read("")).hasMessageContaining(table + " is empty");
    assertThatThrownBy(() -> read("object_id;colour\nmug/17;red\n"))
        .hasMessageContaining("must have a column object_id, its header is object_id;colour");
    assertThatThrownBy(() -> read("object_id,price,price:number\n"))
        .hasMessageContaining("has the column price twice");
    assertThatThrownBy(() -> read("object_id,a\nmug/17,\"x\"y\n")).hasMessageContaining("not CSV");
    Files.write(table, "object_id,a\nmug/17,é\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Metadata.read(table, IDS)).hasMessageContaining("is not in UTF-8");
  }

  private Metadata read(String content) throws IOException {
    return Metadata.read(Files.writeString(temp.resolve("table.csv"), content), IDS);
  }

  private static Map<String, Attribute> attributes(Metadata metadata) {
    return Objects.requireNonNull(metadata.rows().get("mug/17")).attributes();
  }

  private Skipped skipped(int line, String reason) {
    return new Skipped(temp.resolve("table.csv") + ":" + line, reason);
  }

  private static Attribute text(String... values) {
    return new Attribute.Text(List.of(values));
  }
}

package io.panoptes.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sessions that {@code photos.csv} names. */
class SessionsTest {
  @TempDir private Path root;
  private TestTree tree = new TestTree(Path.of(""));

  @BeforeEach
  void makeFolder() throws IOException {
    tree = new TestTree(root);
    tree.write("mug/red/1.jpg", "photo");
    tree.write("mug/red/2.jpg", "photo");
    tree.write("pot/grün/1.jpg", "photo");
  }

  private DataSet read(String... lines) throws IOException {
    tree.write("photos.csv", String.join("\n", lines) + "\n");
    return DataSet.read(root);
  }

  private static @Nullable String session(DataSet data, String id, int photo) {
    PhotoFolder object =
        data.objects().stream().filter(folder -> folder.id().equals(id)).findFirst().orElseThrow();
    return data.sessions().of(object, object.photos().get(photo - 1));
  }

  private Skipped skipped(int line, String reason) {
    return new Skipped(root.resolve("photos.csv") + ":" + line, reason);
  }

  @Test
  void eachPhoto_hasTheSessionOfItsRow() throws IOException {
    DataSet data =
        read(
            "photo,session",
            "mug/red/2.jpg,garden",
            "mug/red/1.jpg,\"kitchen, morning\"",
            "pot/grün/1.jpg,garden");
    assertThat(session(data, "mug/red", 1)).isEqualTo("kitchen, morning");
    assertThat(session(data, "mug/red", 2)).isEqualTo("garden");
    assertThat(session(data, "pot/grün", 1)).isEqualTo("garden");
    assertThat(data.sessions().count()).isEqualTo(2);
    assertThat(data.sessions().isSingle()).isFalse();
    assertThat(data.sessions().unassigned()).isEmpty();
    assertThat(data.skipped()).isEmpty();
  }

  @Test
  void withoutATable_thereIsASingleSession() throws IOException {
    DataSet data = DataSet.read(root);
    assertThat(session(data, "mug/red", 1)).isNull();
    assertThat(data.sessions().count()).isZero();
    assertThat(data.sessions().isSingle()).isTrue();
    assertThat(data.sessions().unassigned()).isEmpty();
  }

  @Test
  void oneNameForAll_isASingleSession() throws IOException {
    DataSet data = read("photo,session", "mug/red/1.jpg,a", "mug/red/2.jpg,a", "pot/grün/1.jpg,a");
    assertThat(data.sessions().isSingle()).isTrue();
  }

  @Test
  void photoWithoutARow_staysInTheDataSet_andIsListedAsUnassigned() throws IOException {
    DataSet data = read("photo,session", "mug/red/1.jpg,a");
    assertThat(data.photos()).isEqualTo(3);
    assertThat(session(data, "mug/red", 2)).isNull();
    assertThat(data.sessions().unassigned())
        .containsExactly(root.resolve("mug/red/2.jpg"), root.resolve("pot/grün/1.jpg"));
    assertThat(data.skipped()).isEmpty();
  }

  @Test
  void rowsThatCannotBeUsed_areNamed_andTheOthersCount() throws IOException {
    DataSet data =
        read(
            "photo,session",
            "mug/red/3.jpg,a",
            "mug/red/1.jpg,a",
            "",
            "mug/red/1.jpg,b",
            "mug/red/2.jpg,",
            "mug/red/2.jpg",
            "pot/grün/1.jpg,b,c");
    assertThat(data.skipped())
        .containsExactly(
            skipped(2, "no-photo: mug/red/3.jpg"),
            skipped(5, "duplicate-row: an earlier row is about mug/red/1.jpg"),
            skipped(6, "no-session: for mug/red/2.jpg"),
            skipped(7, "no-session: for mug/red/2.jpg"),
            skipped(8, "too-many-cells: 3 under a header of 2"));
    assertThat(session(data, "mug/red", 1)).isEqualTo("a");
    assertThat(data.sessions().byPhoto()).hasSize(1);
  }

  @Test
  void columns_mayComeInAnyOrder_withOthersBetween_afterAByteOrderMark() throws IOException {
    DataSet data = read("\uFEFFsession,camera, photo ", "garden,phone, mug/red/1.jpg ");
    assertThat(session(data, "mug/red", 1)).isEqualTo("garden");
    assertThat(data.skipped()).isEmpty();
  }

  @Test
  void decomposedName_isTheSamePhoto() throws IOException {
    DataSet data = read("photo,session", "pot/gru\u0308n/1.jpg,garden");
    assertThat(session(data, "pot/grün", 1)).isEqualTo("garden");
  }

  @Test
  void rootNamedByADetour_hasTheSameSessions() throws IOException {
    tree.write("photos.csv", "photo,session\nmug/red/1.jpg,garden\n");
    DataSet data = DataSet.read(root.resolve("mug/../."));
    assertThat(data.skipped()).isEmpty();
    assertThat(session(data, "mug/red", 1)).isEqualTo("garden");
  }

  @Test
  void numberedObjects_haveSessions() throws IOException {
    for (int view = 1; view <= 8; view++) {
      tree.write("split/1/" + view + ".jpg", "photo");
    }
    tree.write("split/test_o2c.npy", TestNumpy.int64(4));
    tree.write("split/photos.csv", "photo,session\n1/3.jpg,garden\n");
    DataSet data = DataSet.read(root.resolve("split"));
    assertThat(session(data, "1", 3)).isEqualTo("garden");
  }

  private void assertRefused(byte[] table, String why) throws IOException {
    Path file = tree.write("photos.csv", table);
    assertThatThrownBy(() -> DataSet.read(root))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the table " + file + " " + why);
  }

  @Test
  void tableThatCannotBeRead_isNamed() throws IOException {
    assertRefused(bytes("mug/red/1.jpg,a\n"), "must have one column photo, its header is mug/red");
    assertRefused(
        bytes("photo,shoot\n"), "must have one column session, its header is photo,shoot");
    assertRefused(bytes("photo,session,photo\n"), "must have one column photo");
    assertRefused(bytes(""), "must have one column photo, its header is ");
    assertRefused(bytes("photo,session\n\"mug,a\n"), "is not CSV");
    assertRefused(
        "photo,session\ngrün,a\n".getBytes(StandardCharsets.ISO_8859_1), "is not in UTF-8");
  }

  @Test
  void folderOfThatName_isRefused() throws IOException {
    tree.write("photos.csv/1.jpg", "photo");
    assertThatThrownBy(() -> DataSet.read(root))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the table " + root.resolve("photos.csv") + " cannot be read");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.panoptes.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTreeException;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two layouts on small folders; the photos are files that nobody opens. */
class DataSetTest {
  @TempDir private Path temporary;
  private Path root = Path.of("");
  private TestTree tree = new TestTree(root);

  @BeforeEach
  void makeFolder() throws IOException {
    root = temporary.resolve("train");
    tree = TestTree.in(root);
  }

  /** Makes numbered objects with the views 1 to {@code views} each. */
  private void objects(int objects, String pattern, int views) throws IOException {
    for (int object = 1; object <= objects; object++) {
      for (int view = 1; view <= views; view++) {
        tree.write(object + "/" + pattern.formatted(view), "photo");
      }
    }
  }

  private static List<String> names(PhotoFolder object) {
    return object.photos().stream().map(PhotoFile::name).toList();
  }

  private Skipped skipped(String path, String reason) {
    return new Skipped(root.resolve(path).toString(), reason);
  }

  @Test
  void folders_areObjectsByTheirPath() throws IOException {
    tree.write("mug/red/1.jpg", "photo");
    tree.write("mug/red/2.jpg", "photo");
    tree.write("pot/green/1.jpg", "photo");
    tree.write("README.md", "what this is");
    tree.write("pot/catalogue/catalogue.json", "{}");
    tree.write("pot/catalogue/thumbnails/1.jpg", "photo");
    DataSet data = DataSet.read(root);
    assertThat(data.root()).isEqualTo(root.toRealPath());
    assertThat(data.objects()).extracting(PhotoFolder::id).containsExactly("mug/red", "pot/green");
    assertThat(data.objects()).extracting(PhotoFolder::category).containsExactly("mug", "pot");
    assertThat(data.photos()).isEqualTo(3);
    assertThat(data.skipped()).isEmpty();
    assertThat(data.sessions()).isEqualTo(Sessions.none());
  }

  @Test
  void foldersOfNumbers_withoutATable_areObjectsLikeAnyOther() throws IOException {
    objects(2, "%03d.jpg", 12);
    DataSet data = DataSet.read(root);
    assertThat(data.objects()).extracting(PhotoFolder::category).containsOnlyNulls();
  }

  @ParameterizedTest
  @CsvSource({
    "%d.jpg, 8, train_o2c.npy, 24",
    "%03d.jpg, 12, train_o2c.npy, 39",
    "%03d.png, 12, test_o2c.npy, 65"
  })
  void publishedSplit_isReadByNumber(String pattern, int views, String table, int lastCategory)
      throws IOException {
    objects(11, pattern, views);
    tree.write(table, TestNumpy.int64(3, 0, 3, 1, 1, 1, 1, 1, 1, lastCategory, 7));
    DataSet data = DataSet.read(root);
    assertThat(data.objects())
        .extracting(PhotoFolder::id)
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    assertThat(data.objects())
        .extracting(PhotoFolder::category)
        .startsWith("03", "00", "03", "01")
        .endsWith("" + lastCategory, "07");
    assertThat(data.photos()).isEqualTo(11L * views);
    PhotoFolder tenth = data.objects().get(9);
    assertThat(tenth.folder()).isEqualTo(root.resolve("10"));
    assertThat(names(tenth))
        .hasSize(views)
        .startsWith(pattern.formatted(1), pattern.formatted(2))
        .endsWith(pattern.formatted(views));
    assertThat(data.skipped()).isEmpty();
  }

  @Test
  void viewThatIsMissing_orOneTooMany_isNamed() throws IOException {
    objects(2, "%03d.jpg", 12);
    tree.write("train_o2c.npy", TestNumpy.int64(0, 1));
    Files.delete(root.resolve("1/007.jpg"));
    tree.write("2/013.jpg", "photo");
    tree.write("2/7.jpg", "photo");
    DataSet data = DataSet.read(root);
    assertThat(names(data.objects().getFirst())).hasSize(11).doesNotContain("007.jpg");
    assertThat(names(data.objects().getLast())).hasSize(12).doesNotContain("013.jpg", "7.jpg");
    String views = "not-a-view: views are 001.jpg to 012.jpg (ModelNet-40)";
    assertThat(data.skipped())
        .containsExactly(
            skipped("1/007.jpg", "missing-view: an object of ModelNet-40 has 12"),
            skipped("2/013.jpg", views),
            skipped("2/7.jpg", views));
  }

  @Test
  void objectWithoutCategory_orCategoryWithoutObject_isNamed() throws IOException {
    objects(4, "%d.jpg", 8);
    tree.write("train_o2c.npy", TestNumpy.int64(0, 1, 1));
    try (var photos = Files.list(root.resolve("2"))) {
      for (Path photo : photos.toList()) {
        Files.delete(photo);
      }
    }
    Files.delete(root.resolve("2"));
    DataSet data = DataSet.read(root);
    assertThat(data.objects()).extracting(PhotoFolder::id).containsExactly("1", "3");
    assertThat(data.skipped())
        .containsExactly(
            skipped("4", "no-category: train_o2c.npy ends at 3"),
            skipped("2", "no-object: train_o2c.npy names its category"));
  }

  @Test
  void emptyObject_isNamedOnce() throws IOException {
    objects(1, "%d.jpg", 8);
    Files.createDirectory(root.resolve("2"));
    tree.write("train_o2c.npy", TestNumpy.int64(0, 1));
    assertThat(DataSet.read(root).skipped()).containsExactly(skipped("2", "no-photos"));
  }

  @Test
  void folderThatIsNoNumber_isNamed() throws IOException {
    objects(1, "%d.jpg", 8);
    tree.write("train_o2c.npy", TestNumpy.int64(0));
    tree.write("01/1.jpg", "photo");
    tree.write("1/closer/1.jpg", "photo");
    tree.write("9999999999/1.jpg", "photo");
    tree.write("1.jpg", "photo");
    String reason = "not-an-object: objects are folders named by a number from 1";
    DataSet data = DataSet.read(root);
    assertThat(data.objects()).extracting(PhotoFolder::id).containsExactly("1");
    assertThat(data.skipped())
        .containsExactly(
            new Skipped(root.toString(), reason),
            skipped("01", reason),
            skipped("1/closer", reason),
            skipped("9999999999", reason));
  }

  @Test
  void categoryThatTheDataSetLacks_isRefusedByTheFile() throws IOException {
    objects(2, "%d.jpg", 8);
    for (long category : new long[] {25, -1, Long.MAX_VALUE}) {
      Path table = tree.write("train_o2c.npy", TestNumpy.int64(0, category));
      assertThatThrownBy(() -> DataSet.read(root))
          .isInstanceOf(IOException.class)
          .hasMessage(
              table
                  + ": a category of ObjectPI must be from 0 to 24, that of object 2 is "
                  + category);
    }
  }

  @Test
  void brokenTable_isRefusedByTheFile() throws IOException {
    objects(1, "%d.jpg", 8);
    Path table = tree.write("train_o2c.npy", "not numpy's");
    assertThatThrownBy(() -> DataSet.read(root))
        .isInstanceOf(IOException.class)
        .hasMessage(table + " is not a numpy file");
  }

  @Test
  void photosNamedLikeNoPublishedOnes_areRefused() throws IOException {
    objects(2, "view_%d.jpg", 8);
    tree.write("train_o2c.npy", TestNumpy.int64(0, 1));
    assertThatThrownBy(() -> DataSet.read(root))
        .isInstanceOf(PhotoTreeException.class)
        .hasMessageContaining(root + " has none such")
        .hasMessageContaining("1.jpg to 8.jpg (ObjectPI), 001.jpg to 012.jpg (ModelNet-40)")
        .hasMessageContaining("001.png to 012.png (FG3D)");
  }

  @Test
  void splitWithoutNumberedObjects_isRefused() throws IOException {
    tree.write("mug/red/1.jpg", "photo");
    tree.write("train_o2c.npy", TestNumpy.int64(0, 1));
    assertThatThrownBy(() -> DataSet.read(root))
        .isInstanceOf(PhotoTreeException.class)
        .hasMessageStartingWith("there are no numbered objects in " + root)
        .hasMessageContaining(root.resolve("mug/red").toString());
  }

  @Test
  void wholeDataSet_isRefused_withTheSplitToName() throws IOException {
    objects(1, "%d.jpg", 8);
    tree.write("train_o2c.npy", TestNumpy.int64(0));
    assertThatThrownBy(() -> DataSet.read(temporary))
        .isInstanceOf(PhotoTreeException.class)
        .hasMessage(temporary + " is a data set with splits: name one of them, such as " + root);
  }

  @Test
  void tablesOfTwoSplits_areRefused() throws IOException {
    objects(1, "%d.jpg", 8);
    tree.write("train_o2c.npy", TestNumpy.int64(0));
    tree.write("test_o2c.npy", TestNumpy.int64(0));
    assertThatThrownBy(() -> DataSet.read(root))
        .isInstanceOf(PhotoTreeException.class)
        .hasMessageContaining(root + " has train_o2c.npy and test_o2c.npy");
  }

  @Test
  void folderWithoutPhotos_isRefused() {
    assertThatThrownBy(() -> DataSet.read(root))
        .isInstanceOf(PhotoTreeException.class)
        .hasMessageContaining("there are no photos in " + root);
  }
}

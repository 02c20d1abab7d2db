package io.panoptes.indexer.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueExportTest {
  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;
  private Path file;

  @BeforeEach
  void addThreeMugs() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos"));
    for (int thing = 1; thing <= 3; thing++) {
      tree.object("mug/" + thing, thing, 2);
    }
    catalogue.add(tree);
    file = temp.resolve("export.zip");
  }

  @Test
  void whatIsWrittenMeanwhileIsNotInIt() throws IOException {
    TestTree later = TestTree.in(temp.resolve("later")).object("pot/1", 50, 2);
    ExportResult result =
        new CatalogueExport(
                catalogue.folder(), whileExported(() -> catalogue.add(later)), Duration.ZERO)
            .writeTo(file, false, new Progress());
    assertThat(catalogue.objects()).hasSize(4);
    assertThat(result.objects()).isEqualTo(3);
    assertThat(result.photos()).isEqualTo(6);
    assertThat(TestExport.read(file).text("objects.jsonl").lines())
        .hasSize(3)
        .noneMatch(line -> line.contains("pot/1"));
    assertThat(TestExport.importTo(other(), file).added()).isEqualTo(3);
  }

  @Test
  void whatIsRemovedMeanwhileIsStillInIt() throws IOException {
    CatalogueWriter writer = catalogue.writer(FakeModel::open);
    new CatalogueExport(
            catalogue.folder(), whileExported(() -> writer.remove(List.of("mug/2"))), Duration.ZERO)
        .writeTo(file, false, new Progress());
    assertThat(catalogue.objects()).hasSize(2);
    assertThat(TestExport.importTo(other(), file).added()).isEqualTo(3);
  }

  @Test
  void onlyFilesOfItsObjectsAreInIt() throws IOException {
    catalogue.add(tree, AddOptions.NONE.withKeepOriginals(true));
    catalogue.writer(FakeModel::open).remove(List.of("mug/2"));
    ExportResult result = TestExport.write(catalogue, file);
    assertThat(List.of(result.thumbnails(), result.originals())).isEqualTo(List.of(4L, 4L));
    assertThat(result.bytes()).isEqualTo(Files.size(file));
    assertThat(TestExport.read(file).entries().keySet())
        .filteredOn(name -> name.contains("/") && !name.startsWith("models/"))
        .hasSize(8);
  }

  @Test
  void missingOrAlteredPicturesAreNamed() throws IOException {
    catalogue.add(tree, AddOptions.NONE.withKeepOriginals(true));
    CatalogueFolder folder = CatalogueFolder.at(catalogue.folder());
    List<PhotoEntry> photos = catalogue.object("mug/2").entry().photos();
    Path thumbnail = folder.thumbnail(photos.get(0).id(), null);
    Path original = folder.original(photos.get(1).id());
    Path half = folder.thumbnail(catalogue.object("mug/3").entry().photos().get(0).id(), null);
    Files.delete(thumbnail);
    Files.write(half, new byte[0]);
    Files.writeString(original, "not what it was");
    ExportResult result = TestExport.write(catalogue, file);
    assertThat(result.skipped())
        .containsExactly(
            new Skipped(thumbnail.toString(), "missing: there is no such file (1.jpg of mug/2)"),
            new Skipped(
                original.toString(), "altered: it is not the file that was kept (2.jpg of mug/2)"),
            new Skipped(half.toString(), "altered: it is no JPEG (1.jpg of mug/3)"));
    AddResult imported = TestExport.importTo(other(), file);
    assertThat(imported.added()).isEqualTo(3);
    assertThat(imported.skipped())
        .hasSize(2)
        .contains(
            new Skipped(
                ExportFormat.thumbnail(photos.get(0).id(), null),
                "missing: the export has no such thumbnail"));
  }

  @Test
  void anExistingFileIsReplacedOnlyIfAskedFor() throws IOException {
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> TestExport.write(catalogue, file))
        .isInstanceOf(IndexerException.class)
        .hasMessageContaining("the file " + file + " exists")
        .hasMessageContaining("--replace");
    assertThat(file).hasContent("mine");
    new CatalogueExport(catalogue.folder(), FakeModel::open, Duration.ZERO)
        .writeTo(file, true, new Progress());
    assertThat(TestExport.importTo(other(), file).added()).isEqualTo(3);
  }

  @Test
  void oneThatIsStoppedLeavesNoFile() throws IOException {
    CatalogueExport export =
        new CatalogueExport(catalogue.folder(), FakeModel::open, Duration.ZERO);
    export.stop();
    assertThatThrownBy(() -> export.writeTo(file, false, new Progress()))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(exports()).isEmpty();
  }

  @Test
  void whatAKilledOneLeftIsClearedAwayByTheNext_andNothingElse() throws IOException {
    Path leftover = Files.writeString(temp.resolve("export.zip.0123abcd.part"), "half");
    Path mine = Files.writeString(temp.resolve("export.zip.mine.part"), "mine");
    TestExport.write(catalogue, file);
    assertThat(exports()).containsExactlyInAnyOrder(file, mine);
    assertThat(leftover).doesNotExist();
  }

  @Test
  void twoAtOnceDoNotDisturbEachOther() throws IOException {
    ExportResult result =
        new CatalogueExport(
                catalogue.folder(),
                whileExported(() -> TestExport.write(catalogue, file)),
                Duration.ZERO)
            .writeTo(file, true, new Progress());
    assertThat(result.bytes()).isEqualTo(Files.size(file));
    assertThat(exports()).containsExactly(file);
    assertThat(TestExport.importTo(other(), file).added()).isEqualTo(3);
  }

  @Test
  void aFullDiskIsNamedWithTheFile_andLeavesNone() throws IOException {
    TestExport.write(catalogue, file);
    for (long size = 4; size * 1024 < Files.size(file); size += 4) {
      Configuration small =
          Configuration.unix().toBuilder().setBlockSize(1024).setMaxSize(size * 1024).build();
      try (FileSystem disk = Jimfs.newFileSystem(small)) {
        Path full = disk.getPath("export.zip").toAbsolutePath();
        assertThatThrownBy(() -> TestExport.write(catalogue, full))
            .isInstanceOf(IndexerException.class)
            .hasMessage("cannot write the export " + full + ": out of disk space");
        try (Stream<Path> files = Files.list(full.getParent())) {
          assertThat(files).isEmpty();
        }
      }
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() {
    assertThatThrownBy(() -> TestExport.write(catalogue, temp))
        .isInstanceOf(IndexerException.class)
        .hasMessage("cannot write the export " + temp + ": it is a folder");
    Path nowhere = temp.resolve("none/export.zip");
    assertThatThrownBy(() -> TestExport.write(catalogue, nowhere))
        .isInstanceOf(IndexerException.class)
        .hasMessage("cannot write the export " + nowhere + ": there is no such file");
  }

  @Test
  void anEmptyCatalogueIsExported() throws IOException {
    catalogue.writer(FakeModel::open).remove(List.of("mug/1", "mug/2", "mug/3"));
    assertThat(TestExport.write(catalogue, file).objects()).isZero();
    AddResult imported = TestExport.importTo(other(), file);
    assertThat(imported.ending()).isEqualTo(new AddResult.Ending.Complete());
    assertThat(other().objects()).isEmpty();
  }

  private TestAdd other() {
    return new TestAdd(temp.resolve("other"), catalogue.bundled());
  }

  private List<Path> exports() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.filter(path -> path.getFileName().toString().startsWith("export")).toList();
    }
  }

  /** What a test does. */
  @FunctionalInterface
  private interface Change {
    Object make() throws IOException;
  }

  private static Model.Opener whileExported(Change change) {
    return folder ->
        new HookedModel(
            FakeModel.open(folder),
            encoder -> {
              try {
                Object _ = change.make();
                return encoder;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}

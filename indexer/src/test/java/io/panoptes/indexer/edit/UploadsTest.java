package io.panoptes.indexer.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.transfer.TestExport;
import io.panoptes.indexer.write.CompactResult;
import io.panoptes.indexer.write.ReindexOptions;
import io.panoptes.indexer.write.ReindexResult;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.inspection.ImpactSample;
import io.panoptes.search.inspection.Inspector;
import io.panoptes.search.inspection.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all commands make of objects that came by upload, whose only files are the copies kept. */
class UploadsTest {
  private static final FakeModel NEW = FakeModel.of("beef");

  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;
  private ObjectEntry uploaded;

  @BeforeEach
  void addThreeMugs_andUploadOne() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos"));
    tree.object("mug/1", 1, 2).object("mug/2", 2, 2).object("mug/3", 3, 2);
    catalogue.add(tree);
    NEW.copyTo(temp.resolve("new-model"));
    try (Catalogue leased = catalogue.open();
        ObjectEditor editor = new ObjectEditor(catalogue.folder(), Duration.ofSeconds(10))) {
      Edit.OfPut _ =
          editor.put(
              leased,
              "mug/4",
              TestUpload.redMug(),
              TestUpload.photos(leased, 4, 3),
              Condition.Presence.ANY);
    }
    uploaded = catalogue.object("mug/4").entry();
  }

  private ReindexResult reindex(TestAdd written) throws IOException {
    return written
        .writer(FakeModel::open)
        .reindex(
            temp.resolve("new-model"),
            new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), _ -> {}),
            TestAdd.TUNING,
            new Progress());
  }

  private static List<Problem> problems(TestAdd written) throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(written.folder());
    return new Inspector(folder, FakeModel::open, 10, new Progress()).inspect().problems();
  }

  private Path copy(int photo) {
    return CatalogueFolder.at(catalogue.folder()).original(uploaded.photos().get(photo).id());
  }

  @Test
  void theyAreSound() throws IOException {
    assertThat(problems(catalogue)).isEmpty();
  }

  @Test
  void theyFollowAChangeOfModels_forthAndBack() throws IOException {
    Map<String, CatalogueObject> before = catalogue.objects();
    ReindexResult forth = reindex(catalogue);
    assertThat(forth.swapped()).isTrue();
    assertThat(forth.skipped()).isEmpty();
    CatalogueObject encoded = catalogue.object("mug/4");
    assertThat(encoded.entry()).isEqualTo(uploaded);
    assertThat(encoded.entry().tag()).isEqualTo(uploaded.tag());
    try (Catalogue now = catalogue.open()) {
      List<UploadedPhoto> anew = TestUpload.photos(now, 4, 3);
      assertThat(now.model()).isEqualTo(NEW.id());
      assertThat(encoded.views()).isEqualTo(anew.stream().map(UploadedPhoto::view).toList());
    }
    assertThat(problems(catalogue)).isEmpty();
    ReindexResult back =
        catalogue.writer(FakeModel::open).rollback(List.of(), TestAdd.TUNING, new Progress());
    assertThat(back.swapped()).isTrue();
    assertThat(catalogue.objects()).isEqualTo(before);
  }

  @Test
  void oneWhoseCopyIsLost_isNamed_andChangesNoModel() throws IOException {
    Files.delete(copy(1));
    String lost = uploaded.photos().get(1).id();
    assertThat(problems(catalogue))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.kind()).isEqualTo(Problem.Kind.ORIGINALS);
          assertThat(problem.toString()).contains(lost, "it came by upload, and there is no ");
        });
    ReindexResult result = reindex(catalogue);
    assertThat(result.swapped()).isFalse();
    assertThat(result.skipped())
        .containsExactly(
            new Skipped(
                "upload:mug/4/image-2.jpg",
                "unreadable-file: it came by upload, and the catalogue's copy is gone or damaged"));
    assertThat(result.leftBehind()).hasSize(1);
    assertThat(catalogue.object("mug/4").entry()).isEqualTo(uploaded);
  }

  @Test
  void aCopyThatIsDamaged_isAsGoodAsLost() throws IOException {
    Files.write(copy(0), TestPhotos.jpeg(9, 9));
    assertThat(problems(catalogue)).extracting(Problem::kind).containsOnly(Problem.Kind.ORIGINALS);
    assertThat(reindex(catalogue).swapped()).isFalse();
  }

  @Test
  void exportsTakeTheirCopiesAlong() throws IOException {
    Path file = temp.resolve("export.zip");
    assertThat(TestExport.write(catalogue, file).originals()).isEqualTo(3);
    TestAdd imported = new TestAdd(temp.resolve("imported"), catalogue.bundled());
    AddResult result = TestExport.importTo(imported, file);
    assertThat(result.skipped()).isEmpty();
    assertThat(imported.objects()).isEqualTo(catalogue.objects());
    assertThat(problems(imported)).isEmpty();
    assertThat(reindex(imported).swapped()).isTrue();
  }

  @Test
  void anExportThatLacksACopy_saysSo_andSoDoesItsImport() throws IOException {
    Files.delete(copy(2));
    Path file = temp.resolve("export.zip");
    String lost = uploaded.photos().get(2).id();
    assertThat(TestExport.write(catalogue, file).skipped())
        .containsExactly(
            new Skipped(
                copy(2).toString(), "missing: there is no such file (image-3.jpg of mug/4)"));
    TestAdd imported = new TestAdd(temp.resolve("imported"), catalogue.bundled());
    assertThat(TestExport.importTo(imported, file).skipped())
        .containsExactly(
            new Skipped(
                "originals/" + lost.substring(0, 2) + "/" + lost,
                "missing: it came by upload, and the export has no such file"));
    assertThat(imported.objects()).isEqualTo(catalogue.objects());
  }

  @Test
  void compactingKeepsTheirCopies() throws IOException {
    for (boolean rebuild : new boolean[] {false, true}) {
      CompactResult result = catalogue.writer(FakeModel::open).compact(rebuild, new Progress());
      assertThat(result.files()).isZero();
      for (int photo = 0; photo < 3; photo++) {
        assertThat(copy(photo)).hasBinaryContent(TestPhotos.jpeg(4, photo + 1));
      }
      assertThat(problems(catalogue)).isEmpty();
    }
  }

  @Test
  void aFolderDoesNotTakeThemOver_unlessItIsToldTo() throws IOException {
    tree.object("mug/4", 7, 1);
    AddResult refused = catalogue.add(tree);
    assertThat(refused.skipped())
        .singleElement()
        .extracting(Skipped::reason)
        .isEqualTo(
            "of-another-root: the object mug/4 was added from upload; --replace takes it over");
    assertThat(catalogue.add(tree, AddOptions.NONE.withPrune(true)).removed()).isZero();
    assertThat(catalogue.object("mug/4").entry()).isEqualTo(uploaded);
    AddResult replaced = catalogue.add(tree, AddOptions.NONE.withReplace(true));
    assertThat(replaced.updated()).isEqualTo(1);
    assertThat(catalogue.object("mug/4").entry().photos())
        .extracting(PhotoEntry::location)
        .containsExactly(tree.root().resolve("mug/4/1.jpg").toRealPath().toString());
  }
}

package io.panoptes.indexer.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.store.CatalogueUse;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.inspection.ImpactSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactTest {
  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;
  private CatalogueFolder folder;

  @BeforeEach
  void addSixMugs() throws IOException {
    catalogue = TestAdd.in(temp);
    folder = CatalogueFolder.at(catalogue.folder());
    tree = TestTree.in(temp.resolve("photos"));
    for (int thing = 1; thing <= 6; thing++) {
      tree.object("mug/" + thing, thing, 2);
    }
    catalogue.add(tree, AddOptions.NONE.withKeepOriginals(true));
  }

  private CompactResult compact(boolean rebuild) throws IOException {
    return catalogue.writer(FakeModel::open).compact(rebuild, new Progress());
  }

  private int deletedDocuments() throws IOException {
    try (FSDirectory directory = FSDirectory.open(folder.generation(folder.currentGeneration()));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      return reader.numDeletedDocs();
    }
  }

  @Test
  void whatRemovedObjectsNeededIsClearedAway_andNothingElse() throws IOException {
    List<PhotoEntry> gone = catalogue.object("mug/3").entry().photos();
    tree.photo("mug/2/9.jpg", 3, 1); // a photo of the object to be removed, of another, too
    catalogue.add(tree, AddOptions.NONE.withKeepOriginals(true));
    catalogue.writer(FakeModel::open).remove(List.of("mug/3"));
    Path unfinished =
        Files.write(
            folder.thumbnail(gone.getFirst().id(), null).resolveSibling("x.1234.new"),
            new byte[10]);
    Map<String, CatalogueObject> before = catalogue.objects();
    CompactResult result = compact(false);
    assertThat(result.files()).isEqualTo(3);
    assertThat(result.bytes()).isPositive();
    assertThat(unfinished).doesNotExist();
    assertThat(folder.thumbnail(gone.getFirst().id(), null)).exists();
    assertThat(folder.thumbnail(gone.getLast().id(), null)).doesNotExist();
    assertThat(folder.original(gone.getLast().id())).doesNotExist();
    for (CatalogueObject object : before.values()) {
      for (PhotoEntry photo : object.entry().photos()) {
        assertThat(folder.thumbnail(photo.id(), null)).exists();
        assertThat(folder.original(photo.id())).exists();
      }
    }
    assertThat(catalogue.objects()).isEqualTo(before);
    assertThat(deletedDocuments()).isZero();
  }

  @Test
  void whatThePreviousGenerationNeedsStays_andOlderOnesGo() throws IOException {
    for (String digits : List.of("beef", "cafe")) {
      Path model = temp.resolve(digits);
      FakeModel.of(digits).copyTo(model);
      ReindexOptions options =
          new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), _ -> {});
      catalogue.writer(FakeModel::open).reindex(model, options, TestAdd.TUNING, new Progress());
    }
    String photo = catalogue.object("mug/3").entry().photos().getFirst().id();
    catalogue.writer(FakeModel::open).remove(List.of("mug/3"));
    CompactResult result = compact(false);
    assertThat(result.generations()).isEqualTo(1);
    assertThat(folder.generations()).containsExactly(2, 3);
    assertThat(folder.model(FakeModel.of("fa4e").id())).doesNotExist();
    assertThat(folder.model(FakeModel.of("beef").id())).isDirectory();
    assertThat(folder.thumbnail(photo, null)).exists(); // of the generation that rollback needs
  }

  @Test
  void aGenerationThatAKilledOneHasHalfClearedAwayIsNone() throws IOException {
    assertThat(compact(true).generation()).isEqualTo(2);
    assertThat(compact(true).generation()).isEqualTo(3);
    Path cleared = folder.generation(1).resolveSibling("0001.cleared");
    Files.write(Files.createDirectory(cleared).resolve("_0.vec"), new byte[10]);
    rollback();
    assertThatThrownBy(this::rollback).hasMessageContaining("has been cleared away");
    assertThat(compact(false).generations()).isEqualTo(1);
    assertThat(cleared).doesNotExist();
    assertThat(folder.generations()).containsExactly(2);
  }

  private void rollback() throws IOException {
    ReindexResult _ =
        catalogue.writer(FakeModel::open).rollback(List.of(), TestAdd.TUNING, new Progress());
  }

  @Test
  void rebuildingChangesNothingButTheGeneration_andCatchesUp() throws IOException {
    Map<String, CatalogueObject> before = catalogue.objects();
    CompactResult result = compact(true);
    assertThat(result.generation()).isEqualTo(2);
    assertThat(catalogue.objects()).isEqualTo(before);
    tree.object("mug/7", 7, 2);
    IOUtils.rm(tree.root().resolve("mug/1"));
    catalogue.add(tree, AddOptions.NONE.withPrune(true));
    assertThat(compact(true).generation()).isEqualTo(3);
    assertThat(catalogue.objects()).hasSize(6).containsKey("mug/7").doesNotContainKey("mug/1");
    assertThat(folder.generations()).containsExactly(2, 3);
    ReindexResult back =
        catalogue.writer(FakeModel::open).rollback(List.of(), TestAdd.TUNING, new Progress());
    assertThat(back.generation()).isEqualTo(2);
  }

  @Test
  void goingBackFromNewGraphsNeedsNoPhotoAgain() throws IOException {
    compact(true);
    tree.object("mug/7", 7, 2);
    catalogue.add(tree);
    Map<String, CatalogueObject> before = catalogue.objects();
    IOUtils.rm(tree.root().resolve("mug/7")); // of which no copy was kept
    ReindexResult back =
        catalogue.writer(FakeModel::open).rollback(List.of(), TestAdd.TUNING, new Progress());
    assertThat(back.generation()).isEqualTo(1);
    assertThat(back.photos()).isZero();
    assertThat(catalogue.objects()).isEqualTo(before);
  }

  @Test
  void rebuildingTakesUpNoGenerationThatHasServed() throws IOException {
    compact(true);
    Path served = folder.generation(2);
    rollback();
    assertThat(compact(true).generation()).isEqualTo(3);
    assertThat(served).doesNotExist(); // cleared away as a whole, not renamed
    assertThat(catalogue.objects()).hasSize(6);
    try (FSDirectory directory = FSDirectory.open(folder.generation(3));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      assertThat(reader.getIndexCommit().getGeneration())
          .isEqualTo(2); // made, and filled at one go
    }
  }

  @Test
  void whoWaitedForACompactionReliesOnNoThumbnailThatItClearedAway() throws Exception {
    Path thumbnail =
        folder.thumbnail(catalogue.object("mug/3").entry().photos().getFirst().id(), null);
    TestTree other = TestTree.in(temp.resolve("other"));
    other.photo("cup/3/1.jpg", 3, 1);
    Thread adding;
    try (CatalogueUse _ = CatalogueUse.alone(folder).orElseThrow()) {
      adding = Thread.ofPlatform().start(new FutureTask<>(() -> catalogue.add(other)));
      await().until(() -> adding.getState() == Thread.State.TIMED_WAITING);
      RemoveResult _ = catalogue.writer(FakeModel::open).remove(List.of("mug/3"));
      Compaction.Cleared _ = new Compaction(folder, FakeModel::open).run();
      assertThat(thumbnail).doesNotExist();
    }
    adding.join();
    assertThat(catalogue.object("cup/3").photos()).hasSize(1);
    assertThat(thumbnail).exists();
  }

  @Test
  void filesAreLeftAloneWhileSomebodyUsesTheCatalogue() throws IOException {
    catalogue.writer(FakeModel::open).remove(List.of("mug/3"));
    try (CatalogueUse _ = CatalogueUse.share(folder, Duration.ZERO);
        CatalogueUse _ = CatalogueUse.share(folder, Duration.ZERO)) {
      CompactResult result = compact(false);
      assertThat(result.inUse()).isTrue();
      assertThat(result.files()).isZero();
    }
    assertThat(compact(false).files()).isEqualTo(4);
  }

  @Test
  void nobodyBeginsToUseTheCatalogueWhileFilesAreClearedAway() throws IOException {
    try (CatalogueUse _ = CatalogueUse.alone(folder).orElseThrow()) {
      assertThatThrownBy(() -> CatalogueUse.share(folder, Duration.ofMillis(60)))
          .isInstanceOf(IndexerException.class)
          .hasMessageContaining("is being compacted");
      assertThat(CatalogueUse.alone(folder)).isEmpty();
    }
    CatalogueUse.share(folder, Duration.ZERO).close();
  }
}

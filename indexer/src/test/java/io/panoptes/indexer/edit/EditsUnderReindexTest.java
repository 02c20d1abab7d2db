package io.panoptes.indexer.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.failure.GenerationChangedException;
import io.panoptes.indexer.table.ObjectFields;
import io.panoptes.indexer.write.ReindexOptions;
import io.panoptes.indexer.write.ReindexResult;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.inspection.ImpactSample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that go on while the catalogue changes its model, as a server makes them. */
class EditsUnderReindexTest {
  private static final FakeModel NEW = FakeModel.of("beef");
  private static final int BEFORE = 3;
  private static final int AFTER = 3;

  @TempDir Path temp;
  private TestAdd catalogue;

  @BeforeEach
  void addTwelveMugs() throws IOException {
    catalogue = TestAdd.in(temp);
    TestTree tree = TestTree.in(temp.resolve("photos"));
    for (int thing = 1; thing <= 12; thing++) {
      tree.object("mug/" + thing, thing, 2);
    }
    catalogue.add(tree);
    NEW.copyTo(temp.resolve("new-model"));
  }

  @Test
  void whatWasAcknowledgedIsInTheNewGeneration_allOfItsModel() throws Exception {
    int puts = 0;
    try (ExecutorService other = Executors.newSingleThreadExecutor();
        LiveCatalogue live =
            LiveCatalogue.open(catalogue.folder(), FakeModel::open, LiveCatalogue.EVERY);
        ObjectEditor editor = new ObjectEditor(catalogue.folder(), Duration.ofSeconds(10))) {
      while (puts < BEFORE) {
        put(live, editor, puts++);
      }
      Future<ReindexResult> reindex = other.submit(this::reindex);
      while (!reindex.isDone()) {
        put(live, editor, puts++);
      }
      assertThat(reindex.get().swapped()).isTrue();
      for (int i = 0; i < AFTER; i++) {
        put(live, editor, puts++);
      }
    }
    try (Catalogue now = catalogue.open()) {
      assertThat(now.model()).isEqualTo(NEW.id());
      assertThat(now.objectCount()).isEqualTo(12 + puts);
      for (int thing = 0; thing < puts; thing++) {
        CatalogueObject object = now.object("put/" + thing).orElseThrow();
        assertThat(object.views())
            .as(object.id())
            .isEqualTo(
                TestUpload.photos(now, 100 + thing, 2).stream().map(UploadedPhoto::view).toList());
      }
    }
  }

  private ReindexResult reindex() throws IOException {
    return catalogue
        .writer(HookedModel.opener(photos -> LockSupport.parkNanos(photos * 20_000_000L)))
        .reindex(
            temp.resolve("new-model"),
            new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), _ -> {}),
            TestAdd.TUNING,
            new Progress());
  }

  /** Puts an object, encoded by whichever generation is there when it is written. */
  private static void put(LiveCatalogue live, ObjectEditor editor, int thing) throws IOException {
    Edit.OfPut put = null;
    while (put == null) {
      try (LiveCatalogue.Lease lease = live.lease()) {
        Catalogue leased = lease.catalogue();
        put =
            editor.put(
                leased,
                "put/" + thing,
                ObjectFields.NONE,
                TestUpload.photos(leased, 100 + thing, 2),
                Condition.Presence.ANY);
        assertThat(leased.contains("put/" + thing)).isTrue();
      } catch (GenerationChangedException e) {
        live.refresh();
      }
    }
    assertThat(put).isInstanceOf(Edit.Created.class);
  }
}

package io.panoptes.indexer.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.inspection.Impact;
import io.panoptes.search.inspection.ImpactSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReindexTest {
  private static final FakeModel NEW = FakeModel.of("beef");

  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;
  private Path newModel;
  private final List<Impact> impacts = new ArrayList<>();

  @BeforeEach
  void addSixMugs() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos"));
    for (int thing = 1; thing <= 6; thing++) {
      tree.object("mug/" + thing, thing, 3);
    }
    catalogue.add(tree);
    newModel = temp.resolve("new-model");
    NEW.copyTo(newModel);
  }

  private ReindexResult reindex(Model.Opener models, UnaryOperator<ReindexOptions> options)
      throws IOException {
    return catalogue
        .writer(models)
        .reindex(
            newModel,
            options.apply(
                new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), impacts::add)),
            TestAdd.TUNING,
            new Progress());
  }

  private ReindexResult reindex() throws IOException {
    return reindex(FakeModel::open, options -> options);
  }

  private ReindexResult rollback() throws IOException {
    return catalogue.writer(FakeModel::open).rollback(List.of(), TestAdd.TUNING, new Progress());
  }

  /** Requires that the catalogue is what adding all anew with {@code model} would make. */
  private void requireAllOf(FakeModel model) throws IOException {
    try (Catalogue now = catalogue.open()) {
      assertThat(now.model()).isEqualTo(model.id());
    }
    model.copyTo(temp.resolve("model-again"));
    TestAdd again = new TestAdd(temp.resolve("again"), newModel);
    again.addWith(tree, temp.resolve("model-again"));
    Map<String, CatalogueObject> expected = again.objects();
    assertThat(catalogue.objects()).isEqualTo(expected);
  }

  @Test
  void theNewGenerationIsWhatAddingAnewWouldMake_andTheOldOneStays() throws IOException {
    ReindexResult result = reindex();
    assertThat(result.swapped()).isTrue();
    assertThat(result.generation()).isEqualTo(2);
    assertThat(result.photos()).isEqualTo(18);
    assertThat(result.leftBehind()).isEmpty();
    requireAllOf(NEW);
    assertThat(catalogue.folder().resolve("generations/0001")).isDirectory();
    assertThat(catalogue.folder().resolve("generations/0002.building")).doesNotExist();
  }

  @Test
  void theSameModelAgainIsRefused() {
    assertThatThrownBy(() ->
            catalogue
                .writer(FakeModel::open)
                .reindex(
                    catalogue.bundled(),
                    new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), impacts::add),
                    TestAdd.TUNING,
                    new Progress()))
        .isInstanceOf(IndexerException.class)
        .hasMessageContaining("is of the model fa4efa4efa4e already");
  }

  @Test
  void theImpactIsToldBeforeAnythingChanges_andAnIntolerableLossChangesNothing()
      throws IOException {
    Model.Opener worse = // the new model sees in all photos of a batch what the first one shows
        ofNew(photos -> Collections.nCopies(photos.size(), photos.getFirst()));
    ReindexResult refused =
        reindex(
            worse,
            options ->
                new ReindexOptions(0.5, false, options.sample(), List.of(), options.reader()));
    assertThat(refused.swapped()).isFalse();
    assertThat(refused.generation()).isEqualTo(1);
    Impact impact = impacts.getFirst();
    assertThat(impact.asked()).isEqualTo(18);
    assertThat(impact.before()).isEqualTo(100);
    assertThat(impact.loss()).isGreaterThan(0.5);
    assertThat(impact.lost()).hasSize(impact.lostCount()).isNotEmpty();
    assertThat(impact.worst()).hasSize(10);
    assertThat(impact.recalls()).isNotEmpty();
    try (Catalogue now = catalogue.open()) {
      assertThat(now.generation()).isEqualTo(1);
    }
  }

  @Test
  void anObjectWhosePhotosHaveGoneStopsTheChange_unlessItMayBeLeftBehind() throws IOException {
    IOUtils.rm(tree.root().resolve("mug/3"));
    Files.delete(tree.root().resolve("mug/4/2.jpg"));
    ReindexResult refused = reindex();
    assertThat(refused.swapped()).isFalse();
    assertThat(refused.leftBehind())
        .containsExactly(new LeftBehind("mug/3", 3, 3), new LeftBehind("mug/4", 3, 1));
    assertThat(refused.skipped()).hasSize(4);
    ReindexResult allowed =
        reindex(
            FakeModel::open,
            options ->
                new ReindexOptions(100, true, options.sample(), List.of(), options.reader()));
    assertThat(allowed.swapped()).isTrue();
    assertThat(allowed.photos()).isZero(); // the first run did it
    assertThat(catalogue.objects()).hasSize(5).doesNotContainKey("mug/3");
    assertThat(catalogue.object("mug/4").photos()).hasSize(2);
  }

  @Test
  void aPhotoThatHasChangedMeanwhileIsNotTakenForTheOneInTheCatalogue() throws IOException {
    tree.photo("mug/3/1.jpg", 3, 99);
    ReindexResult refused = reindex();
    assertThat(refused.leftBehind()).containsExactly(new LeftBehind("mug/3", 3, 1));
    assertThat(refused.skipped())
        .extracting(Skipped::reason)
        .allMatch(reason -> reason.startsWith("changed: "));
  }

  @Test
  void keptOriginalsAreEnough() throws IOException {
    catalogue.add(tree, AddOptions.NONE.withKeepOriginals(true));
    Map<String, CatalogueObject> expected = catalogue.objects();
    Path moved = Files.move(tree.root(), temp.resolve("moved"));
    ReindexResult result = reindex();
    assertThat(result.swapped()).isTrue();
    Files.move(moved, tree.root());
    assertThat(catalogue.objects().keySet()).isEqualTo(expected.keySet());
    requireAllOf(NEW);
  }

  @Test
  void changesMadeMeanwhileAreInTheNewGeneration() throws IOException {
    AtomicInteger batches = new AtomicInteger();
    Model.Opener changing =
        ofNew(photos -> {
          if (batches.incrementAndGet() == 2) {
            change();
          }
          return photos;
        });
    ReindexResult result = reindex(changing, options -> options);
    assertThat(result.swapped()).isTrue();
    assertThat(catalogue.objects()).hasSize(6).containsKey("mug/9").doesNotContainKey("mug/1");
    IOUtils.rm(tree.root().resolve("mug/1"));
    requireAllOf(NEW);
  }

  private static Model.Opener ofNew(UnaryOperator<List<Pixels>> looks) {
    return folder -> {
      Model model = FakeModel.open(folder);
      return model.id().equals(NEW.id()) ? HookedModel.looking(model, looks) : model;
    };
  }

  private void change() {
    try {
      tree.object("mug/9", 9, 2).photo("mug/2/1.jpg", 2, 55);
      catalogue.add(tree);
      catalogue.writer(FakeModel::open).remove(List.of("mug/1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStoppedRunIsGoneOnWith() throws IOException {
    AtomicInteger batches = new AtomicInteger();
    CatalogueWriter[] writer = new CatalogueWriter[1];
    Model.Opener stopping =
        HookedModel.opener(_ -> {
          if (batches.incrementAndGet() == 4) {
            writer[0].stop();
          }
        });
    writer[0] = catalogue.writer(stopping);
    ReindexOptions options =
        new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), impacts::add);
    ReindexResult first =
        writer[0].reindex(
            newModel, options, new Tuning(1, 1, 2, 1, Duration.ofMillis(1)), new Progress());
    assertThat(first.stopped()).isTrue();
    assertThat(first.swapped()).isFalse();
    ReindexResult second = reindex();
    assertThat(second.swapped()).isTrue();
    assertThat(second.photos()).isBetween(1L, 17L);
    requireAllOf(NEW);
  }

  @Test
  void whatIsGoneOnWithIsNextToTheGenerationInWhosePlaceItComes() throws IOException {
    reindex();
    Path third = temp.resolve("third-model");
    FakeModel.of("cafe").copyTo(third);
    ReindexOptions options =
        new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), impacts::add);
    CatalogueWriter writer = catalogue.writer(FakeModel::open);
    assertThat(writer.reindex(third, options, TestAdd.TUNING, new Progress()).generation())
        .isEqualTo(3);
    rollback();
    rollback();
    ReindexResult again = writer.reindex(third, options, TestAdd.TUNING, new Progress());
    assertThat(again.photos()).isZero(); // generation 3 was still there
    assertThat(rollback().generation()).isEqualTo(1);
  }

  @Test
  void rollbackBringsTheOldGenerationBack_withWhatWasWrittenSince() throws IOException {
    reindex();
    tree.object("mug/7", 7, 2).photo("mug/2/1.jpg", 2, 55);
    catalogue.add(tree);
    catalogue.writer(FakeModel::open).remove(List.of("mug/1"));
    ReindexResult back = rollback();
    assertThat(back.swapped()).isTrue();
    assertThat(back.generation()).isEqualTo(1);
    assertThat(back.photos()).isEqualTo(3);
    IOUtils.rm(tree.root().resolve("mug/1"));
    requireAllOf(FakeModel.of("fa4e"));
    assertThatThrownBy(this::rollback)
        .isInstanceOf(IndexerException.class)
        .hasMessageContaining("has none before it");
  }

  @Test
  void rollbackThatWouldLoseSomethingIsRefused_andNamesIt() throws IOException {
    reindex();
    tree.object("mug/7", 7, 2);
    catalogue.add(tree);
    IOUtils.rm(tree.root().resolve("mug/7"));
    TreeMap<String, CatalogueObject> before = catalogue.objects();
    ReindexResult refused = rollback();
    assertThat(refused.swapped()).isFalse();
    assertThat(refused.leftBehind()).containsExactly(new LeftBehind("mug/7", 2, 2));
    assertThat(catalogue.objects()).isEqualTo(before);
  }

  @Test
  void afterARollbackTheNewModelIsTakenUpAgain_withoutEncodingTwice() throws IOException {
    reindex();
    rollback();
    ReindexResult again = reindex();
    assertThat(again.swapped()).isTrue();
    assertThat(again.generation()).isEqualTo(3);
    assertThat(again.photos()).isZero();
    requireAllOf(NEW);
  }

  @Test
  void whatCannotFollowStopsTheChange_alsoIfItCameAfterTheImpactWasMeasured() throws IOException {
    ReindexResult refused =
        reindex(
            FakeModel::open,
            options ->
                new ReindexOptions(
                    100,
                    false,
                    options.sample(),
                    List.of(),
                    _ -> {
                      tree.object("mug/9", 9, 2);
                      catalogue.add(tree);
                      IOUtils.rm(tree.root().resolve("mug/9"));
                    }));
    assertThat(refused.swapped()).isFalse();
    assertThat(refused.leftBehind()).containsExactly(new LeftBehind("mug/9", 2, 2));
  }

  @Test
  void whatIsLeftBehindIsLost_inTheImpact() throws IOException {
    IOUtils.rm(tree.root().resolve("mug/3"));
    reindex();
    assertThat(impacts.getFirst().lostCount()).isEqualTo(3);
    assertThat(impacts.getFirst().lost())
        .extracting(Impact.Change::after)
        .allMatch(after -> after.other() == null && after.own() == Double.POSITIVE_INFINITY);
  }

  @Test
  void aDamagedCopyOfAPhotoIsPassedOver_whereTheFileIsStillThere() throws IOException {
    catalogue.add(tree, AddOptions.NONE.withKeepOriginals(true));
    String photo = catalogue.object("mug/3").entry().photos().getFirst().id();
    Files.writeString(CatalogueFolder.at(catalogue.folder()).original(photo), "damaged");
    assertThat(reindex().swapped()).isTrue();
    requireAllOf(NEW);
  }
}

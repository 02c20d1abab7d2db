package io.panoptes.indexer.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.AddResult.Ending;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.fetch.PhotoAddresses;
import io.panoptes.indexer.store.FailingDisk;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.inspection.ImpactSample;
import io.panoptes.search.inspection.Inspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up under the index, wherever it does. */
class FullDiskTest {
  private static final String FULL = FailingDisk.FULL;
  private static final Tuning SMALL_BATCHES = new Tuning(1, 1, 2, 2, Duration.ofSeconds(1));

  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;

  @BeforeEach
  void drawPhotos() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos"));
    for (int thing = 1; thing <= 8; thing++) {
      tree.object("mug/" + thing, thing, 2);
    }
  }

  @Test
  void whatWasCommittedStays_andTheNextRunGoesOn() throws IOException {
    int failures = 0;
    int partly = 0;
    for (long bytes = 2_000; failures == 0 || bytes < 120_000; bytes += 9_000) {
      FailingDisk disk = FailingDisk.full(bytes);
      Path folder = temp.resolve("catalogue-" + bytes);
      TestAdd here = new TestAdd(folder, catalogue.bundled());
      AddResult result;
      try {
        result = add(here, disk);
      } catch (IndexerException e) {
        assertThat(e).hasMessageContaining(FULL).hasMessageContaining(folder.toString());
        continue; // not even an empty catalogue had room
      }
      if (result.ending() instanceof Ending.Failed failed) {
        failures++;
        partly += result.added() > 0 ? 1 : 0;
        assertThat(failed.reason()).contains(FULL).contains(folder.toString());
        assertThat(failed.reason().lines()).hasSize(1);
      }
      assertThat(here.objects()).hasSize(result.added());
      assertThat(here.objects().values()).allMatch(object -> object.photos().size() == 2);
      AddResult next = here.add(tree);
      assertThat(next.added() + next.unchanged()).isEqualTo(8);
      assertThat(next.unchanged()).isEqualTo(result.added());
    }
    assertThat(failures).isPositive();
    assertThat(partly).isPositive();
  }

  private AddResult add(TestAdd here, FailingDisk disk) throws IOException {
    return writer(here, disk)
        .add(
            tree.root(),
            new ModelChoice(null, here::bundled),
            AddOptions.NONE,
            SMALL_BATCHES,
            new Progress());
  }

  private static CatalogueWriter writer(TestAdd here, FailingDisk disk) {
    return new CatalogueWriter(
        CatalogueFolder.at(here.folder()),
        FakeModel::open,
        Duration.ofSeconds(10),
        disk,
        PhotoAddresses::on);
  }

  @Test
  void aModelThatHasNoRoomChangesNothing_andTheNextReindexGoesOn() throws IOException {
    catalogue.add(tree);
    Map<String, CatalogueObject> before = catalogue.objects();
    Path newModel = temp.resolve("new-model");
    FakeModel.of("beef").copyTo(newModel);
    ReindexOptions options =
        new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), _ -> {});
    int failures = 0;
    long encoded = 0;
    boolean done = false;
    for (long bytes = 1_000; !done; bytes += 15_000) { // a little more room each time
      FailingDisk disk = FailingDisk.full(bytes);
      try {
        ReindexResult result =
            writer(catalogue, disk).reindex(newModel, options, SMALL_BATCHES, new Progress());
        done = result.swapped();
        encoded = result.photos();
      } catch (IndexerException e) {
        failures++;
        assertThat(e).hasMessageContaining(FULL).hasMessageContaining("generations");
        assertThat(catalogue.objects()).isEqualTo(before);
        requireSound();
      }
    }
    assertThat(failures).isGreaterThan(1);
    assertThat(encoded).isLessThan(16);
    requireSound();
    try (Catalogue now = catalogue.open()) {
      assertThat(now.model()).isEqualTo(FakeModel.of("beef").id());
      assertThat(now.objectCount()).isEqualTo(8);
    }
  }

  @Test
  void graphsThatHaveNoRoomAreNotMade_andAllStaysAsItWas() throws IOException {
    catalogue.add(tree);
    Map<String, CatalogueObject> before = catalogue.objects();
    int failures = 0;
    boolean done = false;
    for (long bytes = 100; !done; bytes += 9_000) {
      try {
        CompactResult result =
            writer(catalogue, FailingDisk.full(bytes)).compact(true, new Progress());
        done = result.rebuilt();
      } catch (IndexerException e) {
        failures++;
        assertThat(e).hasMessageContaining(FULL).hasMessageContaining("generations");
      }
      assertThat(catalogue.objects()).isEqualTo(before);
      requireSound();
    }
    assertThat(failures).isGreaterThan(1);
  }

  @Test
  void aThumbnailThatCannotBeWrittenEndsTheRunByName_andTheNextGoesOn() throws IOException {
    catalogue.add(tree);
    Path photo = tree.photo("mug/9/1.jpg", 9, 3);
    Path shelf =
        CatalogueFolder.at(catalogue.folder())
            .thumbnail(PhotoReader.id(Files.readAllBytes(photo)), null)
            .getParent();
    Files.writeString(Objects.requireNonNull(shelf), "in the way");
    AddResult failed = catalogue.add(tree);
    assertThat(failed.ending())
        .isInstanceOfSatisfying(
            Ending.Failed.class,
            ending ->
                assertThat(ending.reason()).startsWith("cannot write the thumbnail " + shelf));
    assertThat(catalogue.objects()).hasSize(8);
    requireSound();
    Files.delete(shelf);
    assertThat(catalogue.add(tree).added()).isEqualTo(1);
    requireSound();
  }

  private void requireSound() throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(catalogue.folder());
    assertThat(new Inspector(folder, FakeModel::open, 10, new Progress()).inspect().problems())
        .isEmpty();
  }
}

package io.panoptes.indexer.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.AddResult.Renamed;
import io.panoptes.indexer.add.Part;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second run makes of a folder that has changed. */
class AddAgainTest {
  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;

  @BeforeEach
  void addSixMugs() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos"));
    for (int thing = 1; thing <= 6; thing++) {
      tree.object("mug/" + thing, thing, 2);
    }
    Path table = tree.write("../table.csv", "object_id,colour\nmug/3,red\n");
    catalogue.add(tree, AddOptions.NONE.withMetadata(table));
  }

  @Test
  void aRenamedFolderIsTheSameObject_withItsAttributes_andNothingIsEncoded() throws IOException {
    CatalogueObject before = catalogue.object("mug/3");
    Files.move(tree.root().resolve("mug/3"), tree.root().resolve("mug/three"));
    AddResult result = catalogue.add(tree);
    assertThat(result.renamed()).containsExactly(new Renamed("mug/3", "mug/three"));
    assertThat(List.of(result.added(), result.updated(), result.unchanged(), result.removed()))
        .isEqualTo(List.of(0, 1, 5, 0));
    assertThat(result.photos()).isZero();
    assertThat(result.gone()).isEmpty();
    assertThat(catalogue.objects()).hasSize(6).doesNotContainKey("mug/3");
    CatalogueObject after = catalogue.object("mug/three");
    assertThat(after.attributes()).isEqualTo(before.attributes());
    assertThat(after.views()).isEqualTo(before.views());
    assertThat(after.aggregate()).isEqualTo(before.aggregate());
  }

  @Test
  void aFolderMovedToAnotherCategoryTakesThatOn() throws IOException {
    Files.createDirectories(tree.root().resolve("cup"));
    Files.move(tree.root().resolve("mug/3"), tree.root().resolve("cup/3"));
    assertThat(catalogue.add(tree).renamed()).containsExactly(new Renamed("mug/3", "cup/3"));
    assertThat(catalogue.object("cup/3").category()).isEqualTo("cup");
  }

  @Test
  void aFolderRenamedAndChangedIsANewObject_whoseKnownPhotosAreNotEncodedAgain()
      throws IOException {
    Files.move(tree.root().resolve("mug/3"), tree.root().resolve("mug/three"));
    tree.photo("mug/three/9.jpg", 3, 9);
    AddResult result = catalogue.add(tree);
    assertThat(result.added()).isEqualTo(1);
    assertThat(result.photos()).isEqualTo(1);
    assertThat(result.gone()).containsExactly("mug/3");
    assertThat(catalogue.objects()).containsKeys("mug/3", "mug/three");
  }

  @Test
  void whatHasGoneIsListed_andRemovedOnlyWhenAskedFor() throws IOException {
    IOUtils.rm(tree.root().resolve("mug/3"), tree.root().resolve("mug/5"));
    AddResult listed = catalogue.add(tree);
    assertThat(listed.gone()).containsExactly("mug/3", "mug/5");
    assertThat(listed.removed()).isZero();
    assertThat(catalogue.objects()).hasSize(6);
    AddResult pruned = catalogue.add(tree, AddOptions.NONE.withPrune(true));
    assertThat(pruned.removed()).isEqualTo(2);
    assertThat(pruned.gone()).isEmpty();
    assertThat(catalogue.objects().keySet()).containsExactly("mug/1", "mug/2", "mug/4", "mug/6");
  }

  @Test
  void pruningTakesNothingThatCameFromElsewhere_orThatCouldNotBeRead() throws IOException {
    TestTree other = TestTree.in(temp.resolve("other")).object("pot/1", 50, 2);
    catalogue.add(other);
    IOUtils.rm(tree.root().resolve("mug/3"));
    IOUtils.rm(tree.root().resolve("mug/5"));
    tree.link("mug/5", temp.resolve("elsewhere"));
    AddResult pruned = catalogue.add(tree, AddOptions.NONE.withPrune(true));
    assertThat(pruned.skipped()).extracting(Skipped::reason).containsExactly("link-broken");
    assertThat(pruned.removed()).isEqualTo(1);
    assertThat(catalogue.objects()).containsKeys("pot/1", "mug/5").doesNotContainKey("mug/3");
  }

  @Test
  void aPhotoChangedBehindItsSizeAndTimeIsFoundByItsContent() throws IOException {
    Path photo = tree.root().resolve("mug/3/1.jpg");
    FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.write(photo, Arrays.copyOf(TestPhotos.jpeg(3, 7), 20_000));
    Files.setLastModifiedTime(photo, time);
    catalogue.add(tree);
    CatalogueObject before = catalogue.object("mug/3");
    Files.write(photo, Arrays.copyOf(TestPhotos.jpeg(3, 8), 20_000));
    Files.setLastModifiedTime(photo, time);
    assertThat(catalogue.add(tree).unchanged()).isEqualTo(6);
    AddResult result = catalogue.add(tree, AddOptions.NONE.withChecksum(true));
    assertThat(result.updated()).isEqualTo(1);
    assertThat(result.photos()).isEqualTo(1);
    assertThat(catalogue.object("mug/3").views()).isNotEqualTo(before.views());
    assertThat(catalogue.add(tree, AddOptions.NONE.withChecksum(true)).unchanged()).isEqualTo(6);
  }

  @Test
  void originalsAreKeptWhenAskedFor_alsoOfWhatIsUnchanged() throws IOException {
    AddResult result = catalogue.add(tree, AddOptions.NONE.withKeepOriginals(true));
    assertThat(result.unchanged()).isEqualTo(6);
    assertThat(result.photos()).isZero();
    CatalogueFolder folder = CatalogueFolder.at(catalogue.folder());
    for (CatalogueObject object : catalogue.objects().values()) {
      for (var photo : object.entry().photos()) {
        assertThat(folder.original(photo.id())).hasSameBinaryContentAs(Path.of(photo.location()));
      }
    }
  }

  @Test
  void partsTogetherAreTheWhole_andEachPrunesItsOwn() throws IOException {
    TestAdd parts = new TestAdd(temp.resolve("parts"), catalogue.bundled());
    int added = 0;
    for (int part = 1; part <= 3; part++) {
      added += parts.add(tree, AddOptions.NONE.withPart(new Part(part, 3))).added();
    }
    assertThat(added).isEqualTo(6);
    assertThat(parts.objects().keySet()).isEqualTo(catalogue.objects().keySet());
    IOUtils.rm(tree.root().resolve("mug"));
    tree.object("pot/1", 40, 2);
    Part first = new Part(1, 3);
    AddOptions prune = AddOptions.NONE.withPrune(true).withPart(first);
    Set<String> others = new TreeSet<>(parts.objects().keySet());
    others.removeIf(first::has);
    parts.add(tree, prune);
    assertThat(parts.objects().keySet())
        .containsAll(others)
        .noneMatch(id -> id.startsWith("mug") && first.has(id));
  }

  @Test
  void theReportHasALineForEachObject() throws IOException {
    IOUtils.rm(tree.root().resolve("mug/6"));
    Files.move(tree.root().resolve("mug/3"), tree.root().resolve("mug/three"));
    tree.photo("mug/4/1.jpg", 4, 77);
    tree.object("mug/7", 7, 1);
    tree.write("mug/8/1.jpg", "no photo");
    Path report = temp.resolve("report.jsonl");
    catalogue.add(tree, AddOptions.NONE.withPrune(true).withReport(report));
    assertThat(Files.readAllLines(report))
        .containsExactlyInAnyOrder(
            line("mug/1", "unchanged", "null"),
            line("mug/2", "unchanged", "null"),
            line("mug/3", "removed", "\"renamed-to: mug/three\""),
            line("mug/three", "updated", "\"renamed-from: mug/3\""),
            line("mug/4", "updated", "null"),
            line("mug/5", "unchanged", "null"),
            line("mug/6", "removed", "\"gone\""),
            line("mug/7", "added", "null"),
            line("mug/8", "skipped", "\"no-readable-photo: each is listed in the result\""));
  }

  private static String line(String id, String outcome, String reason) {
    return "{\"id\":\"" + id + "\",\"outcome\":\"" + outcome + "\",\"reason\":" + reason + "}";
  }

  @Test
  void aTableAloneChangesAttributes_andNothingElse() throws IOException {
    CatalogueObject before = catalogue.object("mug/4");
    Path table =
        tree.write("../new.csv", "object_id,category,price:number\n4,cup,12.5\nmug/9,,3\n");
    AddResult result =
        catalogue.writer(FakeModel::open).describe(table, AddOptions.NONE, new Progress());
    assertThat(List.of(result.added(), result.updated(), result.unchanged()))
        .isEqualTo(List.of(0, 1, 0));
    assertThat(result.skipped()).extracting(Skipped::reason).containsExactly("no-object: mug/9");
    CatalogueObject after = catalogue.object("mug/4");
    assertThat(after.category()).isEqualTo("cup");
    assertThat(after.attributes()).containsEntry("price", new Attribute.Number(List.of(12.5)));
    assertThat(after.views()).isEqualTo(before.views());
    assertThat(after.entry().photos()).isEqualTo(before.entry().photos());
    long commit = catalogue.commit();
    AddResult again =
        catalogue.writer(FakeModel::open).describe(table, AddOptions.NONE, new Progress());
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(catalogue.commit()).isEqualTo(commit);
  }

  @Test
  void aPlanTellsWhatWouldBeDone_andDoesNothing() throws IOException {
    IOUtils.rm(tree.root().resolve("mug/6"));
    tree.photo("mug/4/1.jpg", 4, 77);
    Files.setLastModifiedTime(
        tree.root().resolve("mug/4/1.jpg"), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    tree.object("mug/7", 7, 1);
    long commit = catalogue.commit();
    CatalogueWriter writer = catalogue.writer(FakeModel::open);
    AddResult plan = writer.plan(tree.root(), AddOptions.NONE.withPrune(true));
    assertThat(List.of(plan.added(), plan.updated(), plan.unchanged(), plan.removed()))
        .isEqualTo(List.of(1, 1, 4, 1));
    assertThat(catalogue.commit()).isEqualTo(commit);
    TestAdd none = new TestAdd(temp.resolve("none"), catalogue.bundled());
    assertThat(none.writer(FakeModel::open).plan(tree.root(), AddOptions.NONE).added())
        .isEqualTo(6);
    assertThat(none.folder()).doesNotExist();
  }

  @Test
  void whatHasComeBackIsNotRemoved_thoughItWasGoneWhenTheFolderWasRead() throws IOException {
    Path away = Files.move(tree.root().resolve("mug/3"), temp.resolve("away"));
    tree.object("mug/7", 7, 1);
    CatalogueWriter writer =
        catalogue.writer(
            HookedModel.opener(_ -> {
              if (Files.exists(away)) {
                moveBack(away);
              }
            }));
    AddResult result = catalogue.add(writer, tree, AddOptions.NONE.withPrune(true));
    assertThat(result.added()).isEqualTo(1);
    assertThat(result.removed()).isZero();
    assertThat(catalogue.objects()).containsKey("mug/3");
  }

  private void moveBack(Path away) {
    try {
      Files.move(away, tree.root().resolve("mug/3"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTableWithoutCategoriesLeavesThoseThatATableSet() throws IOException {
    Path kinds = tree.write("../kinds.csv", "object_id,category\nmug/4,cup\n");
    catalogue.add(tree, AddOptions.NONE.withMetadata(kinds));
    Path prices = tree.write("../prices.csv", "object_id,price:number\nmug/4,3\n");
    catalogue.add(tree, AddOptions.NONE.withMetadata(prices));
    assertThat(catalogue.object("mug/4").category()).isEqualTo("cup");
  }
}

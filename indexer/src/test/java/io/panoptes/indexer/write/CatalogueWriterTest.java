package io.panoptes.indexer.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.panoptes.encoder.FakeEncoder;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.View;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.store.CatalogueLock;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.CataloguePhoto;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueWriterTest {
  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;

  @BeforeEach
  void drawPhotos() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos"));
    for (int thing = 1; thing <= 10; thing++) {
      tree.object("mug/" + (10 + thing), thing, 3);
    }
  }

  @Test
  void everyObjectIsAddedWithItsPhotosAndTheirThumbnails() throws IOException {
    AddResult result = catalogue.add(tree);
    assertThat(result.ending()).isEqualTo(new AddResult.Ending.Complete());
    assertThat(counts(result)).isEqualTo(List.of(10, 0, 0));
    assertThat(result.photos()).isEqualTo(30);
    assertThat(result.skipped()).isEmpty();
    assertThat(result.generation()).isEqualTo(1);
    assertThat(catalogue.objects()).hasSize(10);
    CatalogueObject object = catalogue.object("mug/13");
    assertThat(object.category()).isEqualTo("mug");
    assertThat(object.entry().source()).isEqualTo(tree.root().toRealPath().toString());
    assertThat(object.photos())
        .extracting(CataloguePhoto::name)
        .containsExactly("1.jpg", "2.jpg", "3.jpg");
    for (CataloguePhoto photo : object.photos()) {
      assertThat(CatalogueFolder.at(catalogue.folder()).thumbnail(photo.id(), null))
          .isRegularFile();
    }
    assertThat(filesBelow(catalogue.folder().resolve("thumbnails")))
        .hasSize(30)
        .noneMatch(file -> file.toString().endsWith(".new"));
  }

  /** The plain twin of the pipeline: one photo after the other, one object at a time. */
  @Test
  void whatIsWrittenIsWhatOneByOneGives() throws IOException {
    catalogue.add(tree);
    try (FakeEncoder encoder = new FakeEncoder()) {
      for (CatalogueObject object : catalogue.objects().values()) {
        List<View> views = new ArrayList<>();
        for (CataloguePhoto photo : object.photos()) {
          Path file = tree.root().resolve(object.id()).resolve(photo.name());
          var read = new PhotoReader().read(file);
          View view = encoder.encode(List.of(encoder.prepare(read))).getFirst();
          assertThat(photo)
              .isEqualTo(
                  new CataloguePhoto(
                      new PhotoEntry(
                          read.id(),
                          photo.name(),
                          file.toString(),
                          Files.size(file),
                          Files.getLastModifiedTime(file).toInstant(),
                          null,
                          null),
                      view));
          views.add(view);
        }
        assertThat(object.aggregate()).isEqualTo(encoder.aggregate(views));
      }
    }
  }

  @Test
  void addingTwiceWritesNothing() throws IOException {
    catalogue.add(tree);
    long commit = catalogue.commit();
    List<Path> files = filesBelow(catalogue.folder());
    AddResult again = catalogue.add(tree);
    assertThat(counts(again)).isEqualTo(List.of(0, 0, 10));
    assertThat(again.photos()).isZero();
    assertThat(catalogue.commit()).isEqualTo(commit);
    assertThat(filesBelow(catalogue.folder())).isEqualTo(files);
  }

  @Test
  void aReplacedPhotoRewritesItsObjectAlone_andIsEncodedAlone() throws IOException {
    catalogue.add(tree);
    Map<String, CatalogueObject> before = catalogue.objects();
    tree.photo("mug/13/2.jpg", 3, 99);
    AddResult result = catalogue.add(tree);
    assertThat(counts(result)).isEqualTo(List.of(0, 1, 9));
    assertThat(result.photos()).isEqualTo(1);
    Map<String, CatalogueObject> after = catalogue.objects();
    CatalogueObject replaced = Objects.requireNonNull(after.remove("mug/13"));
    CatalogueObject old = Objects.requireNonNull(before.remove("mug/13"));
    assertThat(after).isEqualTo(before);
    assertThat(replaced.photos().get(0)).isEqualTo(old.photos().get(0));
    assertThat(replaced.photos().get(1).id()).isNotEqualTo(old.photos().get(1).id());
    assertThat(replaced.photos().get(2)).isEqualTo(old.photos().get(2));
    assertThat(replaced.aggregate()).isNotEqualTo(old.aggregate());
  }

  @Test
  void aPhotoThatMovedOrWasTouchedIsNotEncodedAgain() throws IOException {
    catalogue.add(tree);
    Files.move(tree.root().resolve("mug/13/2.jpg"), tree.root().resolve("mug/13/front.jpg"));
    FileTime later = FileTime.from(Instant.parse("2030-01-01T00:00:00.123456Z"));
    Files.setLastModifiedTime(tree.root().resolve("mug/13/1.jpg"), later);
    AddResult result = catalogue.add(tree);
    assertThat(counts(result)).isEqualTo(List.of(0, 1, 9));
    assertThat(result.photos()).isZero();
    assertThat(catalogue.object("mug/13").photos())
        .extracting(CataloguePhoto::name)
        .containsExactly("1.jpg", "3.jpg", "front.jpg");
    assertThat(counts(catalogue.add(tree))).isEqualTo(List.of(0, 0, 10));
  }

  @Test
  void aPhotoThatIsGoneLeavesItsObject_andANewOneJoins() throws IOException {
    catalogue.add(tree);
    Files.delete(tree.root().resolve("mug/13/2.jpg"));
    tree.photo("mug/14/4.jpg", 4, 4);
    AddResult result = catalogue.add(tree);
    assertThat(counts(result)).isEqualTo(List.of(0, 2, 8));
    assertThat(result.photos()).isEqualTo(1);
    assertThat(catalogue.object("mug/13").photos()).hasSize(2);
    assertThat(catalogue.object("mug/14").photos()).hasSize(4);
  }

  @Test
  void theSamePhotoTwiceInOneObjectCountsOnce() throws IOException {
    tree.photo("mug/13/copy.jpg", 3, 1);
    tree.photo("mug/14/of-13.jpg", 3, 1);
    AddResult result = catalogue.add(tree);
    assertThat(result.skipped()).isEmpty();
    assertThat(result.photos()).isEqualTo(31);
    assertThat(catalogue.object("mug/13").photos())
        .extracting(CataloguePhoto::name)
        .containsExactly("1.jpg", "2.jpg", "3.jpg");
    assertThat(catalogue.object("mug/14").photos()).hasSize(4);
    long commit = catalogue.commit();
    assertThat(counts(catalogue.add(tree))).isEqualTo(List.of(0, 0, 10));
    assertThat(catalogue.commit()).isEqualTo(commit);
  }

  @Test
  void badPhotosAreListed_andTheOthersAreAdded() throws IOException {
    Path text = tree.write("mug/13/4.jpg", "no photo");
    Path empty = tree.write("mug/13/5.jpg", "");
    byte[] half = TestPhotos.jpeg(4, 9);
    Path truncated = tree.write("mug/14/4.jpg", java.util.Arrays.copyOf(half, half.length / 2));
    Path lonely = tree.write("lamp/broken/1.jpg", "no photo");
    AddResult result = catalogue.add(tree);
    assertThat(result.ending()).isEqualTo(new AddResult.Ending.Complete());
    assertThat(counts(result)).isEqualTo(List.of(10, 0, 0));
    assertThat(result.photos()).isEqualTo(30);
    assertThat(result.skipped())
        .extracting(Skipped::path, skipped -> skipped.reason().split(":", 2)[0])
        .containsExactly(
            tuple(lonely.toString(), "not-a-photo"),
            tuple(text.toString(), "not-a-photo"),
            tuple(empty.toString(), "empty"),
            tuple(truncated.toString(), "truncated"));
    assertThat(catalogue.objects()).hasSize(10).doesNotContainKey("lamp/broken");
    assertThat(catalogue.object("mug/13").photos()).hasSize(3);
    AddResult again = catalogue.add(tree);
    assertThat(counts(again)).isEqualTo(List.of(0, 0, 10));
    assertThat(again.skipped()).isEqualTo(result.skipped());
  }

  @Test
  void aPhotoThatWentBadOnDiskTakesNothingOutOfTheCatalogue() throws IOException {
    catalogue.add(tree);
    CatalogueObject before = catalogue.object("mug/13");
    long commit = catalogue.commit();
    tree.write("mug/13/2.jpg", "no photo any more");
    AddResult result = catalogue.add(tree);
    assertThat(counts(result)).isEqualTo(List.of(0, 0, 10));
    assertThat(result.skipped())
        .extracting(Skipped::path)
        .containsExactly(tree.root().resolve("mug/13/2.jpg").toString());
    assertThat(catalogue.object("mug/13")).isEqualTo(before);
    assertThat(catalogue.commit()).isEqualTo(commit);
  }

  @Test
  void anIdOfAnotherRootIsRefusedByName_unlessReplaced() throws IOException {
    catalogue.add(tree);
    TestTree other = TestTree.in(temp.resolve("other")).object("mug/13", 77, 2);
    other.object("mug/99", 99, 2);
    AddResult refused = catalogue.add(other);
    assertThat(counts(refused)).isEqualTo(List.of(1, 0, 0));
    assertThat(refused.skipped())
        .containsExactly(
            new Skipped(
                other.root().resolve("mug/13").toString(),
                "of-another-root: the object mug/13 was added from "
                    + tree.root().toRealPath()
                    + "; --replace takes it over"));
    assertThat(catalogue.object("mug/13").photos()).hasSize(3);
    AddResult replaced = catalogue.add(other, AddOptions.NONE.withReplace(true));
    assertThat(counts(replaced)).isEqualTo(List.of(0, 1, 1));
    assertThat(catalogue.object("mug/13").photos()).hasSize(2);
    assertThat(catalogue.object("mug/13").entry().source())
        .isEqualTo(other.root().toRealPath().toString());
  }

  @Test
  void aTableSetsAttributes_whichStayUntilItSaysOtherwise() throws IOException {
    Path table = tree.write("objects.csv", "object_id,category,price:number\n13,cup,9\n99,x,1\n");
    AddOptions options = AddOptions.NONE.withMetadata(table);
    AddResult result = catalogue.add(tree, options);
    assertThat(result.skipped()).containsExactly(new Skipped(table + ":3", "no-object: 99"));
    CatalogueObject described = catalogue.object("mug/13");
    assertThat(described.category()).isEqualTo("cup");
    assertThat(described.attributes())
        .isEqualTo(Map.of("price", new Attribute.Number(List.of(9.0))));
    assertThat(counts(catalogue.add(tree, options))).isEqualTo(List.of(0, 0, 10));
    assertThat(counts(catalogue.add(tree))).isEqualTo(List.of(0, 0, 10));
    assertThat(catalogue.object("mug/13")).isEqualTo(described);

    tree.write("objects.csv", "object_id,price:number\n13,7\n");
    AddResult changed = catalogue.add(tree, options);
    assertThat(counts(changed)).isEqualTo(List.of(0, 1, 9));
    assertThat(changed.photos()).isZero();
    assertThat(catalogue.object("mug/13").category()).isEqualTo("cup");
    assertThat(catalogue.object("mug/13").attributes())
        .isEqualTo(Map.of("price", new Attribute.Number(List.of(7.0))));
  }

  @Test
  void theCategoryGivenIsForObjectsWhoseFolderNamesNone() throws IOException {
    tree.object("solo", 42, 2);
    catalogue.add(tree, AddOptions.NONE.withCategory("lamp"));
    assertThat(catalogue.object("solo").category()).isEqualTo("lamp");
    assertThat(catalogue.object("mug/13").category()).isEqualTo("mug");
    assertThat(counts(catalogue.add(tree))).isEqualTo(List.of(0, 0, 11));
    AddResult changed = catalogue.add(tree, AddOptions.NONE.withCategory("vase"));
    assertThat(counts(changed)).isEqualTo(List.of(0, 1, 10));
    assertThat(catalogue.object("solo").category()).isEqualTo("vase");
  }

  @Test
  void replacingTheBundledModelStrandsNoCatalogue() throws IOException {
    catalogue.add(tree);
    Files.delete(catalogue.bundled().resolve("fake-model"));
    FakeModel.of("beef").copyTo(catalogue.bundled());
    tree.object("mug/30", 30, 2);
    AddResult result = catalogue.add(tree);
    assertThat(counts(result)).isEqualTo(List.of(1, 0, 10));
    try (Catalogue opened = catalogue.open()) {
      assertThat(opened.model()).isEqualTo(FakeModel.of("fa4e").id());
      assertThat(opened.encoder().model()).isEqualTo(FakeModel.of("fa4e").id());
    }
    Files.delete(catalogue.bundled().resolve("fake-model"));
    Files.delete(catalogue.bundled());
    assertThat(counts(catalogue.add(tree))).isEqualTo(List.of(0, 0, 11));
  }

  @Test
  void anotherModelIsRefusedByName_alsoOfTheSameDimensions() throws IOException {
    catalogue.add(tree);
    Path other = temp.resolve("other-model");
    FakeModel.of("beef").copyTo(other);
    assertThatThrownBy(() -> catalogue.addWith(tree, other))
        .isInstanceOf(IndexerException.class)
        .hasMessage(
            "the catalogue "
                + catalogue.folder()
                + " is of the model fa4efa4efa4e, and "
                + other
                + " is the model beefbeefbeef: a catalogue never mixes models");
    assertThat(counts(catalogue.addWith(tree, catalogue.bundled()))).isEqualTo(List.of(0, 0, 10));
  }

  @Test
  void aNewCatalogueTakesTheModelAskedFor() throws IOException {
    Path asked = temp.resolve("asked");
    FakeModel.of("beef").copyTo(asked);
    catalogue.addWith(tree, asked);
    try (Catalogue opened = catalogue.open()) {
      assertThat(opened.model()).isEqualTo(FakeModel.of("beef").id());
    }
  }

  @Test
  void removedObjectsAreGone_andUnknownOnesAreNamed() throws IOException {
    catalogue.add(tree);
    RemoveResult result =
        catalogue.writer(FakeModel::open).remove(List.of("mug/13/", "mug/99", "mug/14"));
    assertThat(result)
        .isEqualTo(
            new RemoveResult(
                List.of("mug/13", "mug/14"), List.of(new Skipped("mug/99", "unknown-object")), 1));
    assertThat(catalogue.objects()).hasSize(8).doesNotContainKeys("mug/13", "mug/14");
    assertThat(counts(catalogue.add(tree))).isEqualTo(List.of(2, 0, 8));
  }

  @Test
  void anEncoderThatFailsLeavesWhatWasCommitted_andTheNextRunGoesOn() throws IOException {
    AtomicInteger encoded = new AtomicInteger();
    CatalogueWriter failing =
        catalogue.writer(
            HookedModel.opener(photos -> {
              if (encoded.addAndGet(photos) > 20) {
                throw new IllegalStateException("the network is on fire");
              }
            }));
    AddResult result = catalogue.add(failing, tree, AddOptions.NONE);
    assertThat(result.ending())
        .isInstanceOfSatisfying(
            AddResult.Ending.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .startsWith("encoding " + tree.root())
                    .contains("the network is on fire")
                    .doesNotContain("\n"));
    Map<String, CatalogueObject> objects = catalogue.objects();
    assertThat(objects).hasSize(result.added());
    assertThat(objects.values()).allMatch(object -> object.photos().size() == 3);
    AddResult next = catalogue.add(tree);
    assertThat(counts(next)).isEqualTo(List.of(10 - result.added(), 0, result.added()));
  }

  @Test
  void aStoppedRunCommitsWholeObjectsAndSaysHowMany() throws IOException {
    List<CatalogueWriter> writers = new ArrayList<>();
    AtomicInteger encoded = new AtomicInteger();
    writers.add(
        catalogue.writer(
            HookedModel.opener(photos -> {
              if (encoded.addAndGet(photos) > 12) {
                writers.getFirst().stop();
              }
            })));
    AddResult result = catalogue.add(writers.getFirst(), tree, AddOptions.NONE);
    assertThat(result.ending()).isEqualTo(new AddResult.Ending.Stopped());
    assertThat(result.added()).isBetween(1, 9);
    assertThat(catalogue.objects()).hasSize(result.added());
    assertThat(counts(catalogue.add(tree)))
        .isEqualTo(List.of(10 - result.added(), 0, result.added()));
  }

  @Test
  void aReaderSeesOnlyWholeObjectsWhileTheyAreWritten() throws IOException {
    catalogue.add(TestTree.in(temp.resolve("first")).object("bowl/1", 50, 3));
    List<String> halves = new ArrayList<>();
    AtomicInteger seen = new AtomicInteger();
    try (Catalogue reader = catalogue.open()) {
      CatalogueWriter writer =
          catalogue.writer(HookedModel.opener(_ -> look(reader, halves, seen)));
      catalogue.add(writer, tree, AddOptions.NONE);
      look(reader, halves, seen);
    }
    assertThat(halves).isEmpty();
    assertThat(seen.get()).isGreaterThan(11);
  }

  private static void look(Catalogue reader, List<String> halves, AtomicInteger seen) {
    try {
      reader.refresh();
      reader.forEachObject(object -> {
        seen.incrementAndGet();
        if (object.photos().size() != 3) {
          halves.add(object.id());
        }
      });
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aSecondWriterWaits_thenFailsByName() throws IOException {
    catalogue.add(tree);
    try (CatalogueLock _ =
        CatalogueLock.toWrite(CatalogueFolder.at(catalogue.folder()), Duration.ZERO)) {
      CatalogueWriter second =
          new CatalogueWriter(catalogue.folder(), FakeModel::open, Duration.ofMillis(10));
      tree.object("mug/30", 30, 2);
      AddResult result = catalogue.add(second, tree, AddOptions.NONE);
      assertThat(result.ending())
          .isInstanceOfSatisfying(
              AddResult.Ending.Failed.class,
              failed ->
                  assertThat(failed.reason())
                      .startsWith("the catalogue " + catalogue.folder() + " is being written by"));
      assertThat(counts(result)).isEqualTo(List.of(0, 0, 10));
    }
    assertThat(counts(catalogue.add(tree))).isEqualTo(List.of(1, 0, 10));
  }

  @Test
  void twoWritersAtOnceLoseNothing() throws Exception {
    TestTree other = TestTree.in(temp.resolve("other"));
    for (int thing = 1; thing <= 10; thing++) {
      other.object("bowl/" + thing, 100 + thing, 2);
    }
    try (var threads = java.util.concurrent.Executors.newFixedThreadPool(2)) {
      var first = threads.submit(() -> catalogue.add(tree));
      var second = threads.submit(() -> catalogue.add(other));
      assertThat(counts(first.get())).isEqualTo(List.of(10, 0, 0));
      assertThat(counts(second.get())).isEqualTo(List.of(10, 0, 0));
    }
    assertThat(catalogue.objects()).hasSize(20);
  }

  private static List<Integer> counts(AddResult result) {
    return List.of(result.added(), result.updated(), result.unchanged());
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}

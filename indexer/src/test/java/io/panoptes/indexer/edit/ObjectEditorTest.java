package io.panoptes.indexer.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.failure.CatalogueBusyException;
import io.panoptes.indexer.failure.GenerationChangedException;
import io.panoptes.indexer.store.CatalogueLock;
import io.panoptes.indexer.store.CatalogueUse;
import io.panoptes.indexer.table.ObjectFields;
import io.panoptes.indexer.table.ObjectPatch;
import io.panoptes.indexer.write.CompactResult;
import io.panoptes.indexer.write.ModelChoice;
import io.panoptes.indexer.write.ReindexOptions;
import io.panoptes.indexer.write.ReindexResult;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.inspection.ImpactSample;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.recognition.Recogniser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectEditorTest {
  private static final Condition ANY = Condition.Presence.ANY;
  private static final Duration WAIT = Duration.ofSeconds(10);

  @TempDir Path temp;
  private TestAdd files;
  private Catalogue catalogue;
  private ObjectEditor editor;

  @BeforeEach
  void makeAnEmptyCatalogue() throws IOException {
    files = TestAdd.in(temp);
    ModelChoice bundled = new ModelChoice(null, files::bundled);
    assertThat(files.writer(FakeModel::open).createIfAbsent(bundled)).isTrue();
    assertThat(files.writer(FakeModel::open).createIfAbsent(bundled)).isFalse();
    catalogue = files.open();
    editor = new ObjectEditor(files.folder(), WAIT);
  }

  @AfterEach
  void close() throws IOException {
    editor.close();
    catalogue.close();
  }

  private Edit.OfPut put(String id, long thing, Condition condition) throws IOException {
    return editor.put(
        catalogue, id, TestUpload.redMug(), TestUpload.photos(catalogue, thing, 3), condition);
  }

  private ObjectPatch patch(String json) {
    return ObjectPatch.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private ObjectEntry entry(String id) throws IOException {
    return catalogue.entry(id).orElseThrow();
  }

  @Test
  void aNewObjectIsFoundWhenPutReturns_andItsFilesAreKept() throws IOException {
    List<UploadedPhoto> photos = TestUpload.photos(catalogue, 1, 3);
    Edit.OfPut put = editor.put(catalogue, "mug/1", TestUpload.redMug(), photos, ANY);
    assertThat(put).isEqualTo(new Edit.Created(entry("mug/1")));
    assertThat(new Recogniser(catalogue).recognise(views(photos), RecognitionOptions.DEFAULT))
        .extracting(answer -> Objects.requireNonNull(answer.object()).id())
        .isEqualTo("mug/1");
    ObjectEntry entry = entry("mug/1");
    assertThat(entry.category()).isEqualTo("mug");
    assertThat(entry.attributes())
        .isEqualTo(
            Map.of(
                "colour", new Attribute.Text(List.of("red")),
                "price", new Attribute.Number(List.of(9.0))));
    assertThat(entry.source()).isEqualTo("upload");
    assertThat(entry.photos())
        .extracting(PhotoEntry::name)
        .containsExactly("image.jpg", "image-2.jpg", "image-3.jpg");
    assertThat(entry.photos().get(1).location()).isEqualTo("upload:mug/1/image-2.jpg");
    CatalogueFolder folder = CatalogueFolder.at(files.folder());
    for (int i = 0; i < 3; i++) {
      assertThat(folder.original(photos.get(i).id())).hasBinaryContent(TestPhotos.jpeg(1, i + 1));
      assertThat(folder.thumbnail(photos.get(i).id(), null)).isNotEmptyFile();
    }
    CatalogueObject object = catalogue.object("mug/1").orElseThrow();
    assertThat(object.views()).isEqualTo(views(photos));
    assertThat(object.aggregate()).isEqualTo(catalogue.encoder().aggregate(views(photos)));
  }

  private static List<View> views(List<UploadedPhoto> photos) {
    return photos.stream().map(UploadedPhoto::view).toList();
  }

  @Test
  void anObjectThatIsThereIsReplaced_whereverItCameFrom() throws IOException {
    TestTree tree = TestTree.in(temp.resolve("photos")).object("mug/1", 5, 2);
    files.add(tree);
    assertThat(put("mug/1", 1, ANY)).isInstanceOf(Edit.Replaced.class);
    assertThat(entry("mug/1").photos()).hasSize(3);
    assertThat(files.add(tree).skipped().toString()).contains("of-another-root", "from upload");
    assertThat(files.add(tree, AddOptions.NONE.withReplace(true)).updated()).isEqualTo(1);
  }

  @Test
  void theSameAgain_writesNothing_butMendsItsFiles() throws IOException {
    Edit.OfPut _ = put("mug/1", 1, ANY);
    long commit = files.commit();
    Path original =
        CatalogueFolder.at(files.folder()).original(entry("mug/1").photos().getFirst().id());
    Files.delete(original);
    assertThat(put("mug/1", 1, ANY)).isEqualTo(new Edit.Replaced(entry("mug/1")));
    assertThat(files.commit()).isEqualTo(commit);
    assertThat(original).exists();
  }

  @Test
  void thePhotoTwiceCountsOnce_andNamesAreCleaned() throws IOException {
    byte[] content = TestPhotos.jpeg(1, 1);
    List<UploadedPhoto> photos =
        List.of(
            TestUpload.photo(catalogue, "C:\\fakepath\\a\u0308\u0007.jpg", content),
            TestUpload.photo(catalogue, "again.jpg", content),
            TestUpload.photo(catalogue, "../../etc/", TestPhotos.jpeg(1, 2)),
            TestUpload.photo(catalogue, "photo", TestPhotos.jpeg(1, 3)));
    Edit.OfPut _ = editor.put(catalogue, "x", ObjectFields.NONE, photos, ANY);
    assertThat(entry("x").photos())
        .extracting(PhotoEntry::name)
        .containsExactly("\u00e4.jpg", "photo", "photo-2");
    assertThat(entry("x").category()).isNull();
  }

  @Test
  void conditionsAreKept_ofWhatIsThereWhenTheLockIsHeld() throws IOException {
    Condition absent = Condition.Presence.ABSENT;
    Condition present = Condition.Presence.PRESENT;
    assertThat(put("mug/1", 1, present)).isEqualTo(new Edit.Refused(Optional.empty()));
    assertThat(put("mug/1", 1, absent)).isInstanceOf(Edit.Created.class);
    ObjectEntry first = entry("mug/1");
    Edit.Refused refused = new Edit.Refused(Optional.of(first));
    assertThat(put("mug/1", 2, absent)).isEqualTo(refused);
    assertThat(put("mug/1", 2, new Condition.Tagged(List.of("x")))).isEqualTo(refused);
    assertThat(put("mug/1", 2, new Condition.Tagged(List.of("x", first.tag()))))
        .isInstanceOf(Edit.Replaced.class);
    ObjectEntry second = entry("mug/1");
    assertThat(second.tag()).isNotEqualTo(first.tag());
    Condition stale = new Condition.Tagged(List.of(first.tag()));
    assertThat(editor.patch(catalogue, "mug/1", patch("{\"category\":null}"), stale))
        .isEqualTo(new Edit.Refused(Optional.of(second)));
    assertThat(editor.delete(catalogue, "mug/1", stale))
        .isEqualTo(new Edit.Refused(Optional.of(second)));
    assertThat(entry("mug/1")).isEqualTo(second);
    assertThat(editor.delete(catalogue, "mug/1", present)).isEqualTo(new Edit.Removed("mug/1"));
  }

  @Test
  void aPatchChangesWhatIsNoted_andLeavesPhotosAndVectors() throws IOException {
    TestTree tree = TestTree.in(temp.resolve("photos")).object("mug/1", 5, 2);
    files.add(tree);
    catalogue.refresh();
    CatalogueObject before = catalogue.object("mug/1").orElseThrow();
    Edit.OfPatch patched =
        editor.patch(
            catalogue,
            "mug/1/",
            patch("{\"category\":\"cup\",\"attributes\":{\"colour\":\"red\",\"price\":25}}"),
            ANY);
    assertThat(patched).isEqualTo(new Edit.Replaced(entry("mug/1")));
    CatalogueObject after = catalogue.object("mug/1").orElseThrow();
    assertThat(after.category()).isEqualTo("cup");
    assertThat(after.attributes()).containsOnlyKeys("colour", "price");
    assertThat(after.photos()).isEqualTo(before.photos());
    assertThat(after.aggregate()).isEqualTo(before.aggregate());
    assertThat(after.entry().source()).isEqualTo(before.entry().source());
    assertThat(files.add(tree).unchanged()).isEqualTo(1); // and adding again takes nothing back
    assertThat(editor.patch(catalogue, "mug/2", patch("{}"), ANY))
        .isEqualTo(new Edit.Missing("mug/2"));
  }

  @Test
  void aDeletedObjectIsGone_andItsFilesStayUntilCompacted() throws IOException {
    Edit.OfPut _ = put("mug/1", 1, ANY);
    String photo = entry("mug/1").photos().getFirst().id();
    assertThat(editor.delete(catalogue, "mug/1/", ANY)).isEqualTo(new Edit.Removed("mug/1"));
    assertThat(editor.delete(catalogue, "mug/1", ANY)).isEqualTo(new Edit.Missing("mug/1"));
    assertThat(catalogue.ids()).isEmpty();
    Path original = CatalogueFolder.at(files.folder()).original(photo);
    assertThat(original).exists();
    CompactResult _ = files.writer(FakeModel::open).compact(false, new Progress());
    assertThat(original).doesNotExist();
  }

  @Test
  void idsThatNoFolderCouldHave_areRefused() {
    for (String id : List.of("", " ", "/", "a//b", "/a", "../a", "a/./b", "a/ /b", "a\nb", "a\0")) {
      assertThatThrownBy(() -> put(id, 1, ANY)).as(id).isInstanceOf(UsageException.class);
    }
    assertThatThrownBy(() -> put("a/".repeat(20_000) + "b", 1, ANY))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("an object's id must be at most 32766 bytes of UTF-8, got a/a/");
    assertThatThrownBy(() -> editor.put(catalogue, "a", ObjectFields.NONE, List.of(), ANY))
        .isInstanceOf(UsageException.class)
        .hasMessage("an object must have at least one photo, got none");
    assertThatThrownBy(() -> new UploadedPhoto("a", "b", bytes(1), bytes(1), view()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 hex digits");
    assertThatThrownBy(() -> new UploadedPhoto("a", "b".repeat(64), bytes(0), bytes(1), view()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have bytes");
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }

  private View view() throws IOException {
    return TestUpload.photos(catalogue, 1, 1).getFirst().view();
  }

  @Test
  void idsAreInNfc() throws IOException {
    assertThat(put("mu\u0308g/1/", 1, ANY)).isInstanceOf(Edit.Created.class);
    assertThat(catalogue.ids()).containsExactly("m\u00fcg/1");
    assertThat(editor.delete(catalogue, "mu\u0308g/1", ANY)).isInstanceOf(Edit.Removed.class);
  }

  @Test
  void anotherGeneration_isToldOf_andWrittenOnceItIsLeased() throws IOException {
    Edit.OfPut _ = put("mug/1", 1, ANY);
    reindex();
    assertThatThrownBy(() -> put("mug/2", 2, ANY)).isInstanceOf(GenerationChangedException.class);
    assertThatThrownBy(() -> editor.delete(catalogue, "mug/1", ANY))
        .isInstanceOf(GenerationChangedException.class);
    catalogue.close();
    catalogue = files.open();
    assertThat(catalogue.generation()).isEqualTo(2);
    assertThat(put("mug/2", 2, ANY)).isInstanceOf(Edit.Created.class);
    assertThat(catalogue.ids()).containsExactly("mug/1", "mug/2");
  }

  private void reindex() throws IOException {
    FakeModel.of("beef").copyTo(temp.resolve("new-model"));
    ReindexResult result =
        files
            .writer(FakeModel::open)
            .reindex(
                temp.resolve("new-model"),
                new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), _ -> {}),
                TestAdd.TUNING,
                new Progress());
    assertThat(result.swapped()).isTrue();
    assertThat(result.skipped()).isEmpty();
  }

  @Test
  void whoWritesForTooLong_isToldOf() throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(files.folder());
    try (ObjectEditor impatient = new ObjectEditor(files.folder(), Duration.ofMillis(20))) {
      List<UploadedPhoto> photos = TestUpload.photos(catalogue, 1, 1);
      try (CatalogueLock _ = CatalogueLock.toWrite(folder, WAIT)) {
        assertThatThrownBy(() -> impatient.put(catalogue, "a", ObjectFields.NONE, photos, ANY))
            .isInstanceOf(CatalogueBusyException.class)
            .hasMessageContaining("is being written by this process");
      }
      try (CatalogueUse _ = CatalogueUse.alone(folder).orElseThrow()) {
        assertThatThrownBy(() -> impatient.put(catalogue, "a", ObjectFields.NONE, photos, ANY))
            .isInstanceOf(CatalogueBusyException.class)
            .hasMessageContaining("is being compacted");
      }
      assertThat(impatient.put(catalogue, "a", ObjectFields.NONE, photos, ANY))
          .isInstanceOf(Edit.Created.class);
    }
  }

  @Test
  void manyEditsAreMergedBehindTheirBack_andWrittenTogetherNoneIsLost() throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      List<Future<Edit.OfPut>> puts = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        int thing = i;
        puts.add(clients.submit(() -> put("mug/" + thing % 20, thing, ANY)));
      }
      for (Future<Edit.OfPut> put : puts) {
        assertThat(put.get()).isInstanceOfAny(Edit.Created.class, Edit.Replaced.class);
      }
    }
    assertThat(files.objects()).hasSize(20);
    await().until(() -> segments() < 20);
  }

  private int segments() throws IOException {
    try (Stream<Path> index = Files.list(CatalogueFolder.at(files.folder()).generation(1))) {
      return (int) index.filter(file -> file.toString().endsWith(".si")).count();
    }
  }
}

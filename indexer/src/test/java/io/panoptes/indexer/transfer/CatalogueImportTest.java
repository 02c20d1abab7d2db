package io.panoptes.indexer.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.Box;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.AddResult.Ending;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.store.FailingDisk;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.indexer.store.PhotoFiles;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.recognition.Recogniser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueImportTest {
  private static final Duration WAIT = Duration.ofSeconds(10);

  @TempDir Path temp;
  private TestAdd catalogue;
  private TestAdd copy;
  private TestTree tree;
  private Path file;

  @BeforeEach
  void exportEightThings() throws IOException {
    catalogue = TestAdd.in(temp);
    copy = new TestAdd(temp.resolve("copy"), temp.resolve("no-bundled-model"));
    tree = TestTree.in(temp.resolve("photos")).object("solo", 20, 1);
    for (int thing = 1; thing <= 6; thing++) {
      tree.object("mug/" + thing, thing, 2);
    }
    tree.photo("pot/1/1.jpg", 30, 1);
    tree.photo("pot/1/of-mug-2.jpg", 2, 1);
    Path table =
        tree.write(
            "../table.csv",
            "object_id,price:number,colour,code\nmug/3,0.1|-0|1e300,red|blue,007\nsolo,,\"a \"\"b\"\" ü\",\n");
    catalogue.add(tree, AddOptions.NONE.withMetadata(table).withKeepOriginals(true));
    seePartOf("mug/4");
    file = temp.resolve("export.zip");
    TestExport.write(catalogue, file);
  }

  /** Notes a box and a session of the first photo of the object {@code id}. */
  private void seePartOf(String id) throws IOException {
    CatalogueObject object = catalogue.object(id);
    List<PhotoEntry> photos = new ArrayList<>(object.entry().photos());
    PhotoEntry first = photos.getFirst();
    Box box = new Box(0.1, 1e-5, 1 / 3.0, 0.5);
    photos.set(
        0,
        new PhotoEntry(
            first.id(),
            first.name(),
            "https://example.org/1.jpg",
            first.bytes(),
            Instant.EPOCH,
            box,
            "a shoot"));
    put(withPhotos(object, photos));
    CatalogueFolder folder = CatalogueFolder.at(catalogue.folder());
    new PhotoFiles(folder).writeThumbnail(first.id(), box, ByteBuffer.wrap(TestPhotos.jpeg(4, 9)));
    Files.delete(folder.thumbnail(first.id(), null));
  }

  private static CatalogueObject withPhotos(CatalogueObject object, List<PhotoEntry> photos) {
    ObjectEntry entry = object.entry();
    return new CatalogueObject(
        new ObjectEntry(entry.id(), entry.category(), entry.attributes(), entry.source(), photos),
        object.views(),
        object.aggregate());
  }

  private void put(CatalogueObject object) throws IOException {
    try (Catalogue open = catalogue.open()) {
      IndexBatches.ofCurrent(
              CatalogueFolder.at(catalogue.folder()),
              1,
              open.model(),
              WAIT,
              IndexBatches.Opener.DEFAULT)
          .write(writer -> {
            long _ =
                writer.updateDocuments(IndexSchema.idTerm(object.id()), IndexSchema.block(object));
          });
    }
  }

  @Test
  void theCopyIsEqual_vectorsBitForBit_andPicturesByteForByte() throws IOException {
    AddResult result = TestExport.importTo(copy, file);
    assertThat(result.ending()).isEqualTo(new Ending.Complete());
    assertThat(result.added()).isEqualTo(8);
    assertThat(result.photos()).isZero();
    assertThat(result.skipped()).isEmpty();
    assertThat(copy.objects()).isEqualTo(catalogue.objects());
    assertThat(copy.object("mug/3").attributes())
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "price", new Attribute.Number(List.of(0.1, -0.0, 1e300)),
                    "colour", new Attribute.Text(List.of("red", "blue")),
                    "code", new Attribute.Text(List.of("007")))));
    assertThat(copy.object("mug/4").entry().photos().getFirst().session()).isEqualTo("a shoot");
    for (String folder : List.of("thumbnails", "originals", "models")) {
      List<Path> files = filesBelow(catalogue.folder().resolve(folder));
      assertThat(filesBelow(copy.folder().resolve(folder))).hasSameSizeAs(files);
      for (Path original : files) {
        assertThat(copy.folder().resolve(catalogue.folder().relativize(original)))
            .hasSameBinaryContentAs(original);
      }
    }
  }

  @Test
  void theCopyGivesTheSameAnswers() throws IOException {
    TestExport.importTo(copy, file);
    try (Catalogue original = catalogue.open();
        Catalogue imported = copy.open()) {
      for (CatalogueObject object : catalogue.objects().values()) {
        assertThat(new Recogniser(imported).recognise(object.views(), RecognitionOptions.DEFAULT))
            .isEqualTo(
                new Recogniser(original).recognise(object.views(), RecognitionOptions.DEFAULT));
      }
    }
  }

  @Test
  void whatIsAddedAfterwardsIsComparedWithIt() throws IOException {
    TestExport.importTo(copy, file);
    tree.photo("mug/2/9.jpg", 2, 9);
    AddResult added = copy.add(tree);
    assertThat(added.added()).isZero();
    assertThat(added.updated()).isEqualTo(2); // of mug/4 only a part was known
    assertThat(added.photos()).isEqualTo(2);
  }

  @Test
  void importingTwiceWritesNothing() throws IOException {
    TestExport.importTo(copy, file);
    long commit = copy.commit();
    List<Path> files = filesBelow(copy.folder());
    AddResult again = TestExport.importTo(copy, file);
    assertThat(again.unchanged()).isEqualTo(8);
    assertThat(again.added() + again.updated()).isZero();
    assertThat(copy.commit()).isEqualTo(commit);
    assertThat(filesBelow(copy.folder())).isEqualTo(files);
  }

  @Test
  void importingAgainBringsLostPicturesBack() throws IOException {
    IOUtils.rm(catalogue.folder().resolve("thumbnails"), catalogue.folder().resolve("originals"));
    assertThat(TestExport.importTo(catalogue, file).unchanged()).isEqualTo(8);
    TestExport.importTo(copy, file);
    assertThat(filesBelow(catalogue.folder().resolve("thumbnails"))).hasSize(14);
    assertThat(filesBelow(catalogue.folder().resolve("originals"))).hasSize(14);
  }

  @Test
  void oneThatWasStoppedGoesOnWhereItEnded() throws IOException {
    AtomicInteger batches = new AtomicInteger();
    TestExport.importTo(copy, emptied());
    CatalogueImport[] run = new CatalogueImport[1];
    run[0] =
        new CatalogueImport(
            CatalogueFolder.at(copy.folder()),
            FakeModel::open,
            WAIT,
            folder -> {
              if (batches.incrementAndGet() == 2) {
                run[0].stop();
              }
              return FSDirectory.open(folder);
            });
    Path report = temp.resolve("report.jsonl");
    AddResult stopped = run[0].readFrom(file, new ImportOptions(false, report), 3, new Progress());
    assertThat(stopped.ending()).isEqualTo(new Ending.Stopped());
    assertThat(stopped.added()).isEqualTo(6);
    assertThat(copy.objects()).hasSize(6);
    assertThat(Files.readAllLines(report))
        .hasSize(6)
        .allMatch(line -> line.endsWith("\"outcome\":\"added\",\"reason\":null}"));
    AddResult rest = TestExport.importTo(copy, file);
    assertThat(List.of(rest.added(), rest.unchanged())).isEqualTo(List.of(2, 6));
    assertThat(copy.objects()).isEqualTo(catalogue.objects());
  }

  /** Returns an export without objects. */
  private Path emptied() throws IOException {
    return TestExport.read(file)
        .with("objects.jsonl", _ -> "")
        .with("export.json", json -> json.replaceAll("\"(objects|photos)\" : \\d+", "\"$1\" : 0"))
        .summed()
        .writeTo(temp.resolve("empty.zip"));
  }

  @Test
  void anObjectThatDiffersStays_unlessItIsToBeReplaced() throws IOException {
    catalogue.add(TestTree.in(temp.resolve("more")).object("mug/7", 7, 1));
    CatalogueObject object = catalogue.object("mug/2");
    CatalogueObject own = withPhotos(object, renamed(object.entry().photos()));
    put(own);
    AddResult kept = TestExport.importTo(catalogue, file);
    assertThat(kept.unchanged()).isEqualTo(7);
    assertThat(kept.skipped())
        .containsExactly(
            new Skipped(
                "mug/2",
                "exists-and-differs: the catalogue keeps its own; --replace takes the export's"));
    assertThat(catalogue.object("mug/2")).isEqualTo(own);
    AddResult replaced = TestExport.importTo(catalogue, file, new ImportOptions(true, null));
    assertThat(List.of(replaced.updated(), replaced.unchanged())).isEqualTo(List.of(1, 7));
    assertThat(replaced.skipped()).isEmpty();
    assertThat(catalogue.object("mug/2")).isEqualTo(object);
    assertThat(catalogue.objects()).containsKey("mug/7");
  }

  private static List<PhotoEntry> renamed(List<PhotoEntry> photos) {
    return photos.stream()
        .map(photo ->
            new PhotoEntry(
                photo.id(),
                "renamed-" + photo.name(),
                photo.location(),
                photo.bytes(),
                photo.modified(),
                photo.box(),
                photo.session()))
        .toList();
  }

  @Test
  void aCatalogueOfAnotherModelRefusesIt_alsoWhenSizesAgree() throws IOException {
    Path other = temp.resolve("other-model");
    FakeModel.of("beef").copyTo(other);
    copy.addWith(tree, other);
    Map<String, CatalogueObject> before = copy.objects();
    assertThatThrownBy(() -> TestExport.importTo(copy, file))
        .isInstanceOf(IndexerException.class)
        .hasMessage(
            "the catalogue "
                + copy.folder()
                + " is of the model beefbeefbeef, and "
                + file
                + " is of the model fa4efa4efa4e: a catalogue never mixes models");
    assertThat(copy.objects()).isEqualTo(before);
  }

  @Test
  void aFullDiskIsReported_andTheNextRunGoesOn() throws IOException {
    int failures = 0;
    for (long bytes = 2_000; failures == 0 || bytes < 60_000; bytes += 9_000) {
      TestAdd here = new TestAdd(temp.resolve("copy-" + bytes), temp);
      CatalogueImport run =
          new CatalogueImport(
              CatalogueFolder.at(here.folder()), FakeModel::open, WAIT, FailingDisk.full(bytes));
      AddResult result;
      try {
        result = run.readFrom(file, ImportOptions.NONE, 2, new Progress());
      } catch (IndexerException e) {
        continue; // not even an empty catalogue had room
      }
      if (result.ending() instanceof Ending.Failed failed) {
        failures++;
        assertThat(failed.reason()).contains("No space left").contains(here.folder().toString());
      }
      assertThat(here.objects()).hasSize(result.added());
      assertThat(TestExport.importTo(here, file).unchanged()).isEqualTo(result.added());
      assertThat(here.objects()).isEqualTo(catalogue.objects());
    }
    assertThat(failures).isPositive();
  }

  @Test
  void aPictureThatCannotBeWrittenKeepsItsBatchOut() throws IOException {
    TestExport.importTo(copy, emptied());
    Files.writeString(copy.folder().resolve("thumbnails"), "in the way");
    AddResult result = TestExport.importTo(copy, file);
    assertThat(result.ending())
        .isInstanceOfSatisfying(
            Ending.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .startsWith("cannot write the thumbnail " + copy.folder()));
    assertThat(copy.objects()).isEmpty();
    Files.delete(copy.folder().resolve("thumbnails"));
    assertThat(TestExport.importTo(copy, file).added()).isEqualTo(8);
  }

  @Test
  void theJournalIsCarried_andNeverOverwritten() throws IOException {
    Path journal = Files.writeString(catalogue.folder().resolve("journal"), "decided\n");
    Path withJournal = temp.resolve("with-journal.zip");
    TestExport.write(catalogue, withJournal);
    assertThat(TestExport.importTo(copy, withJournal).skipped()).isEmpty();
    assertThat(copy.folder().resolve("journal")).hasSameBinaryContentAs(journal);
    assertThat(TestExport.importTo(copy, withJournal).skipped()).isEmpty();
    Files.writeString(copy.folder().resolve("journal"), "decided otherwise\n");
    assertThat(TestExport.importTo(copy, withJournal, new ImportOptions(true, null)).skipped())
        .extracting(Skipped::path)
        .containsExactly("journal");
    assertThat(copy.folder().resolve("journal")).hasContent("decided otherwise\n");
  }

  @Test
  void aFolderOfOtherThingsIsNotMadeACatalogue() throws IOException {
    Path notes = Files.createDirectories(copy.folder()).resolve("notes.txt");
    Files.writeString(notes, "mine");
    assertThatThrownBy(() -> TestExport.importTo(copy, file))
        .isInstanceOf(IndexerException.class)
        .hasMessageContaining(copy.folder() + " is no catalogue and holds other things");
    assertThat(filesBelow(copy.folder())).containsExactly(notes);
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}

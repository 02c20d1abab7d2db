package io.panoptes.indexer.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.Box;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.fetch.TestServer;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.inspection.ImpactSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a manifest's rows. */
class ManifestAddTest {
  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;

  @BeforeEach
  void drawPhotos() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("shoot"));
    for (int thing = 1; thing <= 3; thing++) {
      tree.object("raw/" + thing, thing, 2);
    }
  }

  private AddResult add(String manifest, AddOptions options) throws IOException {
    return add(catalogue.writer(FakeModel::open), manifest, options);
  }

  private AddResult add(CatalogueWriter writer, String manifest, AddOptions options)
      throws IOException {
    Path file = tree.write("products.csv", manifest);
    return writer.addManifest(
        file, new ModelChoice(null, catalogue::bundled), options, TestAdd.TUNING, new Progress());
  }

  @Test
  void rowsBecomeObjects_withBoxesSessionsAndAttributes() throws IOException {
    AddResult result =
        add(
            """
            object_id,category,photo,box,session,colour,price:number
            A-1,mug,raw/1/1.jpg,,monday,red,4.5
            A-1,,raw/1/2.jpg,"0,0,0.5,1",tuesday,,
            A-2,pot,raw/2/1.jpg,,,blue,
            """,
            AddOptions.NONE);
    assertThat(result.added()).isEqualTo(2);
    assertThat(result.skipped()).isEmpty();
    CatalogueObject mug = catalogue.object("A-1");
    assertThat(mug.category()).isEqualTo("mug");
    assertThat(mug.attributes())
        .containsEntry("colour", new Attribute.Text(List.of("red")))
        .containsEntry("price", new Attribute.Number(List.of(4.5)));
    assertThat(mug.entry().photos())
        .extracting(PhotoEntry::session)
        .containsExactly("monday", "tuesday");
    PhotoEntry boxed = mug.entry().photos().get(1);
    assertThat(boxed.box()).isEqualTo(new Box(0, 0, 0.5, 1));
    assertThat(CatalogueFolder.at(catalogue.folder()).thumbnail(boxed.id(), boxed.box()))
        .isRegularFile();
    assertThat(mug.entry().source()).isEqualTo(tree.root().resolve("products.csv").toString());
  }

  @Test
  void aManifestAgainChangesOnlyWhatItSaysOtherwise() throws IOException {
    String rows =
        """
        object_id,photo,box,colour
        A-1,raw/1/1.jpg,,red
        A-2,raw/2/1.jpg,"0,0,0.5,1",blue
        A-3,raw/3/1.jpg,,grey
        """;
    add(rows, AddOptions.NONE);
    assertThat(add(rows, AddOptions.NONE).unchanged()).isEqualTo(3);
    AddResult result =
        add(rows.replace("0,0,0.5,1", "0,0,0.5,0.5").replace("grey", "white"), AddOptions.NONE);
    assertThat(result.updated()).isEqualTo(2);
    assertThat(result.unchanged()).isEqualTo(1);
    assertThat(result.photos()).isEqualTo(1); // the one whose box is another
    assertThat(catalogue.object("A-3").attributes())
        .containsEntry("colour", new Attribute.Text(List.of("white")));
  }

  @Test
  void pruningTakesWhatIsInNoRow_andNotWhatIsInARowThatCannotBeUsed() throws IOException {
    String rows = "object_id,photo\nA-1,raw/1/1.jpg\nA-2,raw/2/1.jpg\nA-3,raw/3/1.jpg\n";
    add(rows, AddOptions.NONE);
    Files.delete(tree.root().resolve("raw/2/1.jpg"));
    AddResult result = add(rows.replace("A-3,raw/3/1.jpg\n", ""), AddOptions.NONE.withPrune(true));
    assertThat(result.skipped())
        .extracting(Skipped::reason)
        .containsExactly("no-such-file: raw/2/1.jpg");
    assertThat(result.removed()).isEqualTo(1);
    assertThat(catalogue.objects()).containsOnlyKeys("A-1", "A-2");
  }

  @Test
  void aPhotoFromAHostThatNobodyAllowedIsLeftOut() throws IOException {
    AddResult result =
        add("object_id,photo\nA-1,raw/1/1.jpg\nA-1,https://shop.example/1.jpg\n", AddOptions.NONE);
    assertThat(result.added()).isEqualTo(1);
    assertThat(result.skipped()).hasSize(1);
    assertThat(result.skipped().getFirst().path()).isEqualTo("https://shop.example/1.jpg");
    assertThat(result.skipped().getFirst().reason())
        .startsWith("host-not-allowed: ")
        .contains("--allow-host");
  }

  @Test
  void aPhotoByAddressIsFetchedOnce_andAgainOnlyToCompareContentsOrForAnotherModel()
      throws IOException, GeneralSecurityException, InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    Path keys = TestServer.makeKeys(temp.resolve("keys.p12"), "dns:localhost,ip:127.0.0.1");
    try (TestServer server = TestServer.start(keys)) {
      server.on(
          "/1.jpg",
          exchange -> {
            asked.incrementAndGet();
            TestServer.answer(exchange, 200, TestPhotos.jpeg(1, 1));
          });
      CatalogueWriter writer =
          new CatalogueWriter(
              CatalogueFolder.at(catalogue.folder()),
              FakeModel::open,
              Duration.ofSeconds(10),
              IndexBatches.Opener.DEFAULT,
              server::addresses);
      String rows = "object_id,photo\nA-1," + server.address("/1.jpg") + "\n";
      AddOptions allowed = AddOptions.NONE.withAllowedHosts(List.of(server.host()));
      assertThat(add(writer, rows, allowed).photos()).isEqualTo(1);
      assertThat(add(writer, rows, allowed).unchanged()).isEqualTo(1);
      assertThat(asked).hasValue(1);
      assertThat(add(writer, rows, allowed.withChecksum(true)).unchanged()).isEqualTo(1);
      assertThat(asked).hasValue(2);
      Path model = temp.resolve("new-model");
      FakeModel.of("beef").copyTo(model);
      ReindexResult reindexed =
          writer.reindex(
              model,
              new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(server.host()), _ -> {}),
              TestAdd.TUNING,
              new Progress());
      assertThat(reindexed.swapped()).isTrue();
      assertThat(asked).hasValue(3);
    }
  }

  @Test
  void whileTheObjectOfARowIsUnknownNothingIsTakenForGone() throws IOException {
    String rows = "object_id,photo,colour\nA-1,raw/1/1.jpg,red\nA-2,raw/2/1.jpg,blue\n";
    add(rows, AddOptions.NONE);
    AddResult result = add(rows.replace("blue", "blue,green"), AddOptions.NONE.withPrune(true));
    assertThat(result.skipped()).hasSize(1);
    assertThat(result.removed()).isZero();
    assertThat(catalogue.objects()).containsOnlyKeys("A-1", "A-2");
  }

  @Test
  void aPhotoThatIsAwayStaysWithItsObject() throws IOException {
    String rows = "object_id,photo\nA-1,raw/1/1.jpg\nA-1,raw/1/2.jpg\n";
    add(rows, AddOptions.NONE);
    Files.delete(tree.root().resolve("raw/1/2.jpg"));
    AddResult result = add(rows, AddOptions.NONE);
    assertThat(result.skipped()).hasSize(1);
    assertThat(result.unchanged()).isEqualTo(1);
    assertThat(catalogue.object("A-1").photos()).hasSize(2);
    add("object_id,photo\nA-1,raw/1/1.jpg\n", AddOptions.NONE);
    assertThat(catalogue.object("A-1").photos()).hasSize(1); // the manifest names it no more
  }

  @Test
  void aCategoryChangesWithTheManifest_andOneThatATableSetStays() throws IOException {
    add("object_id,photo\nmug/1,raw/1/1.jpg\n", AddOptions.NONE);
    assertThat(catalogue.object("mug/1").category()).isEqualTo("mug"); // by its id
    add("object_id,category,photo\nmug/1,cup,raw/1/1.jpg\n", AddOptions.NONE);
    assertThat(catalogue.object("mug/1").category()).isEqualTo("cup");
    add("object_id,photo,colour\nmug/1,raw/1/1.jpg,red\n", AddOptions.NONE);
    assertThat(catalogue.object("mug/1").category()).isEqualTo("cup");
  }
}

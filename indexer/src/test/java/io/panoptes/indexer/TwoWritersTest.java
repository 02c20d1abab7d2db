package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.store.CatalogueLock;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real processes that write one catalogue. */
class TwoWritersTest {
  private static final Duration PHOTO = Duration.ofMillis(10);

  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree mugs;

  @BeforeEach
  void drawMugs() throws IOException {
    catalogue = TestAdd.in(temp);
    mugs = TestTree.in(temp.resolve("mugs"));
    for (int thing = 1; thing <= 20; thing++) {
      mugs.object("mug/" + thing, thing, 2);
    }
  }

  private IndexerProcess start(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--index", catalogue.folder().toString(), "--json", "--quiet"));
    return IndexerProcess.start(temp, catalogue.bundled(), PHOTO, all);
  }

  private IndexerProcess startAdd(TestTree tree) throws IOException {
    return start("add", "--object-dir", tree.root().toString());
  }

  @Test
  void bothAddTheirTrees_andWhatBothHaveIsOfTheFirst() throws Exception {
    TestTree bowls = TestTree.in(temp.resolve("bowls"));
    for (int thing = 1; thing <= 20; thing++) {
      bowls.object("bowl/" + thing, 100 + thing, 2);
    }
    mugs.object("lamp/1", 51, 2);
    bowls.object("lamp/1", 52, 3);
    try (IndexerProcess first = startAdd(mugs);
        IndexerProcess second = startAdd(bowls)) {
      assertThat(Stream.of(first.status(), second.status())).containsExactlyInAnyOrder(0, 3);
      assertThat(first.printed() + second.printed()).containsOnlyOnce("of-another-root");
      assertThat(first.json().get("added").asInt() + second.json().get("added").asInt())
          .isEqualTo(41);
    }
    assertThat(catalogue.objects()).hasSize(41);
    assertThat(catalogue.add(mugs).added() + catalogue.add(bowls).added()).isZero();
  }

  @Test
  void bothAddTheSameTree_andEachObjectIsAddedOnce() throws Exception {
    try (IndexerProcess first = startAdd(mugs);
        IndexerProcess second = startAdd(mugs)) {
      assertThat(first.status()).as(first.printed()).isZero();
      assertThat(second.status()).as(second.printed()).isZero();
      assertThat(first.json().get("added").asInt() + second.json().get("added").asInt())
          .isEqualTo(20);
      assertThat(first.json().get("unchanged").asInt() + second.json().get("unchanged").asInt())
          .isEqualTo(20);
    }
    assertThat(catalogue.objects()).hasSize(20);
  }

  @Test
  void theSecondWaitsNoLongerThanItWasTold() throws Exception {
    catalogue.add(mugs);
    try (CatalogueLock _ =
            CatalogueLock.toWrite(CatalogueFolder.at(catalogue.folder()), Duration.ZERO);
        IndexerProcess second = start("remove", "mug/1", "--wait", "0")) {
      assertThat(second.status()).isEqualTo(1);
      assertThat(second.printed())
          .contains(
              "indexer remove: the catalogue "
                  + catalogue.folder()
                  + " is being written by another process (waited 0 s)");
    }
    assertThat(catalogue.objects()).hasSize(20);
  }
}

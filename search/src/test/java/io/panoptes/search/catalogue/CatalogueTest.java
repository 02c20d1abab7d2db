package io.panoptes.search.catalogue;

import static io.panoptes.search.catalogue.TestCatalogue.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.HookedModel;
import io.panoptes.search.index.CatalogueException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueTest {
  @TempDir Path folder;

  @Test
  void objects_comeByIdAfterUpdatesAndDeletions() throws IOException {
    TestCatalogue written =
        TestCatalogue.in(folder, object("c", "k", 1), object("a", "k", 2), object("d", "k", 3));
    written.put(object("b", "k", 1), object("a", "k", 4));
    written.remove("d", "nobody");
    try (Catalogue catalogue = written.open()) {
      assertThat(ids(catalogue)).containsExactly("a", "b", "c");
      assertThat(catalogue.objectCount()).isEqualTo(3);
      assertThat(catalogue.photoCount()).isEqualTo(6);
      assertThat(catalogue.object("a")).contains(object("a", "k", 4));
      assertThat(catalogue.object("d")).isEmpty();
    }
  }

  @Test
  void emptyCatalogue_hasNoObjects() throws IOException {
    try (Catalogue catalogue = TestCatalogue.in(folder).open()) {
      assertThat(ids(catalogue)).isEmpty();
      assertThat(catalogue.objectCount()).isZero();
      assertThat(catalogue.object("a")).isEmpty();
    }
  }

  @Test
  void openCatalogue_seesACommitOnceRefreshed() throws IOException {
    TestCatalogue written = TestCatalogue.in(folder, object("a", "k", 1));
    try (Catalogue catalogue = written.open()) {
      written.put(object("b", "k", 1));
      assertThat(ids(catalogue)).containsExactly("a");
      catalogue.refresh();
      assertThat(ids(catalogue)).containsExactly("a", "b");
    }
  }

  @Test
  void model_isLoadedOnce_onlyWhenAsked_andClosed() throws IOException {
    TestCatalogue written = TestCatalogue.in(folder, object("a", "k", 1));
    AtomicInteger loads = new AtomicInteger();
    Catalogue catalogue =
        Catalogue.open(
            folder,
            path ->
                new HookedModel(
                    FakeModel.open(path),
                    encoder -> {
                      loads.incrementAndGet();
                      return encoder;
                    }));
    assertThat(ids(catalogue)).containsExactly("a");
    assertThat(catalogue.model()).isEqualTo(TestCatalogue.MODEL.id());
    assertThat(loads).hasValue(0);
    assertThat(catalogue.encoder()).isSameAs(catalogue.encoder());
    assertThat(loads).hasValue(1);
    catalogue.close();
    assertThat(written.folder().exists()).isTrue();
  }

  @Test
  void open_whereNothingIs_saysSoAndMakesNothing() {
    Path nowhere = folder.resolve("nowhere");
    assertRefused(nowhere, "there is no catalogue at " + nowhere + " (no catalogue.json)");
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void open_withoutItsIndex_saysSoAndMakesNothing() throws IOException {
    TestCatalogue written = TestCatalogue.in(folder);
    delete(written.index());
    assertRefused(folder, "the catalogue " + folder + " has lost its index " + written.index());
    assertThat(written.index()).doesNotExist();
  }

  @Test
  void open_withoutItsModel_namesIt() throws IOException {
    Path model = TestCatalogue.in(folder).folder().model(TestCatalogue.MODEL.id());
    delete(model);
    assertRefused(
        folder,
        "the catalogue " + folder + " has lost its model fa4efa4efa4e: there is no " + model);
  }

  @Test
  void open_withAnAlteredModel_saysWhatIsWrongWithIt() throws IOException {
    Path model = TestCatalogue.in(folder).folder().model(TestCatalogue.MODEL.id());
    Files.delete(model.resolve("fake-model"));
    assertRefused(
        folder,
        "the catalogue "
            + folder
            + " cannot use its model fa4efa4efa4e: the model folder "
            + model
            + " lacks fake-model");
  }

  @Test
  void open_withAnotherModelInThePlaceOfItsOwn_isRefused() throws IOException {
    Path model = TestCatalogue.in(folder).folder().model(TestCatalogue.MODEL.id());
    FakeModel.of("0123").copyTo(model);
    assertRefused(
        folder,
        "the catalogue "
            + folder
            + " needs the model fa4efa4efa4e, but in its folder "
            + model
            + " is 012301230123");
  }

  @Test
  void open_ofANewerFormat_isRefusedByName() throws IOException {
    TestCatalogue written = TestCatalogue.in(folder);
    written.write(Map.of("format", "3", "model", "ab".repeat(32)), writer -> {});
    assertRefused(
        folder,
        "the catalogue's index "
            + written.index()
            + " is of format 3, this version reads format 2: use a newer Panoptes");
  }

  @Test
  void open_ofADamagedIndex_saysSo() throws IOException {
    TestCatalogue written = TestCatalogue.in(folder, object("a", "k", 1));
    try (var files = Files.list(written.index())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".si")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
    assertThatThrownBy(written::open)
        .isInstanceOf(CatalogueException.class)
        .hasMessageStartingWith("the index " + written.index() + " is damaged: ")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void open_ofAnIndexWithAFileMissing_saysSo() throws IOException {
    TestCatalogue written = TestCatalogue.in(folder, object("a", "k", 1));
    try (var files = Files.list(written.index())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".cfs")).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(written::open)
        .isInstanceOf(CatalogueException.class)
        .hasMessageStartingWith("the index " + written.index() + " is damaged: ");
  }

  private static void assertRefused(Path folder, String message) {
    assertThatThrownBy(() -> Catalogue.open(folder, FakeModel::open))
        .isInstanceOf(CatalogueException.class)
        .hasMessage(message);
  }

  private static List<String> ids(Catalogue catalogue) throws IOException {
    List<String> ids = new ArrayList<>();
    catalogue.forEachObject(object -> ids.add(object.id()));
    return ids;
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

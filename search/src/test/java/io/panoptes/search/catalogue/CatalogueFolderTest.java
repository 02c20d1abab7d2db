package io.panoptes.search.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.ModelId;
import io.panoptes.search.index.CatalogueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueFolderTest {
  @TempDir Path root;

  @Test
  void folder_withoutPointer_isNoCatalogue() {
    CatalogueFolder folder = CatalogueFolder.at(root);
    assertThat(folder.exists()).isFalse();
    assertThatThrownBy(folder::currentGeneration)
        .isInstanceOf(CatalogueException.class)
        .hasMessage("there is no catalogue at " + root + " (no catalogue.json)");
  }

  @Test
  void pointTo_replacesThePointerAndLeavesNothingElse() throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(root.resolve("made/on/demand"));
    folder.pointTo(1);
    folder.pointTo(12);
    assertThat(folder.exists()).isTrue();
    assertThat(folder.currentGeneration()).isEqualTo(12);
    try (var files = Files.list(folder.root())) {
      assertThat(files).containsExactly(folder.root().resolve("catalogue.json"));
    }
  }

  @Test
  void pointer_damaged_isRefusedByName() throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(root);
    for (String damaged : new String[] {"", "{", "{\"generation\":0}", "{\"generation\":1e99}"}) {
      Files.writeString(root.resolve("catalogue.json"), damaged);
      assertThatThrownBy(folder::currentGeneration)
          .isInstanceOf(CatalogueException.class)
          .hasMessageContaining(root.resolve("catalogue.json") + " is damaged");
    }
  }

  @Test
  void layout_isTheDocumentedOne() {
    CatalogueFolder folder = CatalogueFolder.at(root);
    ModelId model = new ModelId("ab".repeat(32));
    assertThat(folder.generation(1)).isEqualTo(root.resolve("generations/0001"));
    assertThat(folder.model(model)).isEqualTo(root.resolve("models").resolve("ab".repeat(32)));
    assertThat(folder.thumbnail("c0ffee", null))
        .isEqualTo(root.resolve("thumbnails/c0/c0ffee.jpg"));
  }
}

package io.panoptes.indexer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCatalogueTest {
  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;

  @BeforeEach
  void drawPhotos() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos")).object("mug/17", 1, 2);
  }

  @Test
  void aHalfMadeCatalogueIsNotSeen_andIsTakenOver() throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(catalogue.folder());
    Model dying = new DyingModel(FakeModel.of("beef"));
    assertThatThrownBy(() ->
            new NewCatalogue(folder, dying)
                .create(Duration.ofSeconds(1), IndexBatches.Opener.DEFAULT))
        .isInstanceOf(IndexerException.class)
        .hasMessage("cannot make the catalogue " + folder + ": killed");
    assertThat(folder.exists()).isFalse();
    assertThat(folder.model(dying.id())).isDirectory();
    assertThat(catalogue.add(tree).added()).isEqualTo(1);
    assertThat(folder.model(dying.id())).doesNotExist();
  }

  @Test
  void aCatalogueThatLostItsPointerIsNotTakenForHalfMade() throws IOException {
    catalogue.add(tree);
    Path pointer = catalogue.folder().resolve("catalogue.json");
    String content = Files.readString(pointer);
    Files.delete(pointer);
    assertThatThrownBy(() -> catalogue.add(tree))
        .isInstanceOf(IndexerException.class)
        .hasMessageContaining("has lost its catalogue.json");
    Files.writeString(pointer, content);
    assertThat(catalogue.objects()).containsOnlyKeys("mug/17");
  }

  @Test
  void aFileIsNotMadeACatalogue() throws IOException {
    Files.writeString(catalogue.folder(), "mine");
    assertThatThrownBy(() -> catalogue.add(tree))
        .isInstanceOf(IndexerException.class)
        .hasMessage(catalogue.folder() + " is a file, not the folder of a catalogue");
  }

  /** A model whose copy is cut short. */
  private record DyingModel(FakeModel model) implements Model {
    @Override
    public ModelId id() {
      return model.id();
    }

    @Override
    public void copyTo(Path folder) throws IOException {
      model.copyTo(folder);
      throw new IOException("killed");
    }

    @Override
    public io.panoptes.encoder.Encoder load() {
      return model.load();
    }
  }
}

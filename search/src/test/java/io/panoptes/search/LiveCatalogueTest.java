package io.panoptes.search;

import static io.panoptes.search.TestCatalogue.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveCatalogueTest {
  private static final FakeModel NEW = FakeModel.of("beef");

  @TempDir Path root;
  private TestCatalogue catalogue;

  @BeforeEach
  void addMug() throws IOException {
    catalogue = TestCatalogue.in(root, object("mug/1", "mug", 3));
  }

  private LiveCatalogue open() throws IOException {
    return LiveCatalogue.open(root, FakeModel::open, Duration.ofMillis(5));
  }

  /** Makes generation 2, of another model, with another object. */
  private void makeAnotherGeneration() throws IOException {
    CatalogueFolder folder = catalogue.folder();
    NEW.copyTo(folder.model(NEW.id()));
    Files.createDirectories(folder.generation(2));
    try (FSDirectory directory = FSDirectory.open(folder.generation(2));
        IndexWriter writer = new IndexWriter(directory, IndexSchema.writerConfig())) {
      writer.addDocuments(IndexSchema.block(object("pot/1", "pot", 2)));
      writer.setLiveCommitData(IndexSchema.commitData(NEW.id(), 1).entrySet());
      writer.commit();
    }
    folder.pointTo(2);
  }

  @Test
  void aCommitIsSeenByItself() throws IOException {
    try (LiveCatalogue live = open()) {
      catalogue.put(object("mug/2", "mug", 2));
      await()
          .until(() -> {
            try (LiveCatalogue.Lease lease = live.lease()) {
              return lease.catalogue().object("mug/2").isPresent();
            }
          });
      assertThat(live.failure()).isEmpty();
    }
  }

  @Test
  void aNewGenerationIsGoneOverTo_whileAQuestionInHandEndsWithTheOldOne() throws IOException {
    try (LiveCatalogue live = open()) {
      Catalogue old;
      try (LiveCatalogue.Lease inHand = live.lease()) {
        old = inHand.catalogue();
        Encoder encoder = old.encoder();
        makeAnotherGeneration();
        await()
            .until(() -> {
              try (LiveCatalogue.Lease lease = live.lease()) {
                return lease.catalogue().generation() == 2;
              }
            });
        assertThat(encoder.model()).isEqualTo(old.model());
        assertThat(old.object("mug/1")).isPresent();
        try (LiveCatalogue.Lease lease = live.lease()) {
          assertThat(lease.catalogue().model()).isEqualTo(NEW.id());
          assertThat(lease.catalogue().encoder().model()).isEqualTo(NEW.id());
          assertThat(lease.catalogue().object("pot/1")).isPresent();
        }
      }
      assertThatThrownBy(() -> old.object("mug/1"))
          .isInstanceOf(AlreadyClosedException.class); // closed by who was last
    }
  }

  @Test
  void aGenerationThatCannotBeOpenedIsToldOf_andTheOldOneGoesOnAnswering() throws IOException {
    try (LiveCatalogue live = open()) {
      catalogue.folder().pointTo(7);
      await().until(() -> live.failure().isPresent());
      assertThat(live.failure().orElseThrow()).hasMessageContaining("has lost its index");
      try (LiveCatalogue.Lease lease = live.lease()) {
        assertThat(lease.catalogue().object("mug/1")).isPresent();
      }
      catalogue.folder().pointTo(1);
      await().until(() -> live.failure().isEmpty());
    }
  }
}

package io.panoptes.search;

import static io.panoptes.search.catalogue.TestCatalogue.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.HookedEncoder;
import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.catalogue.TestCatalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.index.CatalogueException;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveCatalogueTest {
  private static final FakeModel NEW = FakeModel.of("beef");
  private static final Duration NEVER = Duration.ofDays(1);

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
    makeGeneration2(NEW, object("pot/1", "pot", 2));
  }

  private void makeGeneration2(FakeModel model, CatalogueObject object) throws IOException {
    CatalogueFolder folder = catalogue.folder();
    model.copyTo(folder.model(model.id()));
    Files.createDirectories(folder.generation(2));
    try (FSDirectory directory = FSDirectory.open(folder.generation(2));
        IndexWriter writer = new IndexWriter(directory, IndexSchema.writerConfig())) {
      writer.addDocuments(IndexSchema.block(object));
      writer.setLiveCommitData(IndexSchema.commitData(model.id(), 1).entrySet());
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
    try (LoggedWarnings log = LoggedWarnings.of(LiveCatalogue.class)) {
      try (LiveCatalogue live = open()) {
        catalogue.folder().pointTo(7);
        await().until(() -> live.failure().isPresent());
        assertThat(live.failure().orElseThrow()).hasMessageContaining("has lost its index");
        try (LiveCatalogue.Lease lease = live.lease()) {
          assertThat(lease.catalogue().object("mug/1")).isPresent();
        }
        catalogue.folder().pointTo(1);
        live.refresh(); // does not rest
        assertThat(live.failure()).isEmpty();
      }
      assertThat(log.lines())
          .satisfiesExactly(
              fails ->
                  assertThat(fails)
                      .startsWith("following the catalogue " + root + " fails: ")
                      .contains("has lost its index"),
              over -> assertThat(over).endsWith(" succeeds again"));
    }
  }

  @Test
  void aFailureIsOverByItself() throws IOException {
    try (LoggedWarnings _ = LoggedWarnings.of(LiveCatalogue.class);
        LiveCatalogue live = open()) {
      catalogue.folder().pointTo(7);
      await().until(() -> live.failure().isPresent());
      catalogue.folder().pointTo(1);
      await().until(() -> live.failure().isEmpty());
    }
  }

  @Test
  void aNumberThatIsUsedAgain_isNotTakenForTheGenerationThatHadIt() throws IOException {
    makeAnotherGeneration();
    FakeModel newest = FakeModel.of("c0de");
    try (LiveCatalogue live = LiveCatalogue.open(root, FakeModel::open, NEVER);
        LiveCatalogue.Lease inHand = live.lease()) {
      catalogue.folder().pointTo(1); // a rollback
      IOUtils.rm(catalogue.folder().generation(2)); // compact
      makeGeneration2(newest, object("jar/1", "jar", 1)); // reindex, all between two looks
      live.refresh();
      try (LiveCatalogue.Lease lease = live.lease()) {
        assertThat(lease.catalogue().generation()).isEqualTo(2);
        assertThat(lease.catalogue().model()).isEqualTo(newest.id());
        assertThat(lease.catalogue().ids()).containsExactly("jar/1");
      }
      assertThat(inHand.catalogue().model()).isEqualTo(NEW.id());
      assertThat(inHand.catalogue().ids()).containsExactly("pot/1");
      makeGeneration2(newest, object("jar/2", "jar", 1)); // a commit more than the old one had
      assertThatThrownBy(() -> inHand.catalogue().refresh())
          .isInstanceOf(CatalogueException.class)
          .hasMessage("another index has been put in the place of generation 2");
      assertThat(inHand.catalogue().ids()).containsExactly("pot/1");
    }
  }

  @Test
  void refresh_seesACommitAndAGenerationAtOnce() throws IOException {
    try (LiveCatalogue live = LiveCatalogue.open(root, FakeModel::open, NEVER)) {
      catalogue.put(object("mug/2", "mug", 2));
      live.refresh();
      try (LiveCatalogue.Lease lease = live.lease()) {
        assertThat(lease.catalogue().ids()).containsExactly("mug/1", "mug/2");
      }
      makeAnotherGeneration();
      live.refresh();
      try (LiveCatalogue.Lease lease = live.lease()) {
        assertThat(lease.catalogue().ids()).containsExactly("pot/1");
        assertThat(lease.catalogue().isLoaded()).isFalse(); // nobody had asked for a network
      }
      catalogue.folder().pointTo(7);
      assertThatThrownBy(live::refresh).hasMessageContaining("has lost its index");
    }
  }

  @Test
  void onceWarm_laterGenerationsAreWarmedBeforeTheyAreLeased() throws IOException {
    List<ModelId> warmed = new ArrayList<>();
    try (LiveCatalogue live =
        LiveCatalogue.open(root, FakeModel::open, NEVER, encoder -> warmed.add(encoder.model()))) {
      try (LiveCatalogue.Lease lease = live.lease()) {
        assertThat(warmed).isEmpty();
        live.warm();
        live.warm();
        assertThat(warmed).containsExactly(lease.catalogue().model());
      }
      makeAnotherGeneration();
      live.refresh();
      try (LiveCatalogue.Lease lease = live.lease()) {
        assertThat(lease.catalogue().isLoaded()).isTrue();
        assertThat(warmed).hasSize(2).last().isEqualTo(NEW.id());
      }
    }
  }

  @Test
  void aNetworkThatCannotBeWarmed_isNotGoneOverTo() throws IOException {
    try (LiveCatalogue live =
        LiveCatalogue.open(
            root,
            FakeModel::open,
            NEVER,
            encoder -> {
              if (encoder.model().equals(NEW.id())) {
                throw new IOException("no memory");
              }
            })) {
      live.warm();
      makeAnotherGeneration();
      assertThatThrownBy(live::refresh).isInstanceOf(IOException.class).hasMessage("no memory");
      try (LiveCatalogue.Lease lease = live.lease()) {
        assertThat(lease.catalogue().ids()).containsExactly("mug/1");
      }
    }
  }

  @Test
  void aNetworkThatRunsOutOfMemory_isClosedAgain() throws IOException {
    AtomicInteger open = new AtomicInteger();
    try (LiveCatalogue live =
        LiveCatalogue.open(
            root,
            folder -> counting(FakeModel.open(folder), open),
            NEVER,
            encoder -> {
              if (encoder.model().equals(NEW.id())) {
                throw new OutOfMemoryError("no room for tensors");
              }
            })) {
      live.warm();
      makeAnotherGeneration();
      assertThatThrownBy(live::refresh).isInstanceOf(OutOfMemoryError.class);
      assertThat(open).hasValue(1); // that of the old generation
      try (LiveCatalogue.Lease lease = live.lease()) {
        assertThat(lease.catalogue().ids()).containsExactly("mug/1");
      }
    }
    assertThat(open).hasValue(0);
  }

  /** Returns a model of whose encoders {@code open} counts those that are open. */
  private static Model counting(Model model, AtomicInteger open) {
    return new HookedModel(
        model,
        encoder -> {
          open.incrementAndGet();
          return new HookedEncoder(encoder) {
            @Override
            public void close() {
              open.decrementAndGet();
              super.close();
            }
          };
        });
  }
}

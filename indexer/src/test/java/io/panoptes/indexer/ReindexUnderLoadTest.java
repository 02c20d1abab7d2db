package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.write.RemoveResult;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.recognition.Recogniser;
import io.panoptes.search.recognition.Recognition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change of the model by a real process, forth and back, while the catalogue is written and asked
 * all the time.
 */
class ReindexUnderLoadTest {
  private static final Duration PHOTO = Duration.ofMillis(15);
  private static final ModelId OLD = FakeModel.of("fa4e").id();
  private static final ModelId NEW = FakeModel.of("beef").id();

  @TempDir Path temp;
  private final Random random = new Random(16);
  private final AtomicBoolean ended = new AtomicBoolean();
  private TestAdd catalogue;
  private ChangingTree tree;
  private String kept;
  private CatalogueState acknowledged;

  @BeforeEach
  void addSome() throws IOException {
    catalogue = TestAdd.in(temp);
    FakeModel.of("beef").copyTo(temp.resolve("new-model"));
    tree = new ChangingTree(temp.resolve("photos"), random, 20);
    kept = tree.addKept();
    acknowledged = CatalogueState.of(catalogue.folder());
    add();
  }

  @Test
  void noWriteIsLost_andNoQuestionMeetsTwoModels() throws Exception {
    change(NEW, "reindex", "--model", temp.resolve("new-model").toString());
    change(OLD, "rollback");
  }

  private void change(ModelId model, String... command) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--index", catalogue.folder().toString(), "--json", "--quiet"));
    ended.set(false);
    int writes = 0;
    try (ExecutorService readers = Executors.newSingleThreadExecutor();
        IndexerProcess process =
            IndexerProcess.start(temp, catalogue.bundled(), PHOTO, arguments)) {
      Future<Integer> asked = readers.submit(this::askUntilEnded);
      try {
        while (process.isAlive()) {
          write();
          writes++;
        }
        write(); // to the generation that is in use now
      } finally {
        ended.set(true);
      }
      assertThat(process.status()).as(process.printed()).isZero();
      assertThat(asked.get()).isGreaterThan(writes);
    }
    assertThat(writes).isGreaterThan(3);
    CatalogueState now = CatalogueState.of(catalogue.folder());
    assertThat(now.model()).isEqualTo(model);
    assertThat(now.objects()).isEqualTo(acknowledged.objects());
    new TrueViews(tree).requireIn(catalogue.folder());
  }

  private void write() throws IOException {
    if (random.nextInt(4) == 0) {
      remove();
    } else {
      tree.change();
      add();
    }
  }

  private void add() throws IOException {
    AddOptions options = AddOptions.NONE.withKeepOriginals(true).withPrune(random.nextBoolean());
    AddResult result = catalogue.add(catalogue.writer(FakeModel::open), tree.asTestTree(), options);
    if (result.ending() instanceof AddResult.Ending.Failed failed) {
      assertThat(failed.reason()).contains("has gone on to generation", "run the command again");
      result = catalogue.add(catalogue.writer(FakeModel::open), tree.asTestTree(), options);
    }
    assertThat(result.ending()).isEqualTo(new AddResult.Ending.Complete());
    acknowledged =
        acknowledged.added(tree.root(), tree.objects(), new TreeMap<>(), options.prune());
  }

  private void remove() throws IOException {
    List<String> ids =
        acknowledged.objects().keySet().stream().filter(id -> !id.equals(kept)).toList();
    List<String> chosen = List.of(ids.get(random.nextInt(ids.size())));
    try {
      RemoveResult _ = catalogue.writer(FakeModel::open).remove(chosen);
    } catch (IndexerException e) {
      assertThat(e).hasMessageContaining("has gone on to generation");
      RemoveResult _ = catalogue.writer(FakeModel::open).remove(chosen);
    }
    acknowledged = acknowledged.without(chosen);
  }

  /** Asks for the object that nobody changes, all the time; returns how often. */
  private int askUntilEnded() throws IOException {
    Photo photo = new PhotoReader().read(tree.root().resolve(kept).resolve("1.jpg"));
    int asked = 0;
    try (LiveCatalogue live =
        LiveCatalogue.open(catalogue.folder(), FakeModel::open, Duration.ofMillis(5))) {
      while (!ended.get()) {
        try (LiveCatalogue.Lease lease = live.lease()) {
          requireFound(photo, lease.catalogue());
        }
        assertThat(live.failure()).isEmpty();
        asked++;
      }
    }
    return asked;
  }

  private void requireFound(Photo photo, Catalogue reader) throws IOException {
    View view = reader.encoder().encode(List.of(reader.encoder().prepare(photo))).getFirst();
    Recognition.OfObject answer =
        Objects.requireNonNull(
            new Recogniser(reader).recognise(List.of(view), RecognitionOptions.DEFAULT).object());
    assertThat(answer.candidates().getFirst().id()).isEqualTo(kept);
    assertThat(answer.candidates().getFirst().distance()).isCloseTo(0, Offset.offset(1e-3));
  }
}

package io.panoptes.indexer.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.edit.Condition;
import io.panoptes.indexer.edit.Edit;
import io.panoptes.indexer.edit.ObjectEditor;
import io.panoptes.indexer.edit.TestUpload;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.fetch.PhotoAddresses;
import io.panoptes.indexer.store.FailingDisk;
import io.panoptes.indexer.table.ObjectPatch;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.inspection.ImpactSample;
import io.panoptes.search.inspection.Inspector;
import io.panoptes.search.inspection.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that dies before each of the steps in which a commit is made: what random kills hit by
 * chance. The next one finds the last commit or the one that was being made, and comes to the end.
 */
class DeathAtEveryStepTest {
  private static final Tuning OBJECT_BY_OBJECT = new Tuning(1, 1, 2, 1, Duration.ofSeconds(1));

  /** Changes a catalogue, and returns nothing: what was done is read. */
  @FunctionalInterface
  private interface Change {
    void make(TestAdd here, FailingDisk disk) throws IOException;
  }

  /** Changes a catalogue by its writer. */
  @FunctionalInterface
  private interface Writing {
    void make(CatalogueWriter writer) throws IOException;
  }

  /** Changes an object of a catalogue that is served. */
  @FunctionalInterface
  private interface Editing {
    Edit make(ObjectEditor editor, Catalogue leased) throws IOException;
  }

  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;

  @BeforeEach
  void addThree() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos"));
    tree.object("mug/1", 1, 1).object("mug/2", 2, 2).object("mug/3", 3, 1);
    catalogue.add(tree);
    FakeModel.of("beef").copyTo(temp.resolve("new-model"));
  }

  @Test
  void removing() throws IOException {
    dieEverywhere(
        1,
        writer -> {
          RemoveResult _ = writer.remove(List.of("mug/1", "mug/3"));
        });
  }

  @Test
  void adding() throws IOException {
    tree.object("mug/4", 4, 1).photo("mug/2/1.jpg", 2, 99);
    dieEverywhere(9, this::add);
  }

  @Test
  void putting() throws IOException {
    dieEverywhere(4, editing((editor, leased) -> put(editor, leased, "mug/4")));
    dieEverywhere(1, editing((editor, leased) -> put(editor, leased, "mug/2")));
  }

  @Test
  void patchingAndDeleting() throws IOException {
    dieEverywhere(4, editing(DeathAtEveryStepTest::patch));
    dieEverywhere(4, editing(DeathAtEveryStepTest::delete));
  }

  private static Edit patch(ObjectEditor editor, Catalogue leased) throws IOException {
    byte[] json = "{\"attributes\":{\"price\":9}}".getBytes(StandardCharsets.UTF_8);
    return editor.patch(leased, "mug/2", ObjectPatch.parse(json), Condition.Presence.ANY);
  }

  private static Edit delete(ObjectEditor editor, Catalogue leased) throws IOException {
    return editor.delete(leased, "mug/2", Condition.Presence.ANY);
  }

  private static Edit put(ObjectEditor editor, Catalogue leased, String id) throws IOException {
    return editor.put(
        leased, id, TestUpload.redMug(), TestUpload.photos(leased, 7, 2), Condition.Presence.ANY);
  }

  private static Change editing(Editing editing) {
    return (here, disk) -> {
      try (Catalogue leased = here.open();
          ObjectEditor editor = TestUpload.editor(here.folder(), disk)) {
        Edit _ = editing.make(editor, leased);
      }
    };
  }

  @Test
  void reindexing() throws IOException {
    dieEverywhere(17, this::reindex);
  }

  @Test
  void rebuilding() throws IOException {
    dieEverywhere(7, DeathAtEveryStepTest::rebuild);
  }

  @Tag("long")
  @Test
  void allChanges_eachStep() throws IOException {
    dieEverywhere(1, editing((editor, leased) -> put(editor, leased, "mug/4")));
    dieEverywhere(1, editing(DeathAtEveryStepTest::patch));
    dieEverywhere(1, editing(DeathAtEveryStepTest::delete));
    dieEverywhere(1, this::reindex);
    dieEverywhere(1, DeathAtEveryStepTest::rebuild);
    tree.object("mug/4", 4, 1).photo("mug/2/1.jpg", 2, 99);
    dieEverywhere(1, this::add);
  }

  private void add(CatalogueWriter writer) throws IOException {
    AddResult result =
        writer.add(
            tree.root(),
            new ModelChoice(null, catalogue::bundled),
            AddOptions.NONE,
            OBJECT_BY_OBJECT,
            new Progress());
    if (result.ending() instanceof AddResult.Ending.Failed failed) {
      throw new IndexerException(failed.reason(), failed.cause());
    }
  }

  private void reindex(CatalogueWriter writer) throws IOException {
    ReindexOptions options =
        new ReindexOptions(100, false, ImpactSample.DEFAULT, List.of(), _ -> {});
    ReindexResult result =
        writer.reindex(temp.resolve("new-model"), options, OBJECT_BY_OBJECT, new Progress());
    assertThat(result.swapped()).isTrue();
  }

  private static void rebuild(CatalogueWriter writer) throws IOException {
    CompactResult result = writer.compact(true, new Progress());
    assertThat(result.rebuilt()).isTrue();
  }

  private void dieEverywhere(int n, Writing writing) throws IOException {
    dieEverywhere(n, (TestAdd here, FailingDisk disk) -> writing.make(writer(here, disk)));
  }

  /** Makes {@code change} on copies of the catalogue, which die before every {@code n}-th step. */
  private void dieEverywhere(int n, Change change) throws IOException {
    TestAdd undisturbed = copy("undisturbed");
    change.make(undisturbed, FailingDisk.dead(Long.MAX_VALUE));
    Map<String, CatalogueObject> before = catalogue.objects();
    Map<String, CatalogueObject> after = undisturbed.objects();
    boolean died = true;
    for (int step = 0; died; step += n) {
      FailingDisk disk = FailingDisk.dead(step);
      TestAdd here = copy("dead-" + step);
      boolean done = false;
      try {
        change.make(here, disk);
        done = true;
        died = disk.isDead(); // perhaps while what nobody needs was being deleted
      } catch (IndexerException e) {
        assertThat(e).as("step %d", step).hasMessageContaining(FailingDisk.DEAD);
      }
      for (CatalogueObject object : here.objects().values()) {
        assertThat(object)
            .as("step %d", step)
            .isIn(before.get(object.id()), after.get(object.id()));
      }
      requireSound(here);
      if (!done) {
        change.make(here, FailingDisk.dead(Long.MAX_VALUE));
      }
      assertThat(here.objects()).as("step %d", step).isEqualTo(after);
      requireSound(here);
    }
  }

  private static CatalogueWriter writer(TestAdd here, FailingDisk disk) {
    return new CatalogueWriter(
        CatalogueFolder.at(here.folder()),
        FakeModel::open,
        Duration.ofSeconds(10),
        disk,
        PhotoAddresses::on);
  }

  private TestAdd copy(String name) throws IOException {
    Path copy = Files.createTempDirectory(temp, name);
    try (Stream<Path> files = Files.walk(catalogue.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copied = copy.resolve(catalogue.folder().relativize(file));
        Files.createDirectories(Objects.requireNonNull(copied.getParent()));
        Files.copy(file, copied);
      }
    }
    return new TestAdd(copy, catalogue.bundled());
  }

  private static void requireSound(TestAdd here) throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(here.folder());
    assertThat(new Inspector(folder, FakeModel::open, 10, new Progress()).inspect().problems())
        .extracting(Problem::kind)
        .isSubsetOf(Problem.Kind.DELETED); // three objects: what is deleted is soon half of them
  }
}

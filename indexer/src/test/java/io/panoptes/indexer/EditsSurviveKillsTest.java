package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.indexer.write.ModelChoice;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.inspection.Inspector;
import io.panoptes.search.inspection.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills at random instants of a real process that puts, patches and deletes single objects: what it
 * acknowledged is there, with its files; what it was at is done or not begun.
 */
class EditsSurviveKillsTest {
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  @TempDir Path temp;

  @Test
  void fiveKillsLoseNothing_andLeaveNothingHalfDone() throws IOException, InterruptedException {
    kill(5, 1);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(longs = {2, 3, 5, 7})
  void aHundredKillsLoseNothing_andLeaveNothingHalfDone(long seed)
      throws IOException, InterruptedException {
    kill(25, seed);
  }

  private void kill(int kills, long seed) throws IOException, InterruptedException {
    TestAdd catalogue = TestAdd.in(temp);
    assertThat(
            catalogue
                .writer(FakeModel::open)
                .createIfAbsent(new ModelChoice(null, catalogue::bundled)))
        .isTrue();
    Random random = new Random(seed);
    SortedMap<String, RandomEdit.Seen> acknowledged = new TreeMap<>();
    int next = 0;
    for (int kill = 0; kill < kills; kill++) {
      List<String> lines = killed(catalogue, seed, next, random);
      for (String line : lines) {
        assertThat(line).isEqualTo(Integer.toString(next));
        acknowledged = RandomEdit.of(seed, next).after(acknowledged);
        next++;
      }
      SortedMap<String, RandomEdit.Seen> begun = RandomEdit.of(seed, next).after(acknowledged);
      SortedMap<String, RandomEdit.Seen> found = seen(catalogue);
      assertThat(found).as("seed %d, edit %d", seed, next).isIn(acknowledged, begun);
      requireSound(catalogue);
      if (found.equals(begun)) { // else it is begun again
        acknowledged = begun;
        next++;
      }
    }
    assertThat(next).isGreaterThan(kills);
  }

  /** Runs the program from the edit {@code first} on, and kills it; returns what it printed. */
  private List<String> killed(TestAdd catalogue, long seed, int first, Random random)
      throws IOException, InterruptedException {
    try (IndexerProcess process =
        IndexerProcess.startEditing(temp, catalogue.folder(), seed, first)) {
      int until = 1 + random.nextInt(6);
      while (process.lines().size() < until) {
        assertThat(process.endsWithin(LOOK_EVERY)).as(process.printed()).isFalse();
      }
      boolean ended = process.endsWithin(Duration.ofNanos(random.nextInt(60_000_000)));
      assertThat(!ended && process.kill()).as(process.printed()).isTrue();
      return process.lines();
    }
  }

  private static SortedMap<String, RandomEdit.Seen> seen(TestAdd catalogue) throws IOException {
    SortedMap<String, RandomEdit.Seen> seen = new TreeMap<>();
    try (Catalogue open = catalogue.open()) {
      open.forEachEntry(entry -> seen.put(entry.id(), RandomEdit.Seen.of(entry)));
    }
    return seen;
  }

  private static void requireSound(TestAdd catalogue) throws IOException {
    CatalogueFolder folder = CatalogueFolder.at(catalogue.folder());
    assertThat(new Inspector(folder, FakeModel::open, 10, new Progress()).inspect().problems())
        .extracting(Problem::kind)
        .isSubsetOf(Problem.Kind.DELETED); // six objects: what is deleted is soon half of them
  }
}

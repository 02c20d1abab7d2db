package io.panoptes.indexer;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills at random instants of all that writes. Of a failure, the message tells the seed and all
 * commands; {@code -Dkills.seed=N} draws the same commands again, though the kills come when they
 * come.
 */
class SurvivesKillsTest {
  @TempDir Path temp;

  @Test
  void tenKillsLoseNothing_andLeaveNothingHalfDone() throws IOException, InterruptedException {
    new KilledCatalogue(temp, Long.getLong("kills.seed", 1)).run(10);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(longs = {2, 3, 5, 7, 11, 13, 17, 19})
  void twoHundredKillsLoseNothing_andLeaveNothingHalfDone(long seed)
      throws IOException, InterruptedException {
    new KilledCatalogue(temp, seed).run(25);
  }
}

package io.panoptes.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.search.index.CatalogueException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SetbacksTest {
  private static final Duration EVERY = Duration.ofMillis(200);

  private final Setbacks setbacks = new Setbacks("following c", EVERY);
  private final LoggedWarnings log = LoggedWarnings.of(LiveCatalogue.class);

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static IOException lost(int generation) {
    return new CatalogueException("c has lost\n  generation " + generation);
  }

  @Test
  void eachFailureInARow_doublesTheRest_upToABound() {
    long now = -1; // as nanoTime may be
    assertThat(setbacks.isResting(now)).isFalse();
    for (long millis : new long[] {400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000}) {
      setbacks.failed(lost(7), now);
      now += Duration.ofMillis(millis).toNanos();
      assertThat(setbacks.isResting(now - 1)).isTrue();
      assertThat(setbacks.isResting(now)).isFalse();
    }
    setbacks.succeeded();
    setbacks.failed(lost(7), now);
    assertThat(setbacks.isResting(now + Duration.ofMillis(400).toNanos())).isFalse();
  }

  @Test
  void whatIsDoneSeldom_isNotDoneMoreOften() {
    Setbacks daily = new Setbacks("following c", Duration.ofDays(1));
    daily.failed(lost(7), 0);
    assertThat(daily.isResting(Duration.ofHours(23).toNanos())).isTrue();
    assertThat(daily.isResting(Duration.ofHours(24).toNanos())).isFalse();
  }

  @Test
  void aFailureIsLoggedInOneLine_whenItIsAnotherThanBefore_andWhenItIsOver() {
    setbacks.succeeded();
    setbacks.failed(lost(7), 0);
    setbacks.failed(lost(7), 1);
    setbacks.failed(lost(8), 2);
    setbacks.succeeded();
    setbacks.succeeded();
    setbacks.failed(new NoSuchFileException("/c"), 3);
    assertThat(log.lines())
        .containsExactly(
            "following c fails: c has lost generation 7",
            "following c fails: c has lost generation 8",
            "following c succeeds again",
            "following c fails: java.nio.file.NoSuchFileException: /c");
  }
}

package io.panoptes.indexer.add;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class BeltTest {
  private static final Duration LONG = Duration.ofSeconds(15);

  @Test
  void takeWaitsForAFullBatch_orForTheEnd() {
    Belt<Integer> belt = new Belt<>(8);
    CompletableFuture<List<Integer>> taken =
        CompletableFuture.supplyAsync(() -> belt.take(3, LONG));
    belt.put(1);
    belt.put(2);
    assertThat(taken).isNotDone();
    belt.put(3);
    assertThat(taken.join()).containsExactly(1, 2, 3);
    belt.put(4);
    belt.close();
    assertThat(belt.isDrained()).isFalse();
    assertThat(belt.take(3, LONG)).containsExactly(4);
    assertThat(belt.take(3, LONG)).isEmpty();
    assertThat(belt.isDrained()).isTrue();
  }

  @Test
  void takeGivesWhatThereIsWhenPatienceRunsOut() {
    Belt<Integer> belt = new Belt<>(8);
    belt.put(1);
    assertThat(belt.take(3, Duration.ofMillis(1))).containsExactly(1);
  }

  @Test
  void putWaitsForRoom() {
    Belt<Integer> belt = new Belt<>(2);
    List<Integer> seen = new ArrayList<>();
    CompletableFuture<Void> filling =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; i < 100; i++) {
            belt.put(i);
          }
          belt.close();
        });
    while (!belt.isDrained()) {
      List<Integer> taken = belt.take(2, LONG);
      assertThat(taken).hasSizeLessThanOrEqualTo(2);
      seen.addAll(taken);
    }
    assertThat(filling).succeedsWithin(LONG);
    assertThat(seen).hasSize(100).isSorted();
  }

  @Test
  void abortEndsEveryWait() {
    Belt<Integer> belt = new Belt<>(1);
    belt.put(1);
    CompletableFuture<Void> put = CompletableFuture.runAsync(() -> belt.put(2));
    Belt<Integer> empty = new Belt<>(1);
    CompletableFuture<List<Integer>> take =
        CompletableFuture.supplyAsync(() -> empty.take(1, LONG));
    belt.abort();
    empty.abort();
    Awaitility.await().until(() -> put.isCompletedExceptionally() && take.isDone());
    assertThatThrownBy(take::join).hasCauseInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> belt.put(3)).isInstanceOf(CancellationException.class);
  }
}

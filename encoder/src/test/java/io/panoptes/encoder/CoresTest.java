package io.panoptes.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CoresTest {
  private final Cores cores = new Cores(2);
  private final AtomicInteger underWay = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    cores.close();
  }

  @Test
  void piecesComeInTheirOrder() {
    List<Supplier<Integer>> pieces = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> pieces.add(() -> i));

    assertThat(cores.run(() -> cores.all(pieces)))
        .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void aFreeCore_takesAPieceAtTheSameTime() {
    assertThat(twoMeet()).containsExactly(true, true);
  }

  /** Each of the two waits for the other: on one thread the first never meets anybody. */
  private List<Boolean> twoMeet() {
    CountDownLatch both = new CountDownLatch(2);
    Supplier<Boolean> meeting =
        () -> {
          both.countDown();
          return reached(both, 5000);
        };
    return cores.run(() -> cores.all(List.of(meeting, meeting)));
  }

  @Test
  void coresThatOthersHold_areLeftToThem() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              boolean _ =
                  cores.run(() -> {
                    held.countDown();
                    return reached(end, 30_000);
                  });
            });
    assertThat(reached(held, 30_000)).isTrue();

    Supplier<Boolean> piece = () -> threads.add(Thread.currentThread());
    List<Boolean> _ = cores.run(() -> cores.all(List.of(piece, piece, piece)));

    assertThat(threads).containsExactly(Thread.currentThread());
    end.countDown();
    other.join();
  }

  @Test
  void afterAPieceThatFails_noneIsUnderWay_andAllCoresAreFreeAgain() {
    Supplier<Boolean> slow =
        () -> {
          underWay.incrementAndGet();
          boolean _ = reached(new CountDownLatch(1), 50);
          return underWay.decrementAndGet() == 0;
        };
    Supplier<Boolean> bad =
        () -> {
          throw new IllegalArgumentException("no such pixels");
        };

    assertThatThrownBy(() -> cores.run(() -> cores.all(List.of(bad, slow, slow, bad))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such pixels");
    assertThat(underWay).hasValue(0);
    assertThat(twoMeet()).containsExactly(true, true);
  }

  private static boolean reached(CountDownLatch latch, long milliseconds) {
    try {
      return latch.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {
  private static final List<Integer> PIECES = IntStream.range(0, 500).boxed().toList();

  @Test
  void results_comeInTheOrderOfThePieces_onTheCallingThread() throws IOException {
    Thread caller = Thread.currentThread();
    List<Integer> taken = new ArrayList<>();
    InOrder.run(
        PIECES,
        piece -> {
          long sum = new Random(piece).ints(piece * 7919L % 5000).asLongStream().sum();
          return sum == 1 ? -1 : piece; // some take longer than others
        },
        piece -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          taken.add(piece);
        });
    assertThat(taken).isEqualTo(PIECES);
  }

  @Test
  void firstFailure_endsTheRun_withItsMessage() {
    List<Integer> taken = new ArrayList<>();
    assertThatThrownBy(() ->
            InOrder.run(
                PIECES,
                piece -> {
                  if (piece >= 100) {
                    throw new IOException("piece " + piece);
                  }
                  return piece;
                },
                taken::add))
        .isInstanceOf(IOException.class)
        .hasMessage("piece 100");
    assertThat(taken).isEqualTo(PIECES.subList(0, 100));
  }

  @Test
  void errorInTheWork_isTheCause() {
    assertThatThrownBy(() ->
            InOrder.run(
                PIECES,
                _ -> {
                  throw new IllegalArgumentException("bad");
                },
                _ -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("bad");
  }
}

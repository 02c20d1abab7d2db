package io.panoptes.web.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FakeEncoder;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.HookedModel;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.Square;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EncodeQueueTest {
  private static final Deadline LATER = Deadline.in(Duration.ofSeconds(30));

  /** A network that waits until it is let, and remembers its batches. */
  private static final class Gated {
    private final Encoder encoder;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final List<Integer> batches = new CopyOnWriteArrayList<>();

    Gated(String model, CountDownLatch gate) {
      try {
        this.encoder = HookedModel.before(FakeModel.of(model), size -> await(size, gate)).load();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void await(int size, CountDownLatch gate) {
      batches.add(size);
      reached.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    List<View> alone(Pixels... photos) {
      return new FakeEncoder(encoder.model(), 16, 32).encode(List.of(photos));
    }
  }

  private static CountDownLatch open() {
    return new CountDownLatch(0);
  }

  private static Pixels pixels(int shade) {
    byte[] rgb = new byte[3 * 8 * 8];
    Arrays.fill(rgb, (byte) shade);
    return Pixels.of(new Square(8, rgb));
  }

  @Test
  void views_comeInTheOrderOfTheirPhotos_asTheEncoderItselfMakesThem() throws Exception {
    Gated encoder = new Gated("aaaa", open());
    List<Pixels> photos = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      photos.add(pixels(10 * i));
    }
    try (EncodeQueue queue = new EncodeQueue(64, 2, _ -> {});
        EncodeQueue.Places places = queue.take(photos.size())) {
      photos.forEach(photo -> places.encode(encoder.encoder, photo));

      assertThat(places.await(LATER)).isEqualTo(encoder.alone(photos.toArray(Pixels[]::new)));
    }
  }

  @Test
  void whoAsksForMoreThanThereIsRoomFor_isRefused_andToldWhenToComeAgain() throws Exception {
    try (EncodeQueue queue = new EncodeQueue(4, 1, _ -> {});
        EncodeQueue.Places _ = queue.take(3)) {
      assertThatThrownBy(() -> queue.take(2))
          .isInstanceOf(QueueFullException.class)
          .hasMessageContaining("4 photos at once")
          .hasMessageContaining("2 more")
          .satisfies(e -> assertThat(((QueueFullException) e).retryAfter()).isPositive());
      assertThat(queue.taken()).isEqualTo(3);
    }
  }

  @Test
  void places_areGivenBack_alsoIfARequestFails() throws Exception {
    try (EncodeQueue queue = new EncodeQueue(4, 1, _ -> {})) {
      assertThatThrownBy(
              () -> {
                try (EncodeQueue.Places _ = queue.take(4)) {
                  throw new IllegalStateException("no photo");
                }
              })
          .hasMessage("no photo");
      assertThat(queue.taken()).isZero();
    }
  }

  @Test
  void photosOfSeveralRequests_goThroughTheNetworkTogether() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Gated encoder = new Gated("aaaa", gate);
    try (EncodeQueue queue = new EncodeQueue(64, 1, _ -> {});
        EncodeQueue.Places first = queue.take(1);
        EncodeQueue.Places second = queue.take(2);
        EncodeQueue.Places third = queue.take(2)) {
      first.encode(encoder.encoder, pixels(1));
      encoder.reached.await(); // the only worker is busy now, the others gather
      second.encode(encoder.encoder, pixels(2));
      second.encode(encoder.encoder, pixels(3));
      third.encode(encoder.encoder, pixels(4));
      third.encode(encoder.encoder, pixels(5));
      gate.countDown();
      List<View> _ = third.await(LATER);

      assertThat(encoder.batches).containsExactly(1, 4);
    }
  }

  @Test
  void photosOfTwoModels_areNeverInOneBatch() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Gated old = new Gated("aaaa", gate);
    Gated next = new Gated("bbbb", gate);
    try (EncodeQueue queue = new EncodeQueue(64, 1, _ -> {});
        EncodeQueue.Places first = queue.take(2);
        EncodeQueue.Places second = queue.take(2)) {
      first.encode(old.encoder, pixels(1));
      old.reached.await();
      second.encode(next.encoder, pixels(2));
      first.encode(old.encoder, pixels(3));
      second.encode(next.encoder, pixels(4));
      gate.countDown();

      assertThat(first.await(LATER)).isEqualTo(old.alone(pixels(1), pixels(3)));
      assertThat(second.await(LATER)).isEqualTo(next.alone(pixels(2), pixels(4)));
      assertThat(old.batches).containsExactly(1, 1);
      assertThat(next.batches).containsExactly(1, 1);
    }
  }

  @Test
  void aRequestWhoseTimeIsOver_failsByName_andWhatItLeftWaitingIsNotEncoded() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Gated encoder = new Gated("aaaa", gate);
    try (EncodeQueue queue = new EncodeQueue(64, 1, _ -> {})) {
      EncodeQueue.Places first = queue.take(1);
      first.encode(encoder.encoder, pixels(1));
      encoder.reached.await();
      try (EncodeQueue.Places late = queue.take(3)) {
        late.encode(encoder.encoder, pixels(2));
        assertThatThrownBy(() -> late.await(Deadline.in(Duration.ofMillis(20))))
            .isInstanceOf(TimedOutException.class);
      }
      gate.countDown();
      List<View> _ = first.await(LATER);
      first.close();

      assertThat(encoder.batches).containsExactly(1);
      assertThat(queue.taken()).isZero();
    }
  }

  @Test
  void placesGivenBackDuringABatch_waitForIt_sinceItsEncoderMayBeClosedThen() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Gated encoder = new Gated("aaaa", gate);
    try (EncodeQueue queue = new EncodeQueue(64, 1, _ -> {})) {
      EncodeQueue.Places places = queue.take(1);
      places.encode(encoder.encoder, pixels(1));
      encoder.reached.await();
      Thread closing = Thread.ofPlatform().start(places::close);
      Awaitility.await().until(() -> closing.getState() == Thread.State.WAITING);
      assertThat(queue.taken()).isEqualTo(1);
      gate.countDown();
      closing.join();

      assertThat(queue.taken()).isZero();
    }
  }

  @Test
  void aBatchThatFails_failsItsRequests_andTheNextAreEncoded() throws Exception {
    Encoder fake = new FakeEncoder();
    try (EncodeQueue queue = new EncodeQueue(64, 1, _ -> {})) {
      try (EncodeQueue.Places places = queue.take(1)) {
        places.encode(fake, Pixels.of(new Square(4, new byte[3 * 4 * 4]))); // not of its size
        assertThatThrownBy(() -> places.await(LATER)).isInstanceOf(IllegalStateException.class);
      }
      try (EncodeQueue.Places places = queue.take(1)) {
        places.encode(fake, pixels(1));
        assertThat(places.await(LATER)).hasSize(1);
      }
    }
  }
}

package io.panoptes.indexer.add;

import io.panoptes.indexer.add.AddResult.Ending;
import io.panoptes.indexer.add.AddResult.Work;
import io.panoptes.indexer.failure.Failures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a pipeline: the first that fails ends them all. Started and joined by one thread;
 * what it measures is complete once that has joined all.
 */
final class Stages {
  /** What threads do. */
  enum Kind {
    DECODING,
    ENCODING,
    STORING,
    WRITING
  }

  /** What a thread does until its belt is drained. */
  @FunctionalInterface
  interface Stage {
    void run() throws IOException;
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<Belt<?>> belts;
  private final Map<Kind, List<Thread>> threads = new EnumMap<>(Kind.class);

  // Guarded by this.
  private final Map<Kind, Duration> work = new EnumMap<>(Kind.class);
  private @Nullable Throwable failure;

  /**
   * Makes one.
   *
   * @param belts what the stages wait at
   */
  Stages(List<? extends Belt<?>> belts) {
    this.belts = List.copyOf(belts);
  }

  /** Starts {@code count} threads that run {@code stage}. */
  void start(Kind kind, int count, Stage stage) {
    for (int i = 1; i <= count; i++) {
      String name = kind.name().toLowerCase(Locale.ROOT) + "-" + i;
      Thread thread =
          Thread.ofPlatform()
              .name(name)
              .daemon()
              .start(() -> {
                perform(stage);
                add(kind, THREADS.getCurrentThreadCpuTime());
              });
      threads.computeIfAbsent(kind, _ -> new ArrayList<>()).add(thread);
    }
  }

  /** Runs {@code stage} in the calling thread, unless the pipeline has failed. */
  void perform(Stage stage) {
    try {
      if (failure() == null) {
        stage.run();
      }
    } catch (CancellationException e) {
      // another stage failed, and has said so
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private synchronized void add(Kind kind, long nanos) {
    work.merge(kind, Duration.ofNanos(nanos), Duration::plus);
  }

  private void fail(Throwable cause) {
    synchronized (this) {
      if (failure == null) {
        failure = cause;
      }
    }
    belts.forEach(Belt::abort);
  }

  private synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** Waits until the threads of {@code kind} have ended. */
  void join(Kind kind) {
    boolean interrupted = false;
    for (Thread thread : threads.getOrDefault(kind, List.of())) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true; // the pipeline is ended by its belts; the caller is told after
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the processor time of all threads that have ended. */
  synchronized Work work() {
    Duration writing =
        work.getOrDefault(Kind.WRITING, Duration.ZERO)
            .plus(work.getOrDefault(Kind.STORING, Duration.ZERO));
    return new Work(
        work.getOrDefault(Kind.DECODING, Duration.ZERO),
        work.getOrDefault(Kind.ENCODING, Duration.ZERO),
        writing);
  }

  /** Returns how the pipeline ended, given whether it was asked to stop. */
  Ending ending(boolean stopped) {
    Throwable cause = failure();
    if (cause != null) {
      return new Ending.Failed(Failures.line(cause), cause);
    }
    return stopped ? new Ending.Stopped() : new Ending.Complete();
  }
}

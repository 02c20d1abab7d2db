package io.panoptes.encoder.command;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows on standard error how far a run is: a line that changes on a terminal, a plain line now and
 * then elsewhere. Closing ends it.
 */
public final class ProgressLine implements AutoCloseable {
  private static final Duration ON_A_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);

  private final Progress progress;
  private final PrintWriter err;
  private final boolean isTerminal;
  private final Thread thread;

  private ProgressLine(Progress progress, PrintWriter err, boolean isTerminal) {
    this.progress = progress;
    this.err = err;
    this.isTerminal = isTerminal;
    this.thread = Thread.ofVirtual().unstarted(this::show);
  }

  /** Begins to show {@code progress} on {@code err}, unless it is to be {@code quiet}. */
  public static ProgressLine start(Progress progress, PrintWriter err, boolean quiet) {
    ProgressLine line = new ProgressLine(progress, err, hasTerminal());
    if (!quiet) {
      line.thread.start();
    }
    return line;
  }

  @SuppressWarnings("SystemConsoleNull") // null again where there is no terminal, since JDK 25
  private static boolean hasTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private void show() {
    try {
      while (true) {
        Thread.sleep(isTerminal ? ON_A_TERMINAL : ELSEWHERE);
        if (progress.total() > 0) {
          String text = text(progress, progress.elapsed());
          err.print(isTerminal ? "\r" + text + "  " : text + System.lineSeparator());
          err.flush();
        }
      }
    } catch (InterruptedException e) {
      if (isTerminal && progress.total() > 0) {
        err.print("\r" + " ".repeat(72) + "\r");
        err.flush();
      }
    }
  }

  /** Returns what is shown after {@code elapsed}. */
  static String text(Progress progress, Duration elapsed) {
    double rate = progress.done() / Math.max(0.001, elapsed.toMillis() / 1000.0);
    long left = progress.total() - progress.done();
    return String.format(
        Locale.ROOT,
        "%d of %d photos, %.0f a second%s%s",
        progress.done(),
        progress.total(),
        rate,
        rate > 0 ? ", " + time(Math.round(left / rate)) + " left" : "",
        progress.note().isEmpty() ? "" : ", " + progress.note());
  }

  private static String time(long seconds) {
    return seconds < 60
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
  }

  @Override
  public void close() {
    thread.interrupt();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.panoptes.encoder.command;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** How far a run has come, for who shows it: written by the run, read by any thread. */
public final class Progress {
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong encoded = new AtomicLong();
  private final AtomicReference<String> note = new AtomicReference<>("");
  private final AtomicLong began = new AtomicLong(System.nanoTime());

  /** Returns the number of photos there are. */
  public long total() {
    return total.get();
  }

  /** Returns the number of photos that have been dealt with. */
  public long done() {
    return done.get();
  }

  /** Returns the number of photos that have been encoded. */
  public long encoded() {
    return encoded.get();
  }

  /** Returns what else is to be shown, or nothing. */
  public String note() {
    return note.get();
  }

  /** Returns how long this has been going on. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began.get());
  }

  /** Says how many photos there are, of which none has been dealt with. */
  public void begin(long photos) {
    began.set(System.nanoTime());
    done.set(0);
    encoded.set(0);
    total.set(photos);
  }

  /** Says that so many more have been dealt with. */
  public void addDone(long photos) {
    done.addAndGet(photos);
  }

  /** Says that so many more have been encoded. */
  public void addEncoded(long photos) {
    encoded.addAndGet(photos);
  }

  /** Says what else is to be shown: a training's loss. */
  public void say(String what) {
    note.set(what);
  }
}

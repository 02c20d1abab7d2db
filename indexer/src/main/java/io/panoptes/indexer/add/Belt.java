package io.panoptes.indexer.add;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue from one stage of a pipeline to the next, shared by their threads. Interrupts are
 * not used to end it: they would close the files that a stage is writing.
 */
final class Belt<T> {
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final Deque<T> items = new ArrayDeque<>();
  private boolean closed;
  private boolean aborted;

  Belt(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Puts {@code item} on the belt, waiting for room.
   *
   * @throws CancellationException if the belt is aborted
   */
  void put(T item) {
    lock.lock();
    try {
      while (items.size() >= capacity && !aborted) {
        changed.awaitUninterruptibly();
      }
      requireRunning();
      items.add(item);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes {@code count} items, first come first; fewer, perhaps none, if the belt is closed or
   * {@code patience} runs out first.
   *
   * @throws CancellationException if the belt is aborted
   */
  List<T> take(int count, Duration patience) {
    if (count > capacity) {
      throw new IllegalArgumentException("a belt of " + capacity + " never holds " + count);
    }
    long deadline = System.nanoTime() + patience.toNanos();
    lock.lock();
    try {
      long left = patience.toNanos();
      while (items.size() < count && !closed && !aborted && left > 0) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          left = deadline - System.nanoTime();
        }
      }
      requireRunning();
      List<T> taken = new ArrayList<>();
      while (taken.size() < count && !items.isEmpty()) {
        taken.add(items.remove());
      }
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void requireRunning() {
    if (aborted) {
      throw new CancellationException("the pipeline was aborted");
    }
  }

  /** Says that no more items come. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait at once, now and later; what is on the belt is dropped. */
  void abort() {
    lock.lock();
    try {
      aborted = true;
      items.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether all items have been taken and no more come. */
  boolean isDrained() {
    lock.lock();
    try {
      return closed && items.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}

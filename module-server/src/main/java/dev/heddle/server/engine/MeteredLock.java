package dev.heddle.server.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The server's one lock, which counts how often it was taken and for how long it was held.
 *
 * <p>A hold lasts from when a thread has got the lock until it gives it up, at the end or to wait
 * for a condition. A thread that takes it once more while it has it is in the same hold. The clock
 * is read once at each end of a hold.
 */
final class MeteredLock {
  private final ReentrantLock lock = new ReentrantLock();
  private final ServerStats stats;
  private long since;

  /** {@code stats}, which the lock guards, hears of each hold that ends. */
  MeteredLock(ServerStats stats) {
    this.stats = stats;
  }

  void lock() {
    lock.lock();
    if (lock.getHoldCount() == 1) {
      since = System.nanoTime();
    }
  }

  void unlock() {
    if (lock.getHoldCount() == 1) {
      stats.lockHeld(System.nanoTime() - since);
    }
    lock.unlock();
  }

  /** When the present hold began, as {@link System#nanoTime} tells the time. */
  long since() {
    return since;
  }

  boolean isHeldByCurrentThread() {
    return lock.isHeldByCurrentThread();
  }

  // ---- conditions

  Condition newCondition() {
    return lock.newCondition();
  }

  /** Waits for a signal; somebody else may have the lock meanwhile. */
  @SuppressWarnings("WaitNotInLoop") // the caller does
  void await(Condition condition) throws InterruptedException {
    stats.lockHeld(System.nanoTime() - since);
    try {
      condition.await();
    } finally {
      since = System.nanoTime();
    }
  }

  /** Waits for a signal, for so long at most. */
  @SuppressWarnings("WaitNotInLoop") // the caller does
  void await(Condition condition, long millis) throws InterruptedException {
    stats.lockHeld(System.nanoTime() - since);
    try {
      condition.await(millis, TimeUnit.MILLISECONDS);
    } finally {
      since = System.nanoTime();
    }
  }
}

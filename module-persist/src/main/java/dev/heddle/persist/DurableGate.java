package dev.heddle.persist;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the stream is stored, and those who wait for that.
 *
 * <p>One signal wakes all that one fsync served. Fields are volatile: whoever need not wait takes
 * no lock.
 */
final class DurableGate {
  private static final String CLOSED = "The append only file is closed";

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stored = lock.newCondition();
  private final Condition room = lock.newCondition();

  // Written under the lock.
  private volatile long written;
  private volatile long synced;
  private volatile @Nullable String failure;

  long written() {
    return written;
  }

  long synced() {
    return synced;
  }

  @Nullable String failure() {
    return failure;
  }

  /**
   * Waits until the stream is synced up to {@code offset}, or until that is no longer asked for and
   * it is given to the operating system.
   */
  void awaitStored(long offset, BooleanSupplier needsSync) throws JournalException {
    if (isStored(offset, needsSync)) {
      return;
    }
    lock.lock();
    try {
      while (!isStored(offset, needsSync)) {
        String reason = failure;
        if (reason != null) {
          throw new JournalException(reason);
        }
        stored.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Without a sync to wait for, a healthy journal's word is enough. */
  private boolean isStored(long offset, BooleanSupplier needsSync) {
    return synced >= offset
        || (!needsSync.getAsBoolean() && (failure == null || written >= offset));
  }

  /** Waits while the condition holds and the journal is healthy. */
  void awaitWhile(BooleanSupplier full) {
    lock.lock();
    try {
      while (full.getAsBoolean() && failure == null) {
        room.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The operating system has the stream up to here. */
  void written(long offset) {
    lock.lock();
    try {
      written = offset;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The disk has the stream up to here. */
  void synced(long offset) {
    lock.lock();
    try {
      synced = offset;
      stored.signalAll();
      room.signalAll(); // a sync that took too long is over
    } finally {
      lock.unlock();
    }
  }

  /** Those who wait are told; null: all is well again. */
  void failure(@Nullable String reason) {
    lock.lock();
    try {
      failure = reason;
      stored.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will be stored. */
  void close() {
    failure(failure == null ? CLOSED : failure);
  }

  /** Makes those who wait look again at what they wait for. */
  void recheck() {
    lock.lock();
    try {
      stored.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

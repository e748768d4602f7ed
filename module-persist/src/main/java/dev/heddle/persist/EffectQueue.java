package dev.heddle.persist;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was appended and not yet taken by the writer.
 *
 * <p>Appends and the writer share a lock that is held for a copy or an exchange of pointers only.
 * The writer is signalled when it idles; while it is busy or lets effects gather it comes by
 * itself.
 */
final class EffectQueue {
  /** Waits as long as there is nothing to do. */
  static final long FOREVER = Long.MAX_VALUE / 2;

  /** This much waiting ends the writer's lingering. */
  private static final int ENOUGH = 1 << 18;

  private static final byte[] NOTHING = {};

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();

  // Guarded by the lock.
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private @Nullable Chunk spare;
  private int db = -1;
  private long stampedSecond = Long.MIN_VALUE;
  private long waitingBytes;
  private boolean signalFirst;
  private boolean signalEnough;
  private boolean poked;
  private boolean cut;
  private boolean closing;

  /** Written under the lock, read anywhere. */
  private volatile long appended;

  EffectQueue(InstantSource clock) {
    this.clock = clock;
  }

  /** The stream's offset behind the last append. */
  long appended() {
    return appended;
  }

  /** Appends commands, selecting their database where the stream is in another one. */
  long append(int database, boolean timestamps, byte[] buf, int off, int len) {
    lock.lock();
    try {
      byte[] stamp = timestamps ? stamp() : NOTHING;
      byte[] select = database == db ? NOTHING : Chunk.select(database);
      int added = stamp.length + select.length + len;
      Chunk chunk = chunkFor(added);
      chunk.add(stamp, 0, stamp.length);
      chunk.add(select, 0, select.length);
      chunk.add(buf, off, len);
      db = database;
      waitingBytes += added;
      long end = appended + added;
      chunk.end(end);
      appended = end;
      signalWriter();
      return end;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins a new chunk with the next append, which a file may begin with.
   *
   * @return the stream's offset in between
   */
  long cut() {
    lock.lock();
    try {
      cut = true;
      db = -1;
      stampedSecond = Long.MIN_VALUE;
      return appended;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there are effects, or until {@link #poke}, {@link #close} or the time is over. */
  void awaitWork(long nanos) {
    lock.lock();
    try {
      signalFirst = true;
      awaitWhile(chunks::isEmpty, nanos);
    } finally {
      signalFirst = false;
      lock.unlock();
    }
  }

  /** Lets effects gather for this time, unless there are many. */
  void linger(long nanos) {
    lock.lock();
    try {
      signalEnough = true;
      awaitWhile(() -> waitingBytes < ENOUGH, nanos);
    } finally {
      signalEnough = false;
      lock.unlock();
    }
  }

  /** Waits whatever comes, except {@link #poke} and {@link #close}. */
  void pause(long nanos) {
    lock.lock();
    try {
      awaitWhile(() -> true, nanos);
    } finally {
      lock.unlock();
    }
  }

  private void awaitWhile(BooleanSupplier idle, long nanos) {
    long left = nanos;
    while (left > 0 && !poked && !closing && idle.getAsBoolean()) {
      try {
        left = work.awaitNanos(left);
      } catch (InterruptedException e) {
        left = 0; // nobody interrupts the writer; it looks for work and waits again
      }
    }
  }

  /** Takes what was appended. */
  List<Chunk> take() {
    lock.lock();
    try {
      poked = false;
      waitingBytes = 0;
      var taken = List.copyOf(chunks);
      chunks.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Gives chunks back whose contents are stored. */
  void recycle(Deque<Chunk> stored) {
    lock.lock();
    try {
      for (Chunk chunk : stored) {
        if (spare == null && chunk.capacity() <= Chunk.FULL) {
          spare = chunk;
        }
      }
    } finally {
      lock.unlock();
    }
    stored.clear();
  }

  /** Makes the writer look what there is to do. */
  void poke() {
    lock.lock();
    try {
      poked = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Makes the writer end; nothing is waited for any more. */
  void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean closing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  private void signalWriter() {
    if (signalFirst || (signalEnough && waitingBytes >= ENOUGH)) {
      signalFirst = false;
      signalEnough = false;
      work.signal();
    }
  }

  private byte[] stamp() {
    long second = clock.instant().getEpochSecond();
    if (second == stampedSecond) {
      return NOTHING;
    }
    stampedSecond = second;
    return ("#TS:" + second + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private Chunk chunkFor(int bytes) {
    Chunk last = chunks.peekLast();
    if (last != null && !cut && last.hasRoom(bytes)) {
      return last;
    }
    cut = false;
    Chunk next = spare == null ? new Chunk() : spare;
    spare = null;
    next.begin(db);
    chunks.add(next);
    return next;
  }
}

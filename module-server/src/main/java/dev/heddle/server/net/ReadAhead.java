package dev.heddle.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Watches a socket while the connection's own thread waits for something else: a peer that hangs up
 * is noticed, bytes that arrive are kept.
 *
 * <p>Reading cannot be cancelled without closing the socket. So the watching thread may still be in
 * its read when the wait is over. What it has kept is there for the connection's thread at once;
 * when that is used up, the connection's thread waits for what the read brings, which is what it
 * would have waited for anyway.
 */
final class ReadAhead {
  private static final int FIRST_ROOM = 64; // most who wait send nothing meanwhile
  private static final int MOST_KEPT = 4096;

  private final Transport transport;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private byte[] kept = {}; // guarded by the lock, as all that follows
  private int count;
  private boolean watching;
  private boolean waiting;
  private boolean hungUp;
  private @Nullable IOException failure;

  ReadAhead(Transport transport) {
    this.transport = transport;
  }

  /** Begins to watch; {@code onHangup} runs on another thread when the peer is gone. */
  void begin(Runnable onHangup) {
    lock.lock();
    try {
      waiting = true;
      if (!watching && !hungUp && count < MOST_KEPT) {
        watching = true;
        Thread.ofVirtual().name("heddle-watch").start(() -> watch(onHangup));
      }
    } finally {
      lock.unlock();
    }
  }

  private void watch(Runnable onHangup) {
    boolean more;
    do {
      var room = ByteBuffer.allocate(FIRST_ROOM);
      int n;
      try {
        n = transport.read(room);
      } catch (IOException e) {
        n = -1;
        failed(e);
      }
      more = keep(room.array(), n);
    } while (more);
    if (hungUp()) {
      onHangup.run();
    }
  }

  private void failed(IOException e) {
    lock.lock();
    try {
      failure = e;
    } finally {
      lock.unlock();
    }
  }

  /** Keeps what was read; returns whether to go on. */
  private boolean keep(byte[] bytes, int n) {
    lock.lock();
    try {
      if (n < 0) {
        hungUp = true;
      } else {
        kept = Arrays.copyOf(kept, count + n);
        System.arraycopy(bytes, 0, kept, count, n);
        count += n;
      }
      watching = waiting && !hungUp && count < MOST_KEPT;
      changed.signalAll();
      return watching;
    } finally {
      lock.unlock();
    }
  }

  /** The wait is over. */
  void end() {
    lock.lock();
    try {
      waiting = false;
    } finally {
      lock.unlock();
    }
  }

  /** True when the peer has hung up during a wait. */
  boolean hungUp() {
    lock.lock();
    try {
      return hungUp;
    } finally {
      lock.unlock();
    }
  }

  /** Reads: first what was kept, then from the socket. Returns -1 at the end of the stream. */
  int read(ByteBuffer room) throws IOException, InterruptedException {
    lock.lock();
    try {
      while (watching && count == 0) {
        changed.await();
      }
      if (count > 0) {
        return take(room);
      }
      if (failure != null) {
        throw failure;
      }
      if (hungUp) {
        return -1;
      }
    } finally {
      lock.unlock();
    }
    return transport.read(room);
  }

  private int take(ByteBuffer room) {
    int n = Math.min(room.remaining(), count);
    room.put(kept, 0, n);
    kept = Arrays.copyOfRange(kept, n, count);
    count -= n;
    return n;
  }
}

package dev.heddle.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a socket while the connection's own thread waits for something else: a peer that hangs up
 * is noticed, bytes that arrive are kept.
 *
 * <p>Reading cannot be cancelled without closing the socket. So the watching thread may still be in
 * its read when the wait is over; the connection's thread then joins it when it wants bytes itself,
 * which is what it would have waited for anyway. Used by the connection's thread only, but for
 * {@link #hungUp}.
 */
final class ReadAhead {
  private static final int KEPT = 4096;

  private final Transport transport;
  private ByteBuffer kept = ByteBuffer.allocate(0);
  private @Nullable Thread watcher;
  private volatile boolean waiting;
  private volatile boolean hungUp;

  ReadAhead(Transport transport) {
    this.transport = transport;
  }

  /** Begins to watch; {@code onHangup} runs on another thread when the peer is gone. */
  void begin(Runnable onHangup) {
    waiting = true;
    if (watcher == null && !kept.hasRemaining()) {
      kept = ByteBuffer.allocate(KEPT);
      watcher = Thread.ofVirtual().name("heddle-watch").start(() -> watch(onHangup));
    }
  }

  private void watch(Runnable onHangup) {
    try {
      while (waiting && kept.hasRemaining()) {
        if (transport.read(kept) < 0) {
          hungUp = true;
          break;
        }
      }
    } catch (IOException e) {
      hungUp = true;
    }
    if (hungUp) {
      onHangup.run();
    }
  }

  /** The wait is over. */
  void end() {
    waiting = false;
  }

  /** True when the peer has hung up during a wait. */
  boolean hungUp() {
    return hungUp;
  }

  /** Reads: first what was kept, then from the socket. Returns -1 at the end of the stream. */
  int read(ByteBuffer room) throws IOException, InterruptedException {
    if (watcher != null) {
      watcher.join();
      watcher = null;
      kept.flip();
    }
    if (kept.hasRemaining()) {
      int n = Math.min(room.remaining(), kept.remaining());
      room.put(kept.slice(kept.position(), n));
      kept.position(kept.position() + n);
      return n;
    }
    return hungUp ? -1 : transport.read(room);
  }
}

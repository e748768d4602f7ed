package dev.heddle.server.net;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether one socket can be read or written, and who waits for it: at most one reader and one
 * writer.
 *
 * <p>The poller's thread calls {@link #ready}, connections' threads the rest. A socket that is
 * readable while nobody waits would be reported again and again; it is left out until somebody
 * does.
 */
final class Readiness {
  private final Selector selector;
  private @Nullable SelectionKey key;
  private volatile @Nullable Thread reader;
  private volatile @Nullable Thread writer;
  private volatile @Nullable Runnable onWritable;
  private volatile boolean readable;
  private volatile boolean writable;
  private volatile boolean leftOut;
  private volatile boolean closed;

  Readiness(Selector selector) {
    this.selector = selector;
  }

  void begin(SelectionKey registered) {
    key = registered;
  }

  /**
   * Waits until there is something to read, the stream has ended, or it is closed; may wake without
   * a reason.
   */
  void awaitReadable() {
    reader = Thread.currentThread();
    if (leftOut) {
      leftOut = false;
      want(SelectionKey.OP_READ);
    }
    while (!readable && !closed && !Thread.currentThread().isInterrupted()) {
      LockSupport.park(this);
    }
    reader = null;
    readable = false;
  }

  /** Waits until something can be written, or the stream is closed; may wake without a reason. */
  void awaitWritable() {
    writer = Thread.currentThread();
    want(SelectionKey.OP_WRITE);
    while (!writable && !closed && !Thread.currentThread().isInterrupted()) {
      LockSupport.park(this);
    }
    writer = null;
    writable = false;
  }

  /** Has something run once, on the poller's thread, when something can be written. */
  void whenWritable(Runnable then) {
    onWritable = then;
    want(SelectionKey.OP_WRITE);
  }

  private void want(int operation) {
    SelectionKey registered = key;
    if (registered != null) {
      try {
        registered.interestOpsOr(operation);
      } catch (CancelledKeyException e) {
        closed = true;
      }
      selector.wakeup();
    }
  }

  /** What the selector has found. */
  void ready(SelectionKey found) {
    try {
      if (found.isReadable()) {
        wakeReader(found);
      }
      if (found.isWritable()) {
        found.interestOpsAnd(~SelectionKey.OP_WRITE);
        wakeWriters();
      }
    } catch (CancelledKeyException e) {
      closed();
    }
  }

  private void wakeWriters() {
    writable = true;
    LockSupport.unpark(writer);
    Runnable then = onWritable;
    if (then != null) {
      onWritable = null;
      then.run();
    }
  }

  private void wakeReader(SelectionKey found) {
    Thread waiting = reader;
    if (waiting == null) {
      found.interestOpsAnd(~SelectionKey.OP_READ);
      leftOut = true;
      if (reader != null) { // it has come in between, and may not have seen that it is left out
        found.interestOpsOr(SelectionKey.OP_READ);
      }
    } else if (!readable) {
      readable = true;
      LockSupport.unpark(waiting);
    }
  }

  /** The channel was closed: nobody needs to wait any longer. */
  void closed() {
    closed = true;
    LockSupport.unpark(reader);
    LockSupport.unpark(writer);
    selector.wakeup(); // the descriptor is released once the selector has taken note
  }
}

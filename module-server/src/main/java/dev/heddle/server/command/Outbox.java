package dev.heddle.server.command;

import dev.heddle.resp.ReplyWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The messages that wait for one client: what is published, invalidations, MONITOR's lines.
 *
 * <p>Messages are added under the server's lock, and leave in that order. Who writes them to the
 * socket depends on what the connection's own thread does:
 *
 * <pre>
 *   claimed   the thread is active: it moves them behind its replies, nobody else writes
 *   free      it waits for bytes, or in a command: the courier writes, without ever waiting; what
 *             the socket does not take stays here until the poller says that it takes more
 * </pre>
 *
 * <p>The thread claims the outbox before it runs what it has received, and releases it once it has
 * flushed its replies and finds nothing here. A message is an array that all who get it share.
 *
 * <p>Guarded by its own lock, which is held for moments only and under which nothing is written.
 */
public final class Outbox {

  /** Delivers what is in the outboxes of clients whose threads are not active. */
  public interface Courier {
    /** Has an outbox looked at in the next round. */
    void collect(Outbox outbox);

    /** Has the next round begin. */
    void wake();

    /** Says that an outbox grows although the socket would take what is in it. */
    void hurry();
  }

  private static final int MOST_AT_ONCE = 64 << 10;
  private static final int LATE = 256 << 10; // bytes
  private static final byte[] NOTHING = {};

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
  private final Client.Link link;
  private final Courier courier;
  private int begun; // bytes of the first message that have left
  private long bytes;
  private long added; // bytes of all messages ever
  private boolean claimed = true;
  private boolean scheduled; // the courier will come
  private boolean writing; // the courier is here
  private boolean blocked; // the socket takes no more
  private boolean closed;
  private byte[] batch = NOTHING; // what the courier writes, while it does
  private int batchFrom;
  private int batchLength;

  /** An outbox that is claimed: the client's thread may be active. */
  Outbox(Client.Link link, Courier courier) {
    this.link = link;
    this.courier = courier;
  }

  /** Adds a message, which is not copied and never changes, and returns the bytes that wait now. */
  public long add(byte[] message) {
    lock.lock();
    try {
      if (closed) {
        return 0;
      }
      messages.add(message);
      bytes += message.length;
      added += message.length;
      if (!claimed && !blocked && !writing) {
        schedule();
      }
      if (scheduled && bytes > LATE) {
        courier.hurry();
      }
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      courier.collect(this);
    }
  }

  /** Bytes that wait. */
  public long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Messages that wait. */
  public int messages() {
    lock.lock();
    try {
      return messages.size();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what waits and what will come, and has the courier close the connection. */
  public void cutOff() {
    lock.lock();
    try {
      drop();
      schedule();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what waits and what will come: the connection has ended. */
  public void close() {
    lock.lock();
    try {
      drop();
    } finally {
      lock.unlock();
    }
  }

  private void drop() {
    closed = true;
    messages.clear();
    begun = 0;
    bytes = 0;
  }

  // ---- the connection's thread

  /** Makes the caller the only one who writes to the socket; waits for a write under way. */
  public void claim() {
    lock.lock();
    try {
      claimed = true;
      blocked = false;
      while (writing) {
        written.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps the courier from what is added from now on, for the connection's thread, which is about
   * to become active.
   *
   * @return the place, for {@link #moveTo(ReplyWriter, long)}, behind what has been added
   */
  public long reserve() {
    lock.lock();
    try {
      claimed = true;
      return added;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the socket back to the courier; false, and nothing is changed, while messages wait. */
  public boolean release() {
    lock.lock();
    try {
      if (bytes > 0) {
        return false;
      }
      claimed = false;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Moves everything behind the replies; the outbox is claimed. */
  public void moveTo(ReplyWriter out) {
    moveTo(out, Long.MAX_VALUE);
  }

  /** Moves what was added before a place that {@link #reserve} has returned. */
  public void moveTo(ReplyWriter out, long place) {
    lock.lock();
    try {
      while (bytes > 0 && added - bytes < place) {
        move(out);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Moves the first messages: some 64 KB, or one that is larger. */
  public void moveSome(ReplyWriter out) {
    lock.lock();
    try {
      int end = out.size() + MOST_AT_ONCE;
      while (bytes > 0 && out.size() < end) {
        move(out);
      }
    } finally {
      lock.unlock();
    }
  }

  private void move(ReplyWriter out) {
    byte[] first = messages.element();
    int rest = first.length - begun;
    out.raw(first, begun, rest);
    consume(rest);
  }

  // ---- the courier's thread

  /**
   * Writes what the socket takes at once.
   *
   * @return the bytes written
   */
  public int deliver() {
    if (!beginDelivery()) {
      closeIfCutOff();
      return 0;
    }
    int n = 0;
    try {
      n = link.send(batch, batchFrom, batchLength);
    } catch (IOException e) {
      cutOff();
    }
    boolean full = n < batchLength;
    if (endDelivery(n, full)) {
      link.whenWritable(this::writable);
    }
    return n;
  }

  private boolean beginDelivery() {
    lock.lock();
    try {
      scheduled = false;
      if (claimed || bytes == 0) {
        return false;
      }
      writing = true;
      pack();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void closeIfCutOff() {
    boolean over;
    lock.lock();
    try {
      over = closed;
    } finally {
      lock.unlock();
    }
    if (over) {
      link.close();
    }
  }

  /** One large message is written from where it lies, small ones are joined. */
  private void pack() {
    byte[] first = messages.element();
    batchLength = (int) Math.min(bytes, MOST_AT_ONCE);
    if (first.length - begun >= batchLength) {
      batch = first;
      batchFrom = begun;
      return;
    }
    batch = new byte[batchLength];
    batchFrom = 0;
    int from = begun;
    int n = 0;
    for (byte[] message : messages) {
      int part = Math.min(message.length - from, batchLength - n);
      System.arraycopy(message, from, batch, n, part);
      n += part;
      from = 0;
      if (n == batchLength) {
        return;
      }
    }
  }

  /** Returns true when the rest has to wait until the socket takes it. */
  private boolean endDelivery(int n, boolean full) {
    lock.lock();
    try {
      writing = false;
      batch = NOTHING;
      written.signal();
      if (closed) {
        return false;
      }
      consume(n);
      if (claimed) {
        return false;
      }
      blocked = full;
      if (!full && bytes > 0) {
        schedule();
      }
      return full;
    } finally {
      lock.unlock();
    }
  }

  private void consume(int n) {
    bytes -= n;
    int left = n + begun;
    while (left > 0 && left >= messages.element().length) {
      left -= messages.remove().length;
    }
    begun = left;
  }

  /** The socket takes more. */
  private void writable() {
    lock.lock();
    try {
      blocked = false;
      if (!claimed && !writing && bytes > 0) {
        schedule();
      }
    } finally {
      lock.unlock();
    }
    courier.wake();
  }
}

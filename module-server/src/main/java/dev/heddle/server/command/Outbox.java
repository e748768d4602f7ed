package dev.heddle.server.command;

import dev.heddle.resp.ReplyWriter;
import java.io.IOException;
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

  private static final int LATE = 256 << 10; // bytes

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private final MessageQueue queue = new MessageQueue();
  private final Client.Link link;
  private final Courier courier;
  private boolean claimed = true;
  private boolean scheduled; // the courier will come
  private boolean writing; // the courier is here
  private boolean blocked; // the socket takes no more
  private boolean closed;
  private MessageQueue.Batch batch = MessageQueue.Batch.NOTHING; // what the courier writes

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
      queue.add(message);
      if (!claimed && !blocked && !writing) {
        schedule();
      }
      if (scheduled && queue.bytes() > LATE) {
        courier.hurry();
      }
      return queue.bytes();
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
      return queue.bytes();
    } finally {
      lock.unlock();
    }
  }

  /** Messages that wait. */
  public int messages() {
    lock.lock();
    try {
      return queue.size();
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
    queue.clear();
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
      return queue.end();
    } finally {
      lock.unlock();
    }
  }

  /** Gives the socket back to the courier; false, and nothing is changed, while messages wait. */
  public boolean release() {
    lock.lock();
    try {
      if (queue.bytes() > 0) {
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
      queue.moveTo(out, place);
    } finally {
      lock.unlock();
    }
  }

  /** Moves the first messages: some 64 KB, or one that is larger. */
  public void moveSome(ReplyWriter out) {
    lock.lock();
    try {
      queue.moveSome(out);
    } finally {
      lock.unlock();
    }
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
      n = link.send(batch.array(), batch.from(), batch.length());
    } catch (IOException e) {
      cutOff();
    }
    boolean full = n < batch.length();
    if (endDelivery(n, full)) {
      link.whenWritable(this::writable);
    }
    return n;
  }

  private boolean beginDelivery() {
    lock.lock();
    try {
      scheduled = false;
      if (claimed || queue.bytes() == 0) {
        return false;
      }
      writing = true;
      batch = queue.pack();
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

  /** Returns true when the rest has to wait until the socket takes it. */
  private boolean endDelivery(int n, boolean full) {
    lock.lock();
    try {
      writing = false;
      batch = MessageQueue.Batch.NOTHING;
      written.signal();
      if (closed) {
        return false;
      }
      queue.consume(n);
      if (claimed) {
        return false;
      }
      blocked = full;
      if (!full && queue.bytes() > 0) {
        schedule();
      }
      return full;
    } finally {
      lock.unlock();
    }
  }

  /** The socket takes more. */
  private void writable() {
    lock.lock();
    try {
      blocked = false;
      if (!claimed && !writing && queue.bytes() > 0) {
        schedule();
      }
    } finally {
      lock.unlock();
    }
    courier.wake();
  }
}

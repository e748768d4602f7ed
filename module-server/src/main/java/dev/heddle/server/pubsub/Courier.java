package dev.heddle.server.pubsub;

import dev.heddle.server.command.Outbox;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Delivers messages to clients whose threads wait for something else, on a virtual thread that
 * exists while there is something to deliver.
 *
 * <p>It never waits for a socket, so that a slow subscriber costs others nothing. Under load it
 * gets its turn in the scheduler's queue behind the connections that publish: what they all have
 * published in one round leaves in one write to each subscriber. Where it does not keep up, those
 * who publish deliver as well, which slows them down: else subscribers would be cut off that are
 * not slow.
 */
public final class Courier implements Outbox.Courier {
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ConcurrentLinkedQueue<Outbox> collected = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean late;
  private final LongAdder bytes = new LongAdder();
  private final LongAdder writes = new LongAdder();

  @Override
  public void collect(Outbox outbox) {
    collected.add(outbox);
  }

  /** Begins a round, unless one is under way; called without the server's lock. */
  @Override
  public void wake() {
    if (!collected.isEmpty() && running.compareAndSet(false, true)) {
      Thread.ofVirtual().name("heddle-courier").start(this::run);
    }
  }

  @Override
  public void hurry() {
    late = true;
  }

  /** Delivers on the caller's thread if that is urgent; called without the server's lock. */
  public void help() {
    if (late) {
      late = false;
      deliverAll();
    }
  }

  private void run() {
    do {
      deliverAll();
      running.set(false);
    } while (!collected.isEmpty() && running.compareAndSet(false, true));
  }

  @SuppressWarnings("ThreadPriorityCheck") // a round may be long, and others have their turns
  private void deliverAll() {
    long began = System.nanoTime();
    for (Outbox next; (next = collected.poll()) != null; ) {
      int n = next.deliver();
      if (n > 0) {
        bytes.add(n);
        writes.increment();
      }
      if (System.nanoTime() - began > TURN_NANOS) {
        Thread.yield();
        began = System.nanoTime();
      }
    }
  }

  /** Bytes written since the last call. */
  public long takeBytes() {
    return bytes.sumThenReset();
  }

  /** Writes to sockets since the last call. */
  public long takeWrites() {
    return writes.sumThenReset();
  }
}

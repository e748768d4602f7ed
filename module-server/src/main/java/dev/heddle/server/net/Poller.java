package dev.heddle.server.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes connections when their sockets have something for them: the runtime's own poller, done for
 * a server under load.
 *
 * <p>One virtual thread asks one selector. Sockets stay registered, so that waiting for a request
 * costs no system call: a connection that has answered parks, and all that have become readable are
 * woken by one {@code epoll_wait}. They stand in the scheduler's queue before the poller, which
 * yields, and so each gets its turn before the next look:
 *
 * <pre>
 *   select: A, C, D readable -> wake A, C, D -> yield -> A runs, C runs, D runs -> select ...
 * </pre>
 *
 * <p>Threads that are woken from outside (by a timer, by the writer of the journal, by a new
 * connection) stand in the scheduler's outer queues, where a carrier looks only when its own is
 * empty. Under load it would never be, and they would wait until the load ends: seconds were seen.
 * Therefore the poller steps aside for a moment, some hundred times a second; then all that were
 * woken run, and nobody else is, and the carrier looks outside.
 *
 * <p>When nothing is readable it sleeps in the selector, which is dear: {@link Patience} and {@link
 * Naps} say when it looks again, or naps, instead. A step aside is also the end of an epoch of
 * naps.
 *
 * <p>The runtime's poller, in contrast, is asked anew by two system calls for each read that has to
 * wait, and threads that it wakes from outside wait until those that run have nothing left to do.
 */
final class Poller implements Closeable {
  private static final long STEP_ASIDE_NANOS = Duration.ofMillis(4).toNanos();

  private final Selector selector;
  private final Thread thread;
  private volatile boolean closed;

  // The poller's thread only:
  private final Patience patience =
      new Patience(System::nanoTime, Runtime.getRuntime().availableProcessors());
  private final Naps naps = new Naps();
  private long stepped;

  Poller() throws IOException {
    selector = Selector.open();
    thread = Thread.ofVirtual().name("heddle-poller").start(this::run);
  }

  /** Makes the channel non-blocking and watches it. */
  Readiness watch(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    var readiness = new Readiness(selector);
    readiness.begin(channel.register(selector, SelectionKey.OP_READ, readiness));
    selector.wakeup();
    return readiness;
  }

  @SuppressWarnings("ThreadPriorityCheck") // the others' turn, see above
  private void run() {
    try {
      while (!closed) {
        look();
        Thread.yield(); // those that were woken run
        letOthersIn();
      }
    } catch (ClosedSelectorException e) {
      // closed
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("waiting for sockets", e);
    }
  }

  private void look() throws IOException {
    if (naps.worthwhile() && CarrierNap.possible()) {
      long began = System.nanoTime();
      CarrierNap.take();
      long time = System.nanoTime() - began;
      int ready = selector.selectNow(this::wake);
      naps.napped(ready, time);
      patience.looked(ready);
    } else if (patience.lasts()) {
      int ready = selector.selectNow(this::wake);
      naps.looked(ready);
      patience.looked(ready);
    } else {
      long began = System.nanoTime();
      int ready = selector.select(this::wake);
      naps.looked(ready);
      patience.slept(ready, System.nanoTime() - began);
    }
  }

  /** See above; a moment is what the timer takes at least. */
  private void letOthersIn() {
    long now = System.nanoTime();
    if (now - stepped > STEP_ASIDE_NANOS) {
      stepped = now;
      naps.epoch(now);
      LockSupport.parkNanos(this, 1);
    }
  }

  private void wake(SelectionKey key) {
    patience.heard(key);
    ((Readiness) key.attachment()).ready(key);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    selector.close();
  }
}

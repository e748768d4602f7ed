package dev.heddle.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Clients that send requests at a steady rate, on one thread. Each request has a time at which it
 * is due, whether or not the server has kept up until then; its wait is counted from there. Without
 * a rate each client sends its next request when the one before is answered.
 *
 * <p>The thread looks each tenth of a millisecond for what is due and what was answered: that is
 * how exact the waits are. It does not spin, for the processors are those of the server, and it
 * allocates nothing in the long run, so that no collection of this process is taken for a pause of
 * the server's. {@link Phase#late} tells what is left of its own doing.
 */
final class SteadyLoad implements AutoCloseable {
  private static final long NAP_NANOS = 100_000;
  private static final long PATIENCE_MILLIS = 100;
  private static final int BUFFER = 1 << 16;

  private final Selector selector = Selector.open();
  private final Consumer<SelectionKey> onReadable = this::receive; // one for all times
  private final List<LoadClient> clients = new ArrayList<>();
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER);
  private final SplittableRandom random = new SplittableRandom(1);
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
  private final List<Request> requests;
  private final double intervalNanos; // 0: no rate
  private long sent;
  private long waiting;
  private long waitingSince; // or the last answer, if that came later
  private volatile Phase[] phases = {};
  private volatile boolean stopped;
  private volatile @Nullable String failure;

  /**
   * Connects so many clients, which begin at once to send the requests, drawn at random.
   *
   * @param perSecond of all clients; 0: as many as are answered
   */
  SteadyLoad(int port, int clients, int perSecond, List<Request> requests) throws IOException {
    this.intervalNanos = perSecond == 0 ? 0 : 1e9 / perSecond;
    this.requests = requests;
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < clients; i++) {
      this.clients.add(new LoadClient(address, selector));
    }
    thread.start();
  }

  /** Has the requests that are due from now on counted anew; those before a first one are not. */
  Phase phase() {
    var phase = new Phase(System.nanoTime());
    var longer = new ArrayList<>(List.of(phases));
    longer.add(phase);
    phases = longer.toArray(Phase[]::new);
    return phase;
  }

  /** Fails when the load has. */
  void check() {
    if (failure != null) {
      throw new Failure("the load came to an end: " + failure);
    }
  }

  /** Lets the load go on for so long. */
  void lastFor(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long rest; (rest = end - System.nanoTime()) > 0; ) {
      check();
      LockSupport.parkNanos(Math.min(rest, PATIENCE_MILLIS * 1_000_000));
    }
    check();
  }

  /** Ends the load; what was not answered yet is counted as it is. */
  void end() throws IOException {
    close();
    check();
  }

  private void run() {
    try {
      long began = System.nanoTime();
      while (!stopped) {
        if (intervalNanos > 0) {
          sendDue(began);
          selector.selectNow(onReadable);
          LockSupport.parkNanos(NAP_NANOS);
        } else {
          sendToIdle();
          selector.select(onReadable, PATIENCE_MILLIS);
        }
      }
      clients.forEach(this::giveUp);
    } catch (IOException e) {
      failure = e.toString();
    } catch (Failure e) {
      failure = e.line();
    }
  }

  private void sendDue(long began) throws IOException {
    long now = System.nanoTime();
    for (long due; (due = began + (long) (sent * intervalNanos)) - now <= 0; ) {
      send(clients.get((int) (sent % clients.size())), due, now);
    }
    for (var client : clients) {
      client.flush();
    }
  }

  private void sendToIdle() throws IOException {
    for (var client : clients) {
      if (client.waiting() == 0) {
        long now = System.nanoTime();
        send(client, now, now);
        client.flush();
      }
    }
  }

  private void send(LoadClient client, long due, long now) {
    client.add(requests.get(random.nextInt(requests.size())), random, due);
    sent++;
    if (waiting++ == 0) {
      waitingSince = due;
    }
    var phase = at(due);
    if (phase != null) {
      phase.sent(now - due);
    }
  }

  private void receive(SelectionKey key) {
    var client = (LoadClient) key.attachment();
    try {
      int replies = client.receive(received);
      long now = System.nanoTime();
      for (int i = 0; i < replies; i++) {
        answered(client, now);
      }
    } catch (IOException e) {
      throw new Failure(e.toString());
    }
  }

  private void answered(LoadClient client, long now) {
    long due = client.answered();
    var phase = at(due);
    if (phase != null) {
      phase.answered(now - due);
    }
    var present = at(now);
    if (present != null) {
      present.silent(now - waitingSince); // whichever request has ended it
    }
    waiting--;
    waitingSince = now;
  }

  /** What is not answered in the end has waited for at least so long. */
  private void giveUp(LoadClient client) {
    long now = System.nanoTime();
    while (client.waiting() > 0) {
      answered(client, now);
    }
  }

  /** The last phase that includes a time. */
  private @Nullable Phase at(long time) {
    var all = phases;
    for (int i = all.length - 1; i >= 0; i--) {
      if (all[i].includes(time)) {
        return all[i];
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
    for (var client : clients) {
      client.close();
    }
    selector.close();
  }
}

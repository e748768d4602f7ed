package dev.heddle.server.engine;

import dev.heddle.server.command.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The server's periodic work, on one virtual thread: expiry, samples, clients to be cut off. */
public final class Cron implements AutoCloseable {
  private static final int EXPIRY_SHARE = 4; // a quarter of the time at most goes to expiry
  private static final int CLIENTS_AT_ONCE = 500; // under one hold of the lock

  private final Engine engine;
  private final IntSupplier perSecond;
  private final ClientCheck check;
  private final Runnable besides;
  private final Thread thread;
  private volatile boolean stopped;

  /** Says which clients are to be cut off. */
  @FunctionalInterface
  public interface ClientCheck {
    /** Asked about each client, under the server's lock, once a second. */
    boolean isOver(Client client, Client.Link link, long now);
  }

  /**
   * Periodic work for an engine.
   *
   * @param perSecond how often, hz
   * @param besides is run as often, outside the lock
   */
  public Cron(Engine engine, IntSupplier perSecond, ClientCheck check, Runnable besides) {
    this.engine = engine;
    this.perSecond = perSecond;
    this.check = check;
    this.besides = besides;
    this.thread = Thread.ofVirtual().name("heddle-cron").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    long lastCut = System.nanoTime();
    try {
      while (!stopped) {
        long period = Duration.ofSeconds(1).toNanos() / perSecond.getAsInt();
        Thread.sleep(Duration.ofNanos(period));
        engine.tick();
        if (engine.cronPaused()) {
          continue;
        }
        engine.expireDue(period / EXPIRY_SHARE);
        besides.run();
        if (System.nanoTime() - lastCut > Duration.ofSeconds(1).toNanos()) {
          lastCut = System.nanoTime();
          overdue().forEach(Client.Link::close);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** Looks at all clients, some at each hold of the lock: there may be very many. */
  private List<Client.Link> overdue() {
    var links = new ArrayList<Client.Link>();
    List<Client> all = engine.compute(() -> List.copyOf(engine.clients().all()));
    for (int from = 0; from < all.size(); from += CLIENTS_AT_ONCE) {
      List<Client> some = all.subList(from, Math.min(all.size(), from + CLIENTS_AT_ONCE));
      links.addAll(engine.compute(() -> overdue(some)));
    }
    return links;
  }

  private List<Client.Link> overdue(List<Client> clients) {
    var links = new ArrayList<Client.Link>();
    long now = engine.clock().millis();
    for (Client client : clients) {
      Client.Link link = client.link();
      if (link != null && check.isOver(client, link, now)) {
        links.add(link);
      }
    }
    return links;
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    if (!thread.getState().equals(Thread.State.NEW)) {
      joinQuietly();
    }
  }

  private void joinQuietly() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

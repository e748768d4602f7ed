package dev.heddle.server.engine;

import dev.heddle.server.command.Client;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** The server's periodic work, on one virtual thread: expiry, samples, idle clients. */
public final class Cron implements AutoCloseable {
  private static final int EXPIRY_SHARE = 4; // a quarter of the time at most goes to expiry

  private final Engine engine;
  private final IntSupplier perSecond;
  private final LongSupplier idleSeconds;
  private final Thread thread;
  private volatile boolean stopped;

  /**
   * Periodic work for an engine.
   *
   * @param perSecond how often, hz
   * @param idleSeconds after how long an idle client is cut off, 0 for never
   */
  public Cron(Engine engine, IntSupplier perSecond, LongSupplier idleSeconds) {
    this.engine = engine;
    this.perSecond = perSecond;
    this.idleSeconds = idleSeconds;
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
        engine.expireDue(period / EXPIRY_SHARE);
        if (System.nanoTime() - lastCut > Duration.ofSeconds(1).toNanos()) {
          lastCut = System.nanoTime();
          cutIdleClients();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void cutIdleClients() {
    long limit = idleSeconds.getAsLong() * 1000;
    if (limit == 0) {
      return;
    }
    long now = engine.clock().millis();
    for (Client client : engine.compute(() -> engine.clients().snapshot())) {
      Client.Link link = client.link();
      if (link != null && now - client.lastActiveAt() > limit) {
        link.close();
      }
    }
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

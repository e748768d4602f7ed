package dev.heddle.server.engine;

import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/**
 * CLIENT PAUSE: until a moment, clients' commands (all, or those that write) wait.
 *
 * <p>Guarded by the server's lock. The moment is on the server's clock; clients wait as long as it
 * is away, and look again when the server's periodic work wakes them after the clock was moved.
 */
public final class Pause {
  private final MeteredLock lock;
  private final Condition ended;
  private final InstantSource clock;
  private long until;
  private boolean all;
  private int waiting;

  Pause(MeteredLock lock, InstantSource clock) {
    this.lock = lock;
    this.ended = lock.newCondition();
    this.clock = clock;
  }

  /** Begins a pause; one that is on is never shortened, and stays total once it is. */
  public void begin(long untilMillis, boolean allCommands) {
    assert lock.isHeldByCurrentThread();
    boolean on = active();
    all = allCommands || (on && all);
    until = on ? Math.max(until, untilMillis) : untilMillis;
  }

  /** Ends the pause at once. */
  public void end() {
    assert lock.isHeldByCurrentThread();
    until = 0;
    ended.signalAll();
  }

  /** True while a pause is on. */
  public boolean active() {
    return until != 0 && clock.millis() < until;
  }

  boolean holds(boolean writes) {
    return active() && (all || writes);
  }

  /** The number of clients that wait. */
  public int waiting() {
    return waiting;
  }

  /** Waits until the pause is over or the client gives up. */
  void await(BooleanSupplier gaveUp) throws InterruptedException {
    assert lock.isHeldByCurrentThread();
    waiting++;
    try {
      while (active() && !gaveUp.getAsBoolean()) {
        lock.await(ended, until - clock.millis());
      }
    } finally {
      waiting--;
    }
  }

  /**
   * Has the clients that wait look again: the clock may have been moved, or one of them be gone.
   */
  void wake() {
    if (waiting > 0) {
      ended.signalAll();
    }
  }
}

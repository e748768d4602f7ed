package dev.heddle.server.engine;

import dev.heddle.server.command.EffectStream;
import dev.heddle.store.ExpiryMode;
import dev.heddle.store.Keyspace;
import java.time.InstantSource;

/** Removes keys whose time has come though nobody asks for them: in slices, each under the lock. */
final class ExpiryCycle {
  private static final int AT_ONCE = 64;

  private final MeteredLock lock;
  private final InstantSource clock;
  private final Keyspace keyspace;
  private final EffectStream effects;
  private final ServerStats stats;
  private final Timing timing;
  private boolean active = true;

  ExpiryCycle(
      MeteredLock lock,
      InstantSource clock,
      Keyspace keyspace,
      EffectStream effects,
      ServerStats stats,
      Timing timing) {
    this.lock = lock;
    this.clock = clock;
    this.keyspace = keyspace;
    this.effects = effects;
    this.stats = stats;
    this.timing = timing;
  }

  /** Switches it on or off; the caller holds the lock. */
  void active(boolean on) {
    active = on;
  }

  /** Removes what is due until nothing is, or {@code budgetNanos} are used up. */
  void run(long budgetNanos) {
    long began = System.nanoTime();
    boolean more = true;
    while (more && System.nanoTime() - began < budgetNanos) {
      more = false;
      for (int i = 0; i < keyspace.databases(); i++) {
        more |= slice(i);
      }
    }
    lock.lock();
    try {
      long took = System.nanoTime() - began;
      stats.expiryRan(took, more);
      timing.took(LatencyMonitor.EXPIRY, took);
    } finally {
      lock.unlock();
    }
  }

  private boolean slice(int db) {
    lock.lock();
    try {
      if (!active || keyspace.expiryMode() != ExpiryMode.DELETE) {
        return false;
      }
      int removed = 0;
      int step = 1;
      while (removed < AT_ONCE && step == 1) {
        step = keyspace.database(db).expireDue(clock.millis(), 1);
        effects.endUnit();
        removed += step;
      }
      return step == 1;
    } finally {
      lock.unlock();
    }
  }
}

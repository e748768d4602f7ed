package dev.heddle.server.engine;

import dev.heddle.store.Eviction;
import dev.heddle.store.EvictionPolicy;
import dev.heddle.store.Keyspace;

/**
 * Keeps the data set below maxmemory by evicting keys as the policy says.
 *
 * <p>Guarded by the server's lock. What one command evicts at most is bounded, so that a limit that
 * was lowered far is reached step by step.
 */
final class MemoryLimit {
  private static final int MOST_EVICTIONS = 128;

  private final Keyspace keyspace;
  private final Eviction eviction;
  private long limit;
  private EvictionPolicy policy = EvictionPolicy.NOEVICTION;
  private int samples = 5;

  MemoryLimit(Keyspace keyspace, Eviction eviction) {
    this.keyspace = keyspace;
    this.eviction = eviction;
  }

  /** A limit of 0 bytes is none. */
  void set(long bytes, EvictionPolicy newPolicy, int newSamples) {
    limit = bytes;
    policy = newPolicy;
    samples = newSamples;
  }

  /** Whether more is used than allowed. */
  boolean exceeded() {
    return limit != 0 && keyspace.usedMemory() > limit;
  }

  /** Evicts until there is room; false when there is none and no key may go any more. */
  boolean makeRoom(long now) {
    for (int i = 0; i < MOST_EVICTIONS; i++) {
      if (keyspace.usedMemory() <= limit) {
        return true;
      }
      if (!eviction.evictOne(policy, samples, now)) {
        return false;
      }
    }
    return true;
  }
}

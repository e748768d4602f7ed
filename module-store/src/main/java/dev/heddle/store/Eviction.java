package dev.heddle.store;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes room: chooses keys by the policy and removes them.
 *
 * <p>Least recently and least frequently used are approximated as Redis documents it: a few keys
 * are sampled each time and the best of them, and of earlier samples, goes. The one that expires
 * next is exact, from the queues of the databases.
 */
public final class Eviction {
  private final Keyspace keyspace;
  private final RandomGenerator random;
  private final CandidatePool pool = new CandidatePool();
  private EvictionPolicy pooledFor = EvictionPolicy.NOEVICTION;
  private int nextDatabase;

  public Eviction(Keyspace keyspace, RandomGenerator random) {
    this.keyspace = keyspace;
    this.random = random;
  }

  /**
   * Removes one key and tells the keyspace's observer.
   *
   * @param samples keys to look at in each database, {@code maxmemory-samples}
   * @return false when the policy leaves nothing to remove
   */
  public boolean evictOne(EvictionPolicy policy, int samples, long now) {
    return switch (policy) {
      case VOLATILE_LRU, ALLKEYS_LRU, VOLATILE_LFU, ALLKEYS_LFU ->
          evictSampled(policy, samples, now);
      case VOLATILE_RANDOM, ALLKEYS_RANDOM -> evictRandom(policy);
      case VOLATILE_TTL -> evictNextToExpire();
      case NOEVICTION -> false;
    };
  }

  private boolean evictSampled(EvictionPolicy policy, int samples, long now) {
    if (policy != pooledFor) {
      pool.clear();
      pooledFor = policy;
    }
    while (offerSamples(policy, samples, now)) {
      for (CandidatePool.Candidate c; (c = pool.poll()) != null; ) {
        Entry entry = c.db.any(c.key);
        if (entry != null && stillGood(c, entry, policy, now)) {
          c.db.evict(entry);
          return true;
        }
      }
    }
    return false;
  }

  /** A candidate that was used, or lost its expiry time, since it was sampled is none any more. */
  private boolean stillGood(
      CandidatePool.Candidate c, Entry entry, EvictionPolicy policy, long now) {
    boolean eligible = !policy.volatileOnly() || entry.expiry() != null;
    return eligible && score(entry, policy, now) >= c.score;
  }

  /** Samples all databases; false when there was nothing to sample. */
  private boolean offerSamples(EvictionPolicy policy, int samples, long now) {
    boolean any = false;
    for (int i = 0; i < keyspace.databases(); i++) {
      Database db = keyspace.database(i);
      Consumer<Entry> offer = e -> pool.offer(db, e, score(e, policy, now));
      if ((policy.volatileOnly() ? db.expires() : db.size()) > 0) {
        any = true;
        for (int n = 0; n < samples; n++) {
          accept(random(db, policy), offer);
        }
      }
    }
    return any;
  }

  private @Nullable Entry random(Database db, EvictionPolicy policy) {
    return policy.volatileOnly() ? db.randomExpiring(random) : db.randomOfAll(random);
  }

  private static void accept(@Nullable Entry entry, Consumer<Entry> offer) {
    if (entry != null) {
      offer.accept(entry);
    }
  }

  private long score(Entry entry, EvictionPolicy policy, long now) {
    return policy.leastFrequent()
        ? 255 - keyspace.frequency(entry, now)
        : keyspace.idleSeconds(entry, now);
  }

  /** Takes from the databases in turn. */
  private boolean evictRandom(EvictionPolicy policy) {
    for (int i = 0; i < keyspace.databases(); i++) {
      Database db = keyspace.database(nextDatabase);
      nextDatabase = (nextDatabase + 1) % keyspace.databases();
      Entry entry = random(db, policy);
      if (entry != null) {
        db.evict(entry);
        return true;
      }
    }
    return false;
  }

  private boolean evictNextToExpire() {
    Database first = null;
    Entry next = null;
    for (int i = 0; i < keyspace.databases(); i++) {
      Entry entry = keyspace.database(i).nextToExpire();
      if (entry != null && (next == null || entry.expireAt() < next.expireAt())) {
        first = keyspace.database(i);
        next = entry;
      }
    }
    if (first == null || next == null) {
      return false;
    }
    first.evict(next);
    return true;
  }
}

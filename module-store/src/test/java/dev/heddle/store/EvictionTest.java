package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvictionTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final int KEYS = 1000;

  private final SplittableRandom random = new SplittableRandom(7);
  private final Keyspace keyspace = new Keyspace(4, random, Sizes.ofHeader(12));
  private final Eviction eviction = new Eviction(keyspace, random);
  private final List<String> evicted = new ArrayList<>();

  EvictionTest() {
    keyspace.observer(
        new KeyspaceObserver() {
          @Override
          public void expired(Database db, byte[] key) {
            throw new AssertionError();
          }

          @Override
          public void evicted(Database db, byte[] key) {
            evicted.add(Keys.text(key));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void takesAllKeysOfThePolicyAndNoOthers(EvictionPolicy policy) {
    fill(policy);
    while (eviction.evictOne(policy, 5, NOW)) {
      assertTrue(evicted.size() <= 2 * KEYS);
    }
    int expected =
        policy == EvictionPolicy.NOEVICTION ? 0 : policy.volatileOnly() ? KEYS : 2 * KEYS;
    assertEquals(expected, evicted.size());
    assertTrue(!policy.volatileOnly() || evicted.stream().allMatch(k -> k.startsWith("volatile")));
  }

  @ParameterizedTest
  @EnumSource(names = {"ALLKEYS_LRU", "ALLKEYS_LFU", "VOLATILE_LRU", "VOLATILE_LFU"})
  void whatIsUsedMoreStaysMostly(EvictionPolicy policy) {
    fill(policy);
    for (int i = 0; i < KEYS / 2; i++) {
      eviction.evictOne(policy, 10, NOW);
    }
    // Keys with the higher numbers were used more: a random choice would take half of these.
    long good = evicted.stream().filter(k -> number(k) < KEYS / 2).count();
    assertTrue(good > KEYS / 2 * 0.9, "" + good);
  }

  @Test
  void theNextToExpireGoesFirstExactly() {
    fill(EvictionPolicy.VOLATILE_TTL);
    for (int i = 0; i < KEYS; i++) {
      eviction.evictOne(EvictionPolicy.VOLATILE_TTL, 5, NOW);
      assertEquals("volatile" + i, evicted.get(i));
    }
  }

  @Test
  void aCandidateUsedSinceItWasSampledStays() {
    fill(EvictionPolicy.ALLKEYS_LRU);
    eviction.evictOne(EvictionPolicy.ALLKEYS_LRU, 64, NOW);
    evicted.clear();
    for (int i = 0; i < keyspace.databases(); i++) {
      keyspace.database(i).forEach(NOW, e -> keyspace.access(e, NOW));
    }
    Database db = keyspace.database(0);
    Entry idle = db.insert(Keys.bytes("idle9"), StringValue.of(1), Entry.NO_EXPIRY, NOW);
    keyspace.idleSeconds(idle, 5, NOW);
    for (int i = 0; i < KEYS && !evicted.contains("idle9"); i++) {
      eviction.evictOne(EvictionPolicy.ALLKEYS_LRU, 64, NOW);
    }
    assertTrue(evicted.size() < KEYS / 4, "" + evicted.size());
  }

  @Test
  void anEmptyKeyspaceHasNothingToEvict() {
    for (EvictionPolicy policy : EvictionPolicy.values()) {
      assertFalse(eviction.evictOne(policy, 5, NOW));
    }
  }

  @Test
  void policiesAreNamedAsInTheConfiguration() {
    assertEquals("volatile-ttl", EvictionPolicy.VOLATILE_TTL.configName());
    assertEquals("noeviction", EvictionPolicy.NOEVICTION.configName());
  }

  /** Keys by number: the higher, the more used and the later to expire; in all databases. */
  private void fill(EvictionPolicy policy) {
    keyspace.accessPolicy(new AccessPolicy(policy.leastFrequent(), 10, 1));
    for (int i = 0; i < KEYS; i++) {
      Database db = keyspace.database(i % keyspace.databases());
      use(db.insert(Keys.bytes("plain" + i), StringValue.of(i), Entry.NO_EXPIRY, NOW), i);
      use(db.insert(Keys.bytes("volatile" + i), StringValue.of(i), NOW + 1000 + i, NOW), i);
    }
  }

  private void use(Entry entry, int number) {
    if (keyspace.accessPolicy().frequency()) {
      keyspace.frequency(entry, number * 255 / KEYS, NOW);
    } else {
      keyspace.idleSeconds(entry, KEYS - number, NOW);
    }
  }

  private static int number(String key) {
    return Integer.parseInt(key.replaceAll("\\D", ""));
  }
}

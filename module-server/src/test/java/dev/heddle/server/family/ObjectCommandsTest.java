package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.store.AccessPolicy;
import org.junit.jupiter.api.Test;

final class ObjectCommandsTest {
  private final CommandHarness redis = new CommandHarness();

  @Test
  void idleTimeIsToldInSeconds() {
    redis.say("SET k v");
    redis.clock().advance(12_345);
    assertEquals(":12", redis.say("OBJECT IDLETIME k"));
    redis.say("GET k");
    assertEquals(":0", redis.say("OBJECT IDLETIME k"));
  }

  @Test
  void usesAreToldUnderALeastFrequentPolicyOnly() {
    redis.say("SET k v");
    assertEquals("nil", redis.say("OBJECT FREQ missing"));
    assertTrue(redis.say("OBJECT FREQ k").startsWith("-ERR An LFU maxmemory policy is not"));
    everyUseCounts();
    redis.say("SET k v");
    redis.say("DEL k");
    redis.say("SET k v");
    assertEquals(":5", redis.say("OBJECT FREQ k"));
    redis.say("GET k");
    redis.say("TOUCH k");
    redis.say("EXPIRE k 100");
    assertEquals(":8", redis.say("OBJECT FREQ k"));
    assertTrue(redis.say("OBJECT IDLETIME k").startsWith("-ERR An LFU maxmemory policy is sel"));
  }

  @Test
  void renamingKeepsTheCounterAndCopyingBeginsANewOne() {
    everyUseCounts();
    redis.say("SET k v");
    redis.say("GET k");
    redis.say("COPY k c");
    assertEquals(":5", redis.say("OBJECT FREQ c"));
    assertEquals(":7", redis.say("OBJECT FREQ k"));
    redis.say("RENAME k c");
    assertEquals(":8", redis.say("OBJECT FREQ c"));
  }

  @Test
  void everyTypeTellsItsEncoding() {
    redis.say("RPUSH list a");
    redis.say("SADD intset 1");
    redis.say("SADD set a");
    redis.say("ZADD zset 1 a");
    redis.say("HSET hash f v");
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING list"));
    assertEquals("\"intset\"", redis.say("OBJECT ENCODING intset"));
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING set"));
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING zset"));
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING hash"));
    String large = "x".repeat(9000);
    redis.say("RPUSH list " + large);
    redis.say("SADD set " + large);
    redis.say("ZADD zset 1 " + large);
    redis.say("HSET hash f " + large);
    assertEquals("\"quicklist\"", redis.say("OBJECT ENCODING list"));
    assertEquals("\"hashtable\"", redis.say("OBJECT ENCODING set"));
    assertEquals("\"skiplist\"", redis.say("OBJECT ENCODING zset"));
    assertEquals("\"hashtable\"", redis.say("OBJECT ENCODING hash"));
    assertEquals(":1", redis.say("OBJECT REFCOUNT hash"));
    assertEquals(":0", redis.say("OBJECT IDLETIME zset"));
  }

  private void everyUseCounts() {
    redis
        .engine()
        .locked(() ->
            redis
                .engine()
                .keyspace()
                .accessPolicy(new AccessPolicy(/* frequency= */ true, /* logFactor= */ 0, 0)));
  }

  @Test
  void helpNamesEverySubcommand() {
    String help = redis.say("OBJECT HELP");
    for (String name : new String[] {"ENCODING key", "FREQ key", "IDLETIME key", "REFCOUNT key"}) {
      assertTrue(help.contains(name), help);
    }
  }
}

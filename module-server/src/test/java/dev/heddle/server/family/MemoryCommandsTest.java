package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import org.junit.jupiter.api.Test;

final class MemoryCommandsTest {
  private static final String SYNTAX = "-ERR syntax error";

  private final CommandHarness redis = new CommandHarness();

  @Test
  void aKeyOfAnyTypeIsMeasured() {
    redis.say("SET string v");
    redis.say("RPUSH list v");
    redis.say("SADD set v");
    redis.say("ZADD zset 1 v");
    redis.say("HSET hash v v");
    for (String key : new String[] {"string", "list", "set", "zset", "hash"}) {
      long bytes = usage(key);
      assertTrue(bytes > 40 && bytes < 150, key + " takes " + bytes + " bytes");
    }
  }

  @Test
  void whatIsAddedIsCounted() {
    redis.say("SET k v");
    long before = usage("k");
    redis.say("SET k " + "v".repeat(10_000));
    assertTrue(usage("k") > before + 9_900);
  }

  @Test
  void samplesMayBeAskedFor() {
    redis.say("SET k v");
    assertEquals(redis.say("MEMORY USAGE k"), redis.say("MEMORY USAGE k SAMPLES 0"));
    assertEquals(redis.say("MEMORY USAGE k"), redis.say("MEMORY USAGE k samples 5 SAMPLES 9"));
    assertEquals(SYNTAX, redis.say("MEMORY USAGE k SAMPLES"));
    assertEquals(SYNTAX, redis.say("MEMORY USAGE k SAMPLES -1"));
    assertEquals(SYNTAX, redis.say("MEMORY USAGE missing FOO 1"));
    assertEquals(
        "-ERR value is not an integer or out of range", redis.say("MEMORY USAGE k SAMPLES x"));
  }

  @Test
  void aMissingKeyTakesNothing() {
    assertEquals("nil", redis.say("MEMORY USAGE missing"));
  }

  private long usage(String key) {
    return ((Reply.Int) redis.run("MEMORY", "USAGE", key)).value();
  }
}

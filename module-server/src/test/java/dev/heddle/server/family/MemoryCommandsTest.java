package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.util.Map;
import java.util.stream.Collectors;
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
      assertTrue(bytes >= 32 && bytes < 150, key + " takes " + bytes + " bytes");
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

  @Test
  void statsTellWhereMemoryGoes() {
    redis.say("SET k v");
    redis.say("SET e v EX 100");
    redis.say("SELECT 5");
    redis.say("SET k v");
    Map<String, Reply> stats = map(redis.resp(3).run("MEMORY", "STATS"));
    assertEquals(new Reply.Int(3), stats.get("keys.count"));
    long dataset = number(stats, "dataset.bytes");
    assertEquals(redis.engine().keyspace().usedMemory(), dataset);
    assertEquals(dataset / 3, number(stats, "keys.bytes-per-key"));
    assertEquals(
        number(stats, "total.allocated"),
        dataset + number(stats, "clients.normal") + number(stats, "aof.buffer"));
    assertTrue(number(stats, "allocator.active") >= number(stats, "allocator.allocated"));
    assertTrue(stats.get("dataset.percentage") instanceof Reply.Real);
    Map<String, Reply> zero = map(stats.get("db.0"));
    Map<String, Reply> five = map(stats.get("db.5"));
    assertTrue(
        number(zero, "overhead.hashtable.expires") > number(five, "overhead.hashtable.expires"));
    assertTrue(number(five, "overhead.hashtable.main") > 0);
    assertEquals(null, stats.get("db.1"));
  }

  private static Map<String, Reply> map(Reply reply) {
    return ((Reply.Map) reply)
        .entries().stream()
            .collect(
                Collectors.toMap(entry -> ((Reply.Bulk) entry.key()).text(), Reply.Entry::value));
  }

  private static long number(Map<String, Reply> stats, String name) {
    return ((Reply.Int) stats.get(name)).value();
  }

  @Test
  void theDoctorJudgesWhatIsWorthIt() {
    assertEquals("\"Less than 5 MB are used: too little to judge.\n\"", redis.say("MEMORY DOCTOR"));
    for (int i = 0; i < 8; i++) {
      redis.say("SET k" + i + " " + "v".repeat(3_000_000));
    }
    redis.say("MEMORY STATS"); // notes the peak
    redis.say("DEL k0 k1 k2 k3");
    assertTrue(redis.say("MEMORY DOCTOR").contains("Much more memory was used once"));
  }

  @Test
  void theAllocatorIsTheJvms() {
    assertEquals("OK", redis.say("MEMORY PURGE"));
    assertEquals(1, redis.server().purges());
    assertEquals(
        "\"Stats not supported for the current allocator\"", redis.say("MEMORY MALLOC-STATS"));
  }

  private long usage(String key) {
    return ((Reply.Int) redis.run("MEMORY", "USAGE", key)).value();
  }
}

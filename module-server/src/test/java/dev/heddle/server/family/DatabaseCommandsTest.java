package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DatabaseCommandsTest {
  private final CommandHarness redis = new CommandHarness();

  @Test
  void flushingCountsTheKeysThatWent() {
    redis.say("MSET a 1 b 2 c 3");
    redis.say("SELECT 1");
    redis.say("SET d 4");
    redis.effects();
    assertEquals("OK", redis.say("FLUSHDB ASYNC"));
    assertEquals(5, redis.dirty());
    assertEquals("OK", redis.say("FLUSHALL"));
    assertEquals(8, redis.dirty());
    assertEquals(List.of("1> FLUSHDB ASYNC", "1> FLUSHALL"), redis.effects());
    assertEquals(0, redis.engine().keyspace().database(0).size());
  }

  @Test
  void flushingNothingIsJournaledTooAndCountsNoChange() {
    redis.say("FLUSHDB");
    redis.say("FLUSHALL SYNC");
    assertEquals(List.of("FLUSHDB", "FLUSHALL SYNC"), redis.effects());
    assertEquals(0, redis.dirty());
  }

  @Test
  void aFlushedDatabaseForgetsWhatWouldHaveExpired() {
    redis.say("SET a 1 PX 10");
    redis.say("FLUSHDB");
    redis.say("SET a 2");
    redis.clock().advance(1000);
    assertEquals("\"2\"", redis.say("GET a"));
    assertEquals(0, redis.engine().keyspace().database(0).expires());
  }

  @Test
  void swappingShowsClientsTheOtherContents() {
    redis.say("SET a 1 PX 1000");
    redis.effects();
    assertEquals("OK", redis.say("SWAPDB 0 9"));
    assertEquals(":0", redis.say("DBSIZE"));
    assertEquals(List.of("SWAPDB 0 9"), redis.effects());
    redis.say("SELECT 9");
    assertEquals(":1000", redis.say("PTTL a"));
    redis.clock().advance(1001);
    redis.say("GET a");
    assertEquals(List.of("9> DEL a"), redis.effects());
  }

  @Test
  void dbsizeCountsExpiredKeysUntilSomebodyComesAcross() {
    redis.say("SET a 1 PX 10");
    redis.clock().advance(11);
    assertEquals(":1", redis.say("DBSIZE"));
    redis.say("GET a");
    assertEquals(":0", redis.say("DBSIZE"));
  }
}

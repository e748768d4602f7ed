package dev.heddle.server.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.server.family.CommandHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ActiveExpiryTest {
  private static final long BUDGET = Duration.ofMinutes(1).toNanos();

  private final CommandHarness redis = new CommandHarness();

  ActiveExpiryTest() {
    redis.config().with("enable-debug-command", "yes");
    redis.say("SET a b PX 100");
    redis.clock().advance(200);
  }

  @Test
  void expiredKeysAreRemovedWithoutAnyAccess() {
    redis.engine().expireDue(BUDGET);
    assertEquals(0, redis.engine().keyspace().database(0).size());
    assertTrue(redis.say("INFO stats").contains("expired_keys:1\r\n"));
  }

  @Test
  void debugSwitchesItOffAndOn() {
    assertEquals("OK", redis.say("DEBUG SET-ACTIVE-EXPIRE 0"));
    redis.engine().expireDue(BUDGET);
    assertEquals(1, redis.engine().keyspace().database(0).size());
    assertEquals("OK", redis.say("DEBUG SET-ACTIVE-EXPIRE 1"));
    redis.engine().expireDue(BUDGET);
    assertEquals(0, redis.engine().keyspace().database(0).size());
  }

  @Test
  void aRunThatUsesUpItsTimeIsCounted() {
    redis.engine().expireDue(0);
    assertTrue(redis.say("INFO stats").contains("expired_time_cap_reached_count:1\r\n"));
  }
}

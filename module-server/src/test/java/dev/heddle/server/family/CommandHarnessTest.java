package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandHarnessTest {
  private final CommandHarness redis = new CommandHarness();

  @Test
  void repliesAreDecoded() {
    assertEquals(new Reply.Simple("OK"), redis.run("SET", "a", "b"));
    assertEquals("\"b\"", redis.say("GET a"));
    assertEquals("nil", redis.say("GET missing"));
    assertEquals("-ERR wrong number of arguments for 'get' command", redis.say("GET"));
  }

  @Test
  void effectsAreRecordedWithTheirDatabase() {
    redis.say("SET a b");
    redis.say("SELECT 3");
    redis.say("SET c d");
    assertEquals(List.of("SET a b", "3> SET c d"), redis.effects());
    assertEquals(2, redis.dirty());
  }

  @Test
  void movingTheClockExpiresKeys() {
    redis.say("SET a b PX 100");
    redis.clock().advance(100);
    assertEquals("\"b\"", redis.say("GET a"));
    redis.clock().advance(1);
    assertEquals("nil", redis.say("GET a"));
    assertEquals(List.of("SET a b PXAT " + (MovableClock.START + 100), "DEL a"), redis.effects());
  }
}

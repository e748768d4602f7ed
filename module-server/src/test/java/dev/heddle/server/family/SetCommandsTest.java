package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SetCommandsTest {
  private static final String WRONG_TYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";

  private final CommandHarness redis = new CommandHarness();

  @Test
  void x() {
    for (String l : List.of("SADD s 3 1 2", "SMEMBERS s", "SADD s", "SPOP s -1", "SISMEMBER s 2", "SMISMEMBER s 1 9", "SSCAN s 0", "GET s", "SPOP none", "SADD s a")) System.out.println(redis.say(l));
    redis.resp(3); System.out.println(redis.say("SMEMBERS s")); System.out.println(redis.say("SRANDMEMBER s 10")); System.out.println(redis.effects());
  }
}

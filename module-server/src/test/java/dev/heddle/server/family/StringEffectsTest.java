package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the string commands leave in the journal; the keys: s a text, n a number, e a text that
 * expires.
 */
final class StringEffectsTest {
  private static final long START = MovableClock.START;

  private final CommandHarness redis = new CommandHarness();

  @BeforeEach
  void someStrings() {
    redis.say("MSET s text n 5");
    redis.say("SET e text PX 60000");
    redis.effects();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET s other",
        "set S other",
        "SET s other XX",
        "SET new v NX",
        "SET s other GET",
        "SET e other KEEPTTL",
        "SETNX new v",
        "GETSET s other",
        "MSET a 1 b 2",
        "MSETNX a 1 b 2",
        "APPEND s more",
        "APPEND s ",
        "SETRANGE s 2 xx",
        "INCR n",
        "DECR n",
        "INCRBY n 3",
        "DECRBY n 3"
      })
  void whatIsDeterministicIsJournaledAsItCame(String command) {
    redis.say(command);
    assertEquals(List.of(command), redis.effects());
  }

  @ParameterizedTest
  @CsvSource({
    "SET s v EX 10, SET s v PXAT 1700000010000",
    "SET s v PX 10 GET, SET s v PXAT 1700000000010",
    "SET s v EXAT 1700000100, SET s v PXAT 1700000100000",
    "SET s v PXAT 1700000100000 XX, SET s v PXAT 1700000100000",
    "SETEX s 10 v, SET s v PXAT 1700000010000",
    "PSETEX s 10 v, SET s v PXAT 1700000000010",
    "GETEX s EX 10, PEXPIREAT s 1700000010000",
    "GETEX s PXAT 1700000000010, PEXPIREAT s 1700000000010",
    "GETEX s PXAT 1, DEL s",
    "GETEX e PERSIST, PERSIST e",
    "GETDEL s, DEL s",
    "INCRBYFLOAT n 0.1, SET n 5.1 KEEPTTL"
  })
  void whatDependsOnTimeOrMachineIsJournaledAsItsResult(String command, String effect) {
    redis.say(command);
    assertEquals(List.of(effect), redis.effects());
    assertEquals(4, redis.dirty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET s",
        "GETEX s",
        "GETEX s PERSIST",
        "GETEX s EX 0",
        "GETDEL missing",
        "MGET s n",
        "STRLEN s",
        "GETRANGE s 0 1",
        "SET s v NX",
        "SET new v XX",
        "SET s v EX 0",
        "SET s v EX 10 PX 10",
        "SETNX s v",
        "MSETNX new 1 s 2",
        "SETRANGE s 1 ",
        "SETRANGE s -1 x",
        "INCR s",
        "INCRBY n 9223372036854775807",
        "INCRBYFLOAT n inf",
        "LCS s n"
      })
  void whatChangesNothingHasNoEffect(String command) {
    redis.say(command);
    assertEquals(List.of(), redis.effects());
    assertEquals(3, redis.dirty());
  }

  @Test
  void overwritingAnExpiredStringSaysThatItWentFirst() {
    redis.clock().advance(60_001);
    redis.say("APPEND e v");
    assertEquals(List.of("MULTI", "DEL e", "APPEND e v", "EXEC"), redis.effects());
    assertEquals("\"v\"", redis.say("GET e"));
    assertEquals(":-1", redis.say("TTL e"));
  }

  @Test
  void anIncrementKeepsTheExpiry() {
    redis.say("SET n 5 PX 1000");
    redis.say("INCR n");
    redis.say("INCRBYFLOAT n 1");
    redis.say("APPEND n 0");
    redis.say("SETRANGE n 0 9");
    assertEquals(":" + (START + 1000), redis.say("PEXPIRETIME n"));
    assertEquals("\"90\"", redis.say("GET n"));
  }

  @Test
  void settingDropsTheExpiryUnlessToldToKeepIt() {
    redis.say("SET e v KEEPTTL");
    assertEquals(":60000", redis.say("PTTL e"));
    redis.say("SET e v");
    assertEquals(":-1", redis.say("PTTL e"));
  }

  @Test
  void stringsEndAtTheConfiguredLength() {
    redis.config().with("proto-max-bulk-len", "1mb");
    String tooLong = "-ERR string exceeds maximum allowed size (proto-max-bulk-len)";
    assertEquals(":1048576", redis.say("SETRANGE big 1048575 x"));
    redis.effects();
    assertEquals(tooLong, redis.say("APPEND big x"));
    assertEquals(tooLong, redis.say("SETRANGE big 1048576 x"));
    assertEquals(tooLong, redis.say("SETRANGE big 9223372036854775807 x"));
    assertEquals(":1048576", redis.say("STRLEN big"));
    assertEquals(":1048576", redis.say("APPEND big "));
    assertEquals(List.of("APPEND big "), redis.effects());
  }
}

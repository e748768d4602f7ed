package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bits and bit fields of strings; what is expected was seen on a real server. */
final class BitmapCommandsTest {
  private final CommandHarness redis = new CommandHarness();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SETBIT s -1 1 | -ERR bit offset is not an integer or out of range",
        "SETBIT s 4294967296 1 | -ERR bit offset is not an integer or out of range",
        "SETBIT s 1 2 | -ERR bit is not an integer or out of range",
        "SETBIT l x 1 | -ERR bit offset is not an integer or out of range",
        "SETBIT l 1 1 | -WRONGTYPE Operation against a key holding the wrong kind of value",
        "BITCOUNT s | :26",
        "BITCOUNT s 0 | -ERR syntax error",
        "BITCOUNT s 1 1 BYTE | :6",
        "BITCOUNT s 5 30 BIT | :17",
        "BITCOUNT s -100 -90 | :4",
        "BITCOUNT s -1 -2 nonsense | :0",
        "BITCOUNT missing nonsense | :0",
        "BITPOS s 2 | -ERR The bit argument must be 1 or 0.",
        "BITPOS missing 0 | :0",
        "BITPOS missing 1 | :-1",
        "BITOP NOT d s l | -ERR BITOP NOT must be called with a single source key.",
        "BITOP FOO d s | -ERR syntax error",
        "BITOP AND d s l | -WRONGTYPE Operation against a key holding the wrong kind of value",
        "BITFIELD s GET u64 0 | -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.",
        "BITFIELD s GET u8 #-1 | -ERR bit offset is not an integer or out of range",
        "BITFIELD s OVERFLOW FOO | -ERR Invalid OVERFLOW type specified",
        "BITFIELD_RO s SET u8 0 1 | -ERR BITFIELD_RO only supports the GET subcommand",
        "BITFIELD s GET u8 #1 GET i8 4 | [:111, :102]",
        "BITFIELD s | []"
      })
  void answersAsRedisDoes(String command, String reply) {
    redis.say("SET s foobar");
    redis.say("RPUSH l 1");
    assertEquals(reply, redis.say(command));
  }

  @Test
  void aFieldThatOverflowsWrapsSaturatesOrFails() {
    assertEquals("[:1, :1]", redis.say("BITFIELD k INCRBY u2 100 1 OVERFLOW SAT INCRBY u2 102 1"));
    assertEquals("[:2, :2]", redis.say("BITFIELD k INCRBY u2 100 1 OVERFLOW SAT INCRBY u2 102 1"));
    assertEquals("[:3, :3]", redis.say("BITFIELD k INCRBY u2 100 1 OVERFLOW SAT INCRBY u2 102 1"));
    assertEquals("[:0, :3]", redis.say("BITFIELD k INCRBY u2 100 1 OVERFLOW SAT INCRBY u2 102 1"));
    assertEquals("[nil]", redis.say("BITFIELD k OVERFLOW FAIL INCRBY u2 102 1"));
  }

  @Test
  void whatChangesNothingIsNotJournaled() {
    redis.say("SETBIT k 7 1");
    redis.say("SETBIT k 7 1");
    redis.say("BITFIELD k GET u8 0");
    redis.say("BITFIELD k OVERFLOW FAIL SET u1 7 2");
    redis.say("BITOP AND missing other another");
    assertEquals(List.of("SETBIT k 7 1"), redis.effects());
  }

  @ParameterizedTest
  @CsvSource({
    "SETBIT s 0 0, raw",
    "BITFIELD s OVERFLOW FAIL SET u1 0 2, raw",
    "BITFIELD s GET u1 0, int",
    "GETBIT s 0, int"
  })
  void whatMightHaveChangedAStringMakesItRaw(String command, String encoding) {
    redis.say("SET s 12");
    redis.say(command);
    assertEquals('"' + encoding + '"', redis.say("OBJECT ENCODING s"));
  }

  @Test
  void anEmptyResultRemovesTheDestination() {
    redis.say("SET d v");
    assertEquals(":0", redis.say("BITOP OR d missing"));
    assertEquals(":0", redis.say("EXISTS d"));
  }
}

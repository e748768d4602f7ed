package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected was seen on a real server. */
final class HyperLogLogCommandsTest {
  private static final String CORRUPT = "-INVALIDOBJ Corrupted HLL object detected";

  /** An element of one of the 255 registers that {@code bad} lacks. */
  private static final String BEHIND_THE_LAST = "53";

  private final CommandHarness redis = new CommandHarness();

  @BeforeEach
  void fill() {
    redis.say("SET s foo");
    redis.say("RPUSH l 1");
    redis.say("PFADD h a b c d e f g");
    redis.sayWords("SET", "bad", "HYLL\u0001\0\0\0\0\0\0\0\0\0\0\u0080\u007f");
    redis.effects();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PFADD s x | -WRONGTYPE Key is not a valid HyperLogLog string value.",
        "PFCOUNT s | -WRONGTYPE Key is not a valid HyperLogLog string value.",
        "PFCOUNT h s | -WRONGTYPE Key is not a valid HyperLogLog string value.",
        "PFMERGE s h | -WRONGTYPE Key is not a valid HyperLogLog string value.",
        "PFMERGE x s | -WRONGTYPE Key is not a valid HyperLogLog string value.",
        "PFDEBUG FOO s | -WRONGTYPE Key is not a valid HyperLogLog string value.",
        "PFADD l x | -WRONGTYPE Operation against a key holding the wrong kind of value",
        "PFCOUNT l | -WRONGTYPE Operation against a key holding the wrong kind of value",
        "PFMERGE l | -WRONGTYPE Operation against a key holding the wrong kind of value",
        "PFDEBUG ENCODING l | -WRONGTYPE Operation against a key holding the wrong kind of value",
        "PFDEBUG ENCODING none | -ERR The specified key does not exist",
        "PFDEBUG foo h | -ERR Unknown PFDEBUG subcommand 'foo'",
        "PFDEBUG ENCODING h | sparse",
        "PFCOUNT none | :0",
        "PFCOUNT none none | :0",
        "PFCOUNT h | :7",
        "PFADD h a | :0",
        "PFADD h x | :1",
        "PFADD none | :1",
        "PFSELFTEST | OK"
      })
  void answersAsRedisDoes(String command, String reply) {
    assertEquals(reply, redis.say(command));
  }

  @Test
  void corruptOnesAreRefusedAndKept() {
    String before = redis.say("GET bad");
    assertEquals(CORRUPT, redis.say("PFADD bad " + BEHIND_THE_LAST));
    assertEquals(CORRUPT, redis.say("PFCOUNT bad"));
    assertEquals(CORRUPT, redis.say("PFCOUNT h bad"));
    assertEquals(CORRUPT, redis.say("PFMERGE h bad"));
    assertEquals(CORRUPT, redis.say("PFMERGE bad h"));
    assertEquals(CORRUPT, redis.say("PFDEBUG TODENSE bad"));
    assertEquals(CORRUPT, redis.say("PFDEBUG GETREG bad"));
    assertEquals(before, redis.say("GET bad"));
    assertEquals(List.of(), redis.effects());
  }

  @Test
  void anEstimateThatIsKeptIsAChangeAndIsJournaled() {
    redis.say("PFCOUNT h");
    redis.say("PFCOUNT h");
    redis.say("PFCOUNT h none");
    assertEquals(List.of("PFCOUNT h"), redis.effects());
  }

  @Test
  void whatChangesNothingIsNotJournaled() {
    redis.say("PFADD h a b c");
    redis.say("PFADD h");
    redis.say("PFADD none");
    redis.say("PFMERGE h");
    redis.say("PFDEBUG TODENSE h");
    redis.say("PFDEBUG TODENSE h");
    redis.say("PFDEBUG GETREG h");
    assertEquals(List.of("PFADD none", "PFMERGE h", "PFDEBUG TODENSE h"), redis.effects());
  }

  @Test
  void lookingAtOneMakesItsStringRaw() {
    redis.sayWords("SET", "e", "HYLL\u0001\0\0\0\0\0\0\0\0\0\0\u0080\u007f\u00ff");
    redis.say("PFCOUNT h e");
    assertEquals("\"embstr\"", redis.say("OBJECT ENCODING e"));
    redis.say("PFDEBUG ENCODING e");
    assertEquals("\"raw\"", redis.say("OBJECT ENCODING e"));
  }

  @Test
  void mergingCountsTheUnionAndMakesTheDestination() {
    redis.say("PFADD other f g h i");
    assertEquals(":9", redis.say("PFCOUNT h other"));
    assertEquals("OK", redis.say("PFMERGE d h other none"));
    assertEquals(":9", redis.say("PFCOUNT d"));
    assertEquals("OK", redis.say("PFMERGE fresh"));
    assertEquals("\"Z:16384\"", redis.say("PFDEBUG DECODE fresh"));
  }

  @Test
  void oneDenseSourceMakesTheDestinationDense() {
    redis.say("PFADD d x");
    assertEquals(":1", redis.say("PFDEBUG TODENSE h"));
    redis.say("PFMERGE d h");
    assertEquals("dense", redis.say("PFDEBUG ENCODING d"));
    assertEquals("-ERR HLL encoding is not sparse", redis.say("PFDEBUG DECODE d"));
    assertEquals(":8", redis.say("PFCOUNT d"));
  }

  @Test
  void theSettingDecidesWhenRegistersBecomeDense() {
    redis.say("CONFIG SET hll-sparse-max-bytes 24");
    redis.say("PFADD k a");
    redis.say("PFADD k b");
    assertEquals("sparse", redis.say("PFDEBUG ENCODING k"));
    redis.say("PFADD k c");
    assertEquals("dense", redis.say("PFDEBUG ENCODING k"));
    assertEquals(":3", redis.say("PFCOUNT k"));
    assertEquals(":12304", redis.say("STRLEN k"));
  }
}

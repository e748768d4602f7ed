package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZSetAlgebraCommandsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String SYNTAX = "-ERR syntax error";

  private final CommandHarness redis = new CommandHarness();

  @BeforeEach
  void fill() {
    redis.say("ZADD a 1 x 2 y 3 z");
    redis.say("ZADD b 10 x 20 y 40 w");
    redis.say("SADD s x y q");
    redis.say("SET text v");
    redis.effects();
  }

  private void says(String reply, String command) {
    assertEquals(reply, redis.say(command), command);
  }

  // ---- replies

  @Test
  void scoresOfTheSameMemberAreAddedUnlessOtherwiseSaid() {
    says("[\"z\", \"x\", \"y\", \"w\"]", "ZUNION 2 a b");
    says("[\"x\", \"11\", \"y\", \"22\"]", "ZINTER 2 a b WITHSCORES");
    says("[\"x\", \"1\", \"y\", \"2\"]", "ZINTER 2 a b aggregate min withscores");
    says("[\"x\", \"10\", \"y\", \"20\"]", "ZINTER 2 a b AGGREGATE MAX WITHSCORES");
    says("[\"z\", \"3\"]", "ZDIFF 2 a b WITHSCORES");
  }

  @Test
  void scoresAreWeighedFirst() {
    says("[\"x\", \"7\", \"y\", \"14\"]", "ZINTER 2 a b WEIGHTS 2 0.5 WITHSCORES");
    says("[\"x\", \"5\", \"y\", \"10\"]", "ZINTER 2 a b AGGREGATE MAX WEIGHTS 2 0.5 WITHSCORES");
    says("[\"x\", \"16\", \"y\", \"32\", \"z\", \"48\"]", "ZUNION 1 a WEIGHTS 0x10 WITHSCORES");
  }

  @Test
  void membersOfPlainSetsHaveScoreOne() {
    says("[\"q\", \"1\", \"x\", \"2\", \"y\", \"3\", \"z\", \"3\"]", "ZUNION 2 a s WITHSCORES");
    says("[\"q\", \"1\"]", "ZDIFF 2 s a WITHSCORES");
    says(":2", "ZINTERCARD 2 s a");
  }

  @Test
  void inResp3MembersAndScoresArePairs() {
    redis.resp(3);
    says("[[\"x\", ,11], [\"y\", ,22]]", "ZINTER 2 a b WITHSCORES");
    says("[\"x\", \"y\"]", "ZINTER 2 a b");
  }

  @Test
  void oppositeInfinitiesAndTheirProductsWithZeroMakeZero() {
    redis.say("ZADD p inf x -inf y");
    redis.say("ZADD m -inf x inf y");
    says("[\"x\", \"0\", \"y\", \"0\"]", "ZUNION 2 p m WITHSCORES");
    says("[\"x\", \"-inf\", \"y\", \"inf\"]", "ZUNION 2 p m WEIGHTS 0 1 WITHSCORES");
    says("[\"x\", \"0\", \"y\", \"0\"]", "ZINTER 2 p m WITHSCORES");
  }

  @Test
  void zeroKeepsItsSignUntilItIsPacked() {
    redis.say("ZADD n 0 zero");
    says("[\"zero\", \"-0\"]", "ZUNION 1 n WEIGHTS -1 WITHSCORES");
    redis.say("ZUNIONSTORE n 1 n WEIGHTS -1");
    says("\"0\"", "ZSCORE n zero");
  }

  @Test
  void missingKeysAreEmptySets() {
    says("[]", "ZUNION 2 no nothing");
    says("[]", "ZINTER 2 a no");
    says("[\"x\", \"y\", \"z\"]", "ZDIFF 2 a no");
    says(":0", "ZINTERCARD 2 a no");
  }

  @Test
  void countingStopsAtTheLimit() {
    says(":2", "ZINTERCARD 2 a b");
    says(":1", "ZINTERCARD 2 a b LIMIT 1");
    says(":2", "ZINTERCARD 2 a b LIMIT 0");
    says(":2", "ZINTERCARD 2 a b LIMIT 1 LIMIT 9");
  }

  // ---- storing

  @Test
  void theResultTakesThePlaceOfWhatIsThere() {
    says(":4", "ZUNIONSTORE text 2 a b");
    says("zset", "TYPE text");
    says(":1", "ZDIFFSTORE text 2 a b");
    says(":2", "ZINTERSTORE text 2 a b WEIGHTS 1 2");
    says("[\"x\", \"21\", \"y\", \"42\"]", "ZRANGE text 0 -1 WITHSCORES");
    assertEquals(
        List.of(
            "ZUNIONSTORE text 2 a b",
            "ZDIFFSTORE text 2 a b",
            "ZINTERSTORE text 2 a b WEIGHTS 1 2"),
        redis.effects());
  }

  @Test
  void theDestinationMayBeASource() {
    says(":4", "ZUNIONSTORE a 3 a b a");
    says("[\"z\", \"6\", \"x\", \"12\", \"y\", \"24\", \"w\", \"40\"]", "ZRANGE a 0 -1 WITHSCORES");
    says(":0", "ZDIFFSTORE a 2 a a");
    says(":0", "EXISTS a");
  }

  @Test
  void anEmptyResultRemovesTheDestination() {
    long dirty = redis.dirty();
    says(":0", "ZINTERSTORE b 2 a no");
    says(":0", "EXISTS b");
    says(":0", "ZINTERSTORE b 2 a no");
    assertEquals(dirty + 1, redis.dirty());
    assertEquals(List.of("ZINTERSTORE b 2 a no"), redis.effects());
  }

  @Test
  void whatIsStoredIsPackedAsItsSizeAllows() {
    for (int i = 0; i < 129; i++) {
      redis.say("ZADD large " + i + " m" + i);
    }
    redis.say("ZDIFFSTORE d 1 large");
    says("\"skiplist\"", "OBJECT ENCODING d");
    redis.say("ZINTERSTORE d 2 large large");
    says("\"skiplist\"", "OBJECT ENCODING d");
    redis.say("ZADD few 0 m1 0 m2");
    redis.say("ZDIFFSTORE d 2 large few");
    says("\"listpack\"", "OBJECT ENCODING d");
    says(":127", "ZCARD d");
    redis.say("ZADD long 1 " + "x".repeat(65));
    redis.say("ZUNIONSTORE d 2 few long");
    says("\"skiplist\"", "OBJECT ENCODING d");
  }

  @Test
  void manySmallSetsAreRemovedFromALargeOne() {
    for (int i = 0; i < 300; i++) {
      redis.say("ZADD large " + i + " m" + i);
    }
    var keys = new StringBuilder("ZDIFFSTORE d 11 large");
    for (int i = 0; i < 10; i++) {
      redis.say("SADD small" + i + " m" + i + " other");
      keys.append(" small").append(i);
    }
    says(":290", keys.toString());
    says("[\"m10\", \"10\"]", "ZRANGE d 0 0 WITHSCORES");
  }

  // ---- errors

  @ParameterizedTest
  @ValueSource(strings = {"zunion", "zinter", "zdiff", "zintercard"})
  void theNumberOfKeysIsChecked(String command) {
    String noKey = "-ERR at least 1 input key is needed for '" + command + "' command";
    says(noKey, command + " 0 a");
    says(noKey, command + " -1 a");
    says("-ERR value is not an integer or out of range", command + " x a");
    says(SYNTAX, command + " 3 a b");
    says(SYNTAX, command + " 9223372036854775807 a");
    says(WRONG_TYPE, command + " 2 a text");
    says(WRONG_TYPE, command + " 2 no text FOO");
  }

  @Test
  void storingCommandsNameThemselves() {
    says("-ERR at least 1 input key is needed for 'zunionstore' command", "ZUNIONSTORE d 0 a");
    says(WRONG_TYPE, "ZDIFFSTORE d 2 text a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ZUNION 2 a b WEIGHTS 1; syntax error",
        "ZUNION 2 a b WEIGHTS 1 x; weight value is not a float",
        "ZUNION 2 a b WEIGHTS 1 nan; weight value is not a float",
        "ZUNION 2 a b WEIGHTS 1 WITHSCORES; weight value is not a float",
        "ZUNION 2 a b AGGREGATE; syntax error",
        "ZUNION 2 a b AGGREGATE AVG; syntax error",
        "ZUNION 2 a b FOO; syntax error",
        "ZUNIONSTORE d 2 a b WITHSCORES; syntax error",
        "ZDIFF 2 a b WEIGHTS 1 2; syntax error",
        "ZDIFFSTORE d 2 a b AGGREGATE SUM; syntax error",
        "ZINTERCARD 2 a b LIMIT; syntax error",
        "ZINTERCARD 2 a b LIMIT -1; LIMIT can't be negative",
        "ZINTERCARD 2 a b LIMIT x; LIMIT can't be negative",
        "ZINTERCARD 2 a b FOO 1; syntax error",
      })
  void optionsAreChecked(String command, String error) {
    says("-ERR " + error, command);
    assertEquals(List.of(), redis.effects());
  }
}

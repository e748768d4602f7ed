package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.store.Thresholds;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ZRangeCommandsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String NO_INTEGER = "-ERR value is not an integer or out of range";
  private static final String NO_SCORE = "-ERR min or max is not a float";
  private static final String NO_TEXT = "-ERR min or max not valid string range item";
  private static final String SYNTAX = "-ERR syntax error";
  private static final String NO_LIMIT =
      "-ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX";

  private final CommandHarness redis = new CommandHarness();

  @BeforeEach
  void fill() {
    redis.say("ZADD k 1 a 2 b 3 c 4 d 5 e");
    redis.say("ZADD lex 0 a 0 b 0 c 0 d");
    redis.say("SET s x");
    redis.effects();
  }

  private void says(String reply, String command) {
    assertEquals(reply, redis.say(command), command);
  }

  @Test
  void ranksMayCountFromTheEnd() {
    says("[\"a\", \"b\"]", "ZRANGE k 0 1");
    says("[\"d\", \"e\"]", "ZRANGE k -2 -1");
    says("[\"a\", \"b\", \"c\", \"d\", \"e\"]", "ZRANGE k -100 100");
    says("[]", "ZRANGE k 3 1");
    says("[]", "ZRANGE k 5 9");
    says("[]", "ZRANGE missing 0 -1");
    says("[\"e\", \"d\"]", "ZRANGE k 0 1 REV");
    says("[\"b\", \"a\"]", "ZREVRANGE k -2 -1");
    says("[]", "ZREVRANGE k 2 1");
    says("[\"e\", \"5\"]", "ZREVRANGE k 0 0 WITHSCORES");
    says("[]", "ZRANGE k 9223372036854775807 -9223372036854775808 REV");
  }

  @Test
  void scoresMayBeExcludedOrInfinite() {
    says("[\"b\", \"c\"]", "ZRANGE k (1 3 BYSCORE");
    says("[\"b\", \"2\"]", "ZRANGEBYSCORE k (1 (3 WITHSCORES");
    says("[\"d\", \"e\"]", "ZRANGEBYSCORE k (3 +inf");
    says("[\"c\", \"b\"]", "ZRANGE k 3 2 BYSCORE REV");
    says("[\"c\", \"b\"]", "ZREVRANGEBYSCORE k 3 (1");
    says("[]", "ZRANGEBYSCORE k 3 2");
    says("[]", "ZRANGEBYSCORE k (3 3");
    says(":2", "ZCOUNT k (3 inf");
    says(":0", "ZCOUNT k 5 1");
    says(":0", "ZCOUNT missing 1 5");
  }

  @Test
  void scoresAreReadAsLooselyAsRedisDoes() {
    assertEquals(":1", redis.sayWords("ZCOUNT", "k", " 1", "1.5"));
    assertEquals(":0", redis.sayWords("ZCOUNT", "k", "", "("));
    assertEquals(":5", redis.sayWords("ZCOUNT", "k", "-1e400", "0x1p9"));
    assertEquals(":5", redis.sayWords("ZCOUNT", "k", "1\0x", "infinity"));
    assertEquals(NO_SCORE, redis.sayWords("ZCOUNT", "k", "1 ", "2"));
    assertEquals(NO_SCORE, redis.sayWords("ZCOUNT", "k", " ", "2"));
    says(NO_SCORE, "ZCOUNT s ((1 2");
    says(NO_SCORE, "ZCOUNT s 1 nan");
    says(WRONG_TYPE, "ZCOUNT s 1 2");
  }

  @Test
  void membersOfOneScoreAreChosenByTheirBytes() {
    says("[\"b\", \"c\"]", "ZRANGE lex [b (d BYLEX");
    says("[\"d\", \"c\"]", "ZRANGE lex + (b BYLEX REV");
    says("[\"c\", \"d\"]", "ZRANGEBYLEX lex (bb +");
    says("[\"b\", \"a\"]", "ZREVRANGEBYLEX lex [b -");
    says("[]", "ZRANGEBYLEX lex + -");
    says(":4", "ZLEXCOUNT lex - +");
    says(":1", "ZLEXCOUNT lex (a (c");
    says(NO_TEXT, "ZLEXCOUNT s a b");
    says(NO_TEXT, "ZRANGEBYLEX lex -a [b");
    says(NO_TEXT, "ZRANGEBYLEX lex [a ++");
    assertEquals(NO_TEXT, redis.sayWords("ZLEXCOUNT", "lex", "", "+"));
    says(WRONG_TYPE, "ZLEXCOUNT s - +");
  }

  @Test
  void aLimitSkipsAndCuts() {
    says("[\"b\", \"c\"]", "ZRANGE k 1 5 BYSCORE LIMIT 1 2");
    says("[\"c\", \"d\", \"e\"]", "ZRANGE k 1 5 LIMIT 2 -1 BYSCORE");
    says("[\"d\", \"c\"]", "ZRANGE k 5 1 BYSCORE REV LIMIT 1 2");
    says("[]", "ZRANGEBYSCORE k 1 5 LIMIT -1 2");
    says("[]", "ZRANGEBYSCORE k 1 5 LIMIT 5 2");
    says("[]", "ZRANGEBYSCORE k 1 5 LIMIT 0 0");
    says("[]", "ZRANGEBYSCORE k 1 5 LIMIT 99999999999 1");
    says("[\"a\"]", "ZRANGEBYSCORE k 1 5 LIMIT 1 2 LIMIT 0 1");
    says("[\"c\", \"d\"]", "ZRANGEBYLEX lex - + LIMIT 2 99999999999");
  }

  @Test
  void optionsThatDoNotFitAreErrors() {
    says(NO_LIMIT, "ZRANGE s 0 -1 LIMIT 0 1");
    says(NO_LIMIT, "ZREVRANGE k 0 -1 LIMIT 0 1");
    says("[\"a\"]", "ZRANGE k 0 0 LIMIT 3 -1"); // no limit, as Redis has it
    says(
        "-ERR syntax error, WITHSCORES not supported in combination with BYLEX",
        "ZRANGE lex a b BYLEX WITHSCORES");
    for (String command :
        List.of(
            "ZRANGE k 0 -1 foo",
            "ZRANGE k 0 -1 LIMIT 0",
            "ZRANGE k 0 -1 REV REV",
            "ZRANGE k 0 -1 BYSCORE BYLEX",
            "ZREVRANGE k 0 -1 REV",
            "ZRANGEBYSCORE k 1 2 BYSCORE",
            "ZRANGEBYLEX k - + REV",
            "ZRANGESTORE d k 0 1 WITHSCORES")) {
      says(SYNTAX, command);
    }
    says(NO_INTEGER, "ZRANGE s a b");
    says(NO_INTEGER, "ZRANGE k a b LIMIT 0 x BYSCORE");
    says(NO_SCORE, "ZRANGE s a b BYSCORE");
    says(NO_TEXT, "ZRANGE s a b BYLEX");
    says(WRONG_TYPE, "ZRANGE s 0 1");
  }

  @Test
  void scoresComeInPairsInResp3() {
    redis.resp(3);
    says("[[\"a\", ,1], [\"b\", ,2]]", "ZRANGE k 0 1 WITHSCORES");
    says("[[\"e\", ,5]]", "ZREVRANGEBYSCORE k 9 5 WITHSCORES");
    says("[\"a\"]", "ZRANGE k 0 0");
  }

  @Test
  void aStoredRangeReplacesWhatWasThere() {
    says(":2", "ZRANGESTORE s k 1 2");
    says("[\"b\", \"2\", \"c\", \"3\"]", "ZRANGE s 0 -1 WITHSCORES");
    says(":3", "ZRANGESTORE k k 5 1 BYSCORE REV LIMIT 0 3");
    says("[\"c\", \"d\", \"e\"]", "ZRANGE k 0 -1");
    says(":2", "ZRANGESTORE d lex [b (d BYLEX");
    assertEquals(
        List.of(
            "ZRANGESTORE s k 1 2",
            "ZRANGESTORE k k 5 1 BYSCORE REV LIMIT 0 3",
            "ZRANGESTORE d lex [b (d BYLEX"),
        redis.effects());
  }

  @Test
  void storingNothingRemovesTheTarget() {
    says(":0", "ZRANGESTORE lex k 9 10");
    says(":0", "EXISTS lex");
    says(":0", "ZRANGESTORE lex missing 0 1");
    says(":0", "ZRANGESTORE s missing 0 1");
    says(":0", "EXISTS s");
    assertEquals(List.of("ZRANGESTORE lex k 9 10", "ZRANGESTORE s missing 0 1"), redis.effects());
    redis.say("SET s x");
    says(WRONG_TYPE, "ZRANGESTORE k s 0 1");
    says(":5", "ZCARD k");
  }

  @Test
  void rangesAreRemovedByRankScoreAndText() {
    says(":2", "ZREMRANGEBYRANK k -2 -1");
    says(":1", "ZREMRANGEBYSCORE k (1 2");
    says(":0", "ZREMRANGEBYSCORE k 9 10");
    says("[\"a\", \"c\"]", "ZRANGE k 0 -1");
    says(":3", "ZREMRANGEBYLEX lex (a +");
    says(":1", "ZREMRANGEBYLEX lex - +");
    says(":0", "EXISTS lex");
    says(":0", "ZREMRANGEBYRANK missing 0 -1");
    assertEquals(
        List.of(
            "ZREMRANGEBYRANK k -2 -1",
            "ZREMRANGEBYSCORE k (1 2",
            "ZREMRANGEBYLEX lex (a +",
            "ZREMRANGEBYLEX lex - +"),
        redis.effects());
  }

  @Test
  void boundsAreReadBeforeTheKeyIsLookedAt() {
    says(NO_INTEGER, "ZREMRANGEBYRANK s a 1");
    says(NO_SCORE, "ZREMRANGEBYSCORE s a 1");
    says(NO_TEXT, "ZREMRANGEBYLEX s a b");
    says(WRONG_TYPE, "ZREMRANGEBYRANK s 0 1");
    says(WRONG_TYPE, "ZREMRANGEBYSCORE s 0 1");
    says(WRONG_TYPE, "ZREMRANGEBYLEX s - +");
  }

  @Test
  @SuppressWarnings("JUnitMethodInvoked") // all of them, with another encoding
  void largeSetsAnswerAsSmallOnesDo() {
    var limits = new Thresholds(-2, 0, 512, 64, 512, 128, 64, 0, 0);
    redis.engine().locked(() -> redis.engine().keyspace().packing().thresholds(limits));
    redis.say("DEL k lex");
    fill();
    says("\"skiplist\"", "OBJECT ENCODING k");
    ranksMayCountFromTheEnd();
    scoresMayBeExcludedOrInfinite();
    membersOfOneScoreAreChosenByTheirBytes();
    aLimitSkipsAndCuts();
    rangesAreRemovedByRankScoreAndText();
  }
}

package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.store.Thresholds;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ZSetCommandsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String NOT_A_FLOAT = "-ERR value is not a valid float";

  private final CommandHarness redis = new CommandHarness();

  private void says(String reply, String command) {
    assertEquals(reply, redis.say(command), command);
  }

  @Test
  void addingCountsNewMembersOnly() {
    says(":2", "ZADD k 1 a 2 b");
    says(":1", "ZADD k 5 a 3 c 2 b");
    says("[\"b\", \"c\", \"a\"]", "ZRANGE k 0 -1");
    assertEquals(4, redis.dirty());
    assertEquals(List.of("ZADD k 1 a 2 b", "ZADD k 5 a 3 c 2 b"), redis.effects());
  }

  @Test
  void addingWhatIsThereHasNoEffect() {
    redis.say("ZADD k 1 a 0 zero");
    redis.effects();
    says(":0", "ZADD k 1 a -0 zero");
    says(":0", "ZADD k NX 7 a");
    says(":0", "ZADD k XX 7 other");
    says(":0", "ZADD k GT 0 a");
    says(":0", "ZADD k LT 2 a");
    assertEquals(List.of(), redis.effects());
  }

  @Test
  void conditionsChooseWhatIsSet() {
    redis.say("ZADD k 5 a");
    says(":1", "ZADD k NX 1 a 1 b");
    says(":1", "ZADD k XX CH 4 a 1 c");
    says(":2", "ZADD k gt ch 6 a 9 d");
    says(":0", "ZADD k GT CH 6 a 8 d");
    says(":1", "ZADD k LT CH 3 a 10 d");
    says("[\"b\", \"1\", \"a\", \"3\", \"d\", \"9\"]", "ZRANGE k 0 -1 WITHSCORES");
  }

  @Test
  void onlyTheLastOfTheSameMemberCounts() {
    says(":1", "ZADD k 1 a 2 a 3 a");
    says("\"3\"", "ZSCORE k a");
    assertEquals(3, redis.dirty());
  }

  @Test
  void updatingMissingMembersMakesNoKey() {
    says(":0", "ZADD k XX 1 a");
    says("nil", "ZADD k XX INCR 1 a");
    says(":0", "EXISTS k");
    assertEquals(0, redis.dirty());
  }

  @Test
  void incrementingAnswersTheScore() {
    says("\"1.5\"", "ZADD k INCR 1.5 a");
    says("\"2.75\"", "ZINCRBY k 1.25 a");
    says("nil", "ZADD k NX INCR 1 a");
    says("nil", "ZADD k GT INCR -1 a");
    says("\"2.75\"", "ZINCRBY k 0 a");
    assertEquals(List.of("ZADD k INCR 1.5 a", "ZINCRBY k 1.25 a"), redis.effects());
    assertEquals(2, redis.dirty());
  }

  @Test
  void infinitiesDoNotAddUpToNothing() {
    redis.say("ZADD k inf a");
    redis.effects();
    says("-ERR resulting score is not a number (NaN)", "ZADD k INCR -inf a");
    says("-ERR resulting score is not a number (NaN)", "ZINCRBY k -inf a");
    says("\"inf\"", "ZSCORE k a");
    assertEquals(List.of(), redis.effects());
  }

  @Test
  void whatIsWrongWithAnAdditionIsSaidInOrder() {
    redis.say("SET s x");
    says("-ERR wrong number of arguments for 'zadd' command", "ZADD k 1");
    says("-ERR syntax error", "ZADD k NX XX 1 a 2");
    says("-ERR syntax error", "ZADD k NX XX CH");
    says("-ERR XX and NX options at the same time are not compatible", "ZADD k NX XX GT x a");
    says(
        "-ERR GT, LT, and/or NX options at the same time are not compatible",
        "ZADD k GT LT INCR 1 a 2 b");
    says("-ERR GT, LT, and/or NX options at the same time are not compatible", "ZADD k LT NX 1 a");
    says("-ERR INCR option supports a single increment-element pair", "ZADD k INCR x a 2 b");
    says(NOT_A_FLOAT, "ZADD s 1 a x b");
    says(NOT_A_FLOAT, "ZADD k nan a");
    says(NOT_A_FLOAT, "ZINCRBY s 1e400 a");
    says(WRONG_TYPE, "ZADD s 1 a");
    says(WRONG_TYPE, "ZINCRBY s 1 a");
    says(":0", "EXISTS k");
  }

  @Test
  void removingTheLastMemberRemovesTheKey() {
    redis.say("ZADD k 1 a 2 b 3 c");
    redis.effects();
    says(":2", "ZREM k a b a missing");
    says(":0", "ZREM k a");
    says(":1", "ZREM k c d");
    says(":0", "EXISTS k");
    says(":0", "ZREM k c");
    assertEquals(List.of("ZREM k a b a missing", "ZREM k c d"), redis.effects());
  }

  @Test
  void poppingTakesTheLowestOrHighest() {
    redis.say("ZADD k 1 a 2 b 3 c 4 d 5 e");
    redis.effects();
    says("[\"a\", \"1\"]", "ZPOPMIN k");
    says("[\"e\", \"5\", \"d\", \"4\"]", "ZPOPMAX k 2");
    says("[]", "ZPOPMIN k 0");
    says("[\"b\", \"2\", \"c\", \"3\"]", "ZPOPMIN k 10");
    says("[]", "ZPOPMAX k");
    says(":0", "EXISTS k");
    assertEquals(List.of("ZPOPMIN k", "ZPOPMAX k 2", "ZPOPMIN k 10"), redis.effects());
  }

  @Test
  void poppedMembersComeInPairsWhenCountedInResp3() {
    redis.resp(3);
    redis.say("ZADD k 1 a 2.5 b 3 c");
    says("[\"a\", ,1]", "ZPOPMIN k");
    says("[[\"b\", ,2.5]]", "ZPOPMIN k 1");
    says("[]", "ZPOPMIN k 0");
    says("[\"c\", ,3]", "ZPOPMAX k");
    says("[]", "ZPOPMAX k");
  }

  @Test
  void aWrongCountIsRefusedBeforeTheKeyIsLookedAt() {
    redis.say("SET s x");
    says("-ERR value is out of range, must be positive", "ZPOPMIN s -1");
    says("-ERR value is out of range, must be positive", "ZPOPMAX s x");
    says("-ERR syntax error", "ZPOPMIN s 1 2");
    says(WRONG_TYPE, "ZPOPMIN s 0");
  }

  @Test
  void scoresOfMembers() {
    redis.say("ZADD k 1 a 2.5 b -inf c");
    says("\"2.5\"", "ZSCORE k b");
    says("nil", "ZSCORE k x");
    says("nil", "ZSCORE missing x");
    says("[\"-inf\", nil, \"1\"]", "ZMSCORE k c x a");
    says("[nil, nil]", "ZMSCORE missing a b");
    says(":3", "ZCARD k");
    says(":0", "ZCARD missing");
    redis.resp(3);
    says(",2.5", "ZSCORE k b");
    says("[,-inf, nil]", "ZMSCORE k c x");
  }

  @Test
  void ranksCountFromEitherEnd() {
    redis.say("ZADD k 1 a 2 b 2 c 3 d");
    says(":2", "ZRANK k c");
    says(":1", "ZREVRANK k c");
    says("nil", "ZRANK k x");
    says("[:2, \"2\"]", "ZRANK k c WITHSCORE");
    says("[:3, \"1\"]", "zrevrank k a withscore");
    says("nil", "ZRANK missing x WITHSCORE");
    says("-ERR syntax error", "ZRANK k a WITHSCORES");
    says("-ERR wrong number of arguments for 'zrank' command", "ZRANK k a WITHSCORE x");
  }

  @Test
  void theEncodingChangesAtItsThresholds() {
    var limits = new Thresholds(-2, 0, 512, 64, 512, 128, 64, 3, 4);
    redis.engine().locked(() -> redis.engine().keyspace().packing().thresholds(limits));
    redis.say("ZADD k 1 a 2 b 3 c");
    says("\"listpack\"", "OBJECT ENCODING k");
    redis.say("ZADD k 9 a");
    says("\"listpack\"", "OBJECT ENCODING k");
    redis.say("ZADD k 4 d");
    says("\"skiplist\"", "OBJECT ENCODING k");
    redis.say("ZREM k b c d");
    says("\"skiplist\"", "OBJECT ENCODING k");
    redis.say("ZADD other 1 long5");
    says("\"skiplist\"", "OBJECT ENCODING other");
    redis.say("ZADD other XX INCR 1 long5");
    says("\"2\"", "ZSCORE other long5");
  }

  @Test
  void onlySortedSetsAreAskedForScores() {
    redis.say("SET s x");
    for (String command :
        List.of("ZSCORE s a", "ZMSCORE s a", "ZCARD s", "ZREM s a", "ZRANK s a", "ZREVRANK s a")) {
      says(WRONG_TYPE, command);
    }
  }
}

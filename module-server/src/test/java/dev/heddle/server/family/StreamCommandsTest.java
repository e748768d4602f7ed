package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.server.command.Client;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected was seen on a real server. */
final class StreamCommandsTest {
  private static final String NO_GROUP =
      "-NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option";
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final CommandHarness redis = new CommandHarness();

  @BeforeEach
  void fill() {
    redis.say("XADD s 1-1 a 1");
    redis.say("XADD s 2-0 a 2");
    redis.say("XADD s 3-5 b 3");
    redis.say("SET str x");
    redis.effects();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "XADD s 0-0 a b | -ERR The ID specified in XADD must be greater than 0-0",
        "XADD s 3-5 a b | -ERR The ID specified in XADD is equal or smaller than the target stream top item",
        "XADD s 3-* a b | \"3-6\"",
        "XADD s 4 a b | \"4-0\"",
        "XADD s 9-1 a | -ERR wrong number of arguments for 'xadd' command",
        "XADD none NOMKSTREAM * a b | nil",
        "XADD s MAXLEN 1 MINID 1 9 a b | -ERR syntax error, MAXLEN and MINID options at the same time are not compatible",
        "XADD str 9 a b | -WRONGTYPE Operation against a key holding the wrong kind of value",
        "XRANGE s - + COUNT 1 | [[\"1-1\", [\"a\", \"1\"]]]",
        "XRANGE s (1-1 2 | [[\"2-0\", [\"a\", \"2\"]]]",
        "XREVRANGE s + (2-0 | [[\"3-5\", [\"b\", \"3\"]]]",
        "XRANGE s x + | -ERR Invalid stream ID specified as stream command argument",
        "XDEL s 2 9 | :1",
        "XTRIM s MAXLEN 1 | :2",
        "XTRIM s MINID = 3 | :2",
        "XTRIM s MAXLEN 1 LIMIT 5 | -ERR syntax error, LIMIT cannot be used without the special ~ option",
        "XSETID s 2 | -ERR The ID specified in XSETID is smaller than the target stream top item",
        "XSETID s 9 ENTRIESADDED 2 | -ERR The entries_added specified in XSETID is smaller than the target stream length",
        "XSETID none 9 | -ERR no such key",
        "XREAD STREAMS s 2 | [[\"s\", [[\"3-5\", [\"b\", \"3\"]]]]]",
        "XREAD STREAMS s $ | nil",
        "XREAD STREAMS s t 1 | -ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.",
        "OBJECT ENCODING s | \"stream\"",
        "XGROUP SETID s g 0 | -NOGROUP No such consumer group 'g' for key name 's'",
        "XGROUP CREATE s g 0 MKSTREAM MKSTREAM MKSTREAM MKSTREAM | -ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP."
      })
  void answersAsRedisDoes(String command, String reply) {
    assertEquals(reply, redis.say(command));
  }

  @Test
  void idsGrowWhateverTheClockDoes() {
    redis.say("XADD s 99999999999999-7 a b");
    assertEquals("\"99999999999999-8\"", redis.say("XADD s * a b"));
    redis.clock().advance(-5000);
    assertEquals("\"99999999999999-9\"", redis.say("XADD s * a b"));
  }

  @Test
  void whatIsJournalledDependsOnNoClockAndNoNodes() {
    redis.say("XADD s 7-* a b");
    redis.say("XADD s MAXLEN ~ 2 8 a b");
    redis.say("XTRIM s MAXLEN ~ 0");
    assertEquals(
        List.of("XADD s 7-0 a b", "XADD s 8-0 a b", "XTRIM s MAXLEN = 0"), redis.effects());
  }

  @Test
  void aDeliveryIsJournalledAsItCameOut() {
    redis.say("XGROUP CREATE s g 0");
    redis.effects();
    redis.say("XREADGROUP GROUP g c COUNT 2 STREAMS s >");
    long now = redis.clock().millis();
    assertEquals(
        List.of(
            "MULTI",
            "XGROUP CREATECONSUMER s g c",
            "XCLAIM s g c 0 1-1 2-0 TIME " + now + " RETRYCOUNT 1 FORCE JUSTID",
            "XGROUP SETID s g 2-0 ENTRIESREAD 2",
            "EXEC"),
        redis.effects());
  }

  @Test
  void readingOnesOwnPendingEntriesAgainIsNoChange() {
    redis.say("XGROUP CREATE s g 0");
    redis.say("XREADGROUP GROUP g c STREAMS s >");
    long before = redis.dirty();
    redis.say("XREADGROUP GROUP g c STREAMS s 0");
    assertEquals(before, redis.dirty());
    redis.say("XREADGROUP GROUP g other STREAMS s 0");
    assertEquals(before + 1, redis.dirty());
  }

  @Test
  void theLargestIdAsksForNewEntriesToo() {
    redis.say("XGROUP CREATE s g 2-0");
    assertEquals(
        "[[\"s\", [[\"3-5\", [\"b\", \"3\"]]]]]",
        redis.say("XREADGROUP GROUP g c STREAMS s 18446744073709551615-18446744073709551615"));
  }

  @Test
  void deletedEntriesAreNamedByXautoclaimAndPendNoLonger() {
    redis.say("XGROUP CREATE s g 0");
    redis.say("XREADGROUP GROUP g c STREAMS s >");
    redis.say("XDEL s 2-0");
    assertEquals(
        "[\"0-0\", [\"1-1\", \"3-5\"], [\"2-0\"]]", redis.say("XAUTOCLAIM s g other 0 0 JUSTID"));
    assertEquals("[:2, \"1-1\", \"3-5\", [[\"other\", \"2\"]]]", redis.say("XPENDING s g"));
  }

  @Test
  void seenTimeIsThatOfAnyAttemptAndActiveTimeThatOfASuccess() {
    redis.say("XGROUP CREATE s g $");
    redis.say("XREADGROUP GROUP g c STREAMS s >");
    redis.clock().advance(100);
    String idle = "[\"name\", \"c\", \"pending\", :%d, \"idle\", :%d, \"inactive\", :%d]";
    assertEquals("[" + idle.formatted(0, 100, -1) + "]", redis.say("XINFO CONSUMERS s g"));
    redis.say("XADD s 4-0 a b");
    redis.say("XREADGROUP GROUP g c STREAMS s >");
    redis.clock().advance(50);
    redis.say("XREADGROUP GROUP g c STREAMS s >");
    redis.clock().advance(7);
    assertEquals("[" + idle.formatted(1, 7, 57) + "]", redis.say("XINFO CONSUMERS s g"));
  }

  // ---- clients that wait

  private Client waiting(String command) {
    Client waiting = redis.newClient();
    Client before = redis.client();
    redis.as(waiting).block(command);
    redis.as(before);
    return waiting;
  }

  @Test
  void whoWaitsGetsWhatIsAdded() {
    Client reader = waiting("XREAD BLOCK 0 STREAMS s $");
    redis.say("XGROUP CREATE s g $");
    Client consumer = waiting("XREADGROUP GROUP g c BLOCK 0 STREAMS s >");
    redis.say("XADD s 4 a b");
    assertEquals("[[\"s\", [[\"4-0\", [\"a\", \"b\"]]]]]", redis.handedInTime(reader));
    assertEquals("[[\"s\", [[\"4-0\", [\"a\", \"b\"]]]]]", redis.handedInTime(consumer));
    assertEquals("[:1, \"4-0\", \"4-0\", [[\"c\", \"1\"]]]", redis.say("XPENDING s g"));
  }

  @ParameterizedTest
  @CsvSource({"DEL s", "XGROUP DESTROY s g", "FLUSHALL", "RENAME s t"})
  void whoWaitsInAGroupIsToldThatItIsGone(String command) {
    redis.say("XGROUP CREATE s g $");
    Client consumer = waiting("XREADGROUP GROUP g c BLOCK 0 STREAMS s >");
    redis.say(command);
    assertEquals(NO_GROUP, redis.handedInTime(consumer));
  }

  @Test
  void whoWaitsInAGroupIsToldThatTheKeyIsNoStreamAnyMore() {
    redis.say("XGROUP CREATE s g $");
    Client consumer = waiting("XREADGROUP GROUP g c BLOCK 0 STREAMS s >");
    redis.say("SET s x");
    assertEquals(WRONG_TYPE, redis.handedInTime(consumer));
  }

  // ---- transactions

  @ParameterizedTest
  @CsvSource({
    "XADD s 9 a b,        nil",
    "XDEL s 1-1,          nil",
    "XSETID s 9,          [PONG]",
    "XGROUP DESTROY s g,  [PONG]",
    "XGROUP SETID s g 0,  [PONG]",
    "XACK s g 1,          [PONG]"
  })
  void onlyEntriesAreWatched(String command, String reply) {
    redis.say("XGROUP CREATE s g $");
    redis.say("WATCH s");
    Client watcher = redis.client();
    redis.as(redis.newClient()).say(command);
    redis.as(watcher).say("MULTI");
    redis.say("PING");
    assertEquals(reply, redis.say("EXEC").replace("+", ""));
  }
}
